import { decodeBase32, encodeBase32 } from "#emails/writing/base32.ts";
import { readVarint, sameBytes, sealBytes, writeVarint } from "#emails/writing/token-bytes.ts";

/** What a signed link may do. A token for one purpose opens no other door: the purpose is under the seal. */
export type LinkPurpose =
  | "preferences"
  | "unsubscribe"
  | "rsvp"
  | "invitation"
  | "confirm-join"
  | "confirm-follow"
  | "seat"
  | "sign-in"
  | "answer"
  | "archive"
  | "calendar"
  | "inquiry"
  | "held"
  | "proof"
  | "export"
  | "file";

export interface LinkClaim {
  /** Whom or what the link is about; its key version is looked up by this before the seal is checked. */
  subject: number;
  /** A second number where one is not enough (the event of an RSVP), else 0. */
  extra: number;
  expiresAt: Date | null;
}

const VERSION = 1;
const SEAL_OCTETS = 16;

/** A token for a web address: case does not matter, no look-alikes, 128 bits of seal. `expiresAt` counts whole seconds. */
export function writeLinkToken(written: {
  key: string;
  keyVersion: number;
  purpose: LinkPurpose;
  subject: number;
  extra?: number;
  expiresAt?: Date;
}): string {
  const expiry = written.expiresAt ? Math.floor(written.expiresAt.getTime() / 1000) : 0;
  const numbers = [written.subject, written.extra ?? 0, expiry];
  const claim = Buffer.from([VERSION, ...numbers.flatMap(writeVarint)]);
  return encodeBase32(Buffer.concat([claim, sealLink(written, claim)]));
}

/** What the token says, for any purpose; nothing is verified here (see `verifyLinkToken`). */
export function readLinkToken(token: string): LinkClaim | null {
  const claim = decodeBase32(token)?.subarray(0, -SEAL_OCTETS);
  if (claim?.[0] !== VERSION) return null;
  const subject = readVarint(claim, 1);
  const extra = subject && readVarint(claim, subject.next);
  const expiry = extra && readVarint(claim, extra.next);
  if (!subject || !extra || expiry?.next !== claim.length) return null;

  const expiresAt = expiry.value === 0 ? null : new Date(expiry.value * 1000);
  return { subject: subject.value, extra: extra.value, expiresAt };
}

/** Whether we wrote this token for this purpose, under any of our keys and this key version, and it has not expired by `now`. */
export function verifyLinkToken(seen: {
  key: string | readonly string[];
  keyVersion: number;
  purpose: LinkPurpose;
  token: string;
  now: Date;
}): boolean {
  const bytes = decodeBase32(seen.token);
  const claim = readLinkToken(seen.token);
  if (!bytes || !claim) return false;

  const [body, seal] = [bytes.subarray(0, -SEAL_OCTETS), bytes.subarray(-SEAL_OCTETS)];
  const genuine = [seen.key].flat().some((key) => sameBytes(seal, sealLink({ ...seen, key }, body)));
  return genuine && (claim.expiresAt === null || seen.now < claim.expiresAt);
}

function sealLink(
  { key, keyVersion, purpose }: { key: string; keyVersion: number; purpose: LinkPurpose },
  claim: Uint8Array,
): Buffer {
  return sealBytes(key, ["link", VERSION, purpose, keyVersion], claim, SEAL_OCTETS);
}
