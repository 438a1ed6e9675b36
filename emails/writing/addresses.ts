import { decodeBase32, encodeBase32 } from "#emails/writing/base32.ts";
import { readVarint, sameBytes, sealBytes, writeVarint } from "#emails/writing/token-bytes.ts";

/**
 * Reply addresses keep no table: the address itself says whom it was written to and what it answers, and a seal of
 * 80 bits says that we wrote it. `slug+token@domain`, the local part at most 64 octets (RFC 5321, 4.5.3.1.1).
 *
 * Token, before base32: version and kind (1), day of issue since 2020-01-01 (2), member number (varint),
 * target number (varint), seal (10). The seal also covers the slug and the member's key version: another community
 * cannot use it, and raising the version revokes every address that the member ever had.
 */
export const REPLY_TARGET_KINDS = [
  "thread",
  "digest",
  "item",
  "event",
  "showcase",
  "question",
  "held",
  "unsubscribe",
  "delivery",
  "proof",
  "judge",
  "inquiry",
] as const;

/**
 * What an address answers. "delivery" is the return path of one mail (VERP), where bounces come back; "judge" is about
 * one held message, for one who may decide; "inquiry" is one side of a talk (member 0: who asked).
 */
export type ReplyTargetKind = (typeof REPLY_TARGET_KINDS)[number];

export const COMMAND_WORDS = ["join", "follow", "showcase", "event", "help", "owner"] as const;
export type CommandWord = (typeof COMMAND_WORDS)[number];

export interface TokenClaim {
  kind: ReplyTargetKind;
  /** Days since 2020-01-01, see `dayNumber`. */
  issuedDay: number;
  /** The member's number; 0 where there is none. */
  member: number;
  target: number;
}

export interface AddressSeal {
  key: string;
  keyVersion: number;
  slug: string;
}

export type ReadAddress =
  | { kind: "community"; slug: string }
  | { kind: "command"; slug: string; word: CommandWord }
  | { kind: "token"; slug: string; token: string; claim: TokenClaim };

const VERSION = 1;
const SEAL_OCTETS = 10;
const HEAD_OCTETS = 3;
const LOCAL_PART_OCTETS = 64;
const LOCAL_PART = /^([a-z0-9-]{2,24})(?:\+([a-z0-9]{1,60}))?$/;

/** `slug+token@domain`. Throws a RangeError when the numbers are too large to fit into 64 octets. */
export function writeReplyAddress(written: AddressSeal & TokenClaim & { domain: string }): string {
  const claim = claimBytes(written);
  const token = encodeBase32(Buffer.concat([claim, sealClaim(written, claim)]));
  const localPart = `${written.slug}+${token}`;

  if (localPart.length > LOCAL_PART_OCTETS) throw new RangeError(`Address too long: ${localPart}`);
  return `${localPart}@${written.domain}`;
}

/** What an address says about itself. Only its shape is read here: nothing is verified (see `verifyClaim`). */
export function readAddress(address: string, domain: string): ReadAddress | null {
  const { localPart, host } = splitAddress(address);
  if (host !== domain.toLowerCase()) return null;
  const [, slug, suffix] = LOCAL_PART.exec(localPart) ?? [];
  if (slug === undefined) return null;

  if (suffix === undefined) return { kind: "community", slug };
  const word = COMMAND_WORDS.find((known) => known === suffix);
  if (word) return { kind: "command", slug, word };
  const claim = readClaim(suffix);
  return claim && { kind: "token", slug, token: suffix, claim };
}

/** Whether we wrote this token, under any of our keys, for this community, under this version of the member's key. */
export function verifyClaim({
  token,
  key,
  ...seal
}: Omit<AddressSeal, "key"> & { key: string | readonly string[]; token: string }): boolean {
  const bytes = decodeBase32(token);
  if (!bytes || bytes.length <= SEAL_OCTETS) return false;

  const claim = bytes.subarray(0, -SEAL_OCTETS);
  return [key]
    .flat()
    .some((one) => sameBytes(bytes.subarray(-SEAL_OCTETS), sealClaim({ ...seal, key: one }, claim)));
}

function claimBytes({ kind, issuedDay, member, target }: TokenClaim): Buffer {
  const head = Buffer.alloc(HEAD_OCTETS);
  head.writeUInt8((VERSION << 4) | REPLY_TARGET_KINDS.indexOf(kind), 0);
  head.writeUInt16BE(issuedDay, 1);
  return Buffer.concat([head, Buffer.from([...writeVarint(member), ...writeVarint(target)])]);
}

function sealClaim({ key, keyVersion, slug }: AddressSeal, claim: Uint8Array): Buffer {
  return sealBytes(key, ["reply-address", VERSION, keyVersion, slug], claim, SEAL_OCTETS);
}

function readClaim(token: string): TokenClaim | null {
  const decoded = decodeBase32(token);
  if (!decoded || decoded.length < HEAD_OCTETS + 2 + SEAL_OCTETS) return null;
  const bytes = Buffer.from(decoded.subarray(0, -SEAL_OCTETS));

  const head = bytes.readUInt8(0);
  const kind = REPLY_TARGET_KINDS[head & 15];
  const member = readVarint(bytes, HEAD_OCTETS);
  const target = member && readVarint(bytes, member.next);
  if (head >> 4 !== VERSION || !kind || !member || target?.next !== bytes.length) return null;
  return { kind, issuedDay: bytes.readUInt16BE(1), member: member.value, target: target.value };
}

/** Angle brackets, a quoted local part and capitals are other ways to write the same address. */
function splitAddress(address: string): { localPart: string; host: string } {
  const bare = address
    .trim()
    .replace(/^<(.*)>$/, "$1")
    .toLowerCase();
  const at = bare.lastIndexOf("@");
  const localPart = bare.slice(0, Math.max(at, 0)).replace(/^"(.*)"$/, "$1");
  return { localPart, host: bare.slice(at + 1) };
}
