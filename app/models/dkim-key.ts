import { generateKeyPair, type KeyObject } from "node:crypto";
import { resolveTxt } from "node:dns/promises";
import { promisify } from "node:util";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { seal } from "#app/lib/seal.ts";
import type { DkimKey } from "#prisma/generated/client.ts";
import type { DkimAlgorithm } from "#prisma/generated/enums.ts";
import { type DkimRecord, dkimRecord, isPublished, type LookUpTxt } from "./dkim-key/record.ts";
import { forgetSigners } from "./dkim-key/signer.ts";

/** Letters that are under way may be verified some days after they were signed: so long a retired key's record stays. */
const DAYS_PUBLISHED_AFTER = 7;
const DAY = 86_400_000;

/** A key as an operator sees it: its state, and what DNS must say. */
export interface ListedDkimKey extends Pick<
  DkimKey,
  "domain" | "selector" | "algorithm" | "state" | "createdAt" | "activatedAt" | "retiredAt"
> {
  record: DkimRecord;
  /** When a retired key's record may be taken out of DNS; null while it is needed. */
  recordUntil: Date | null;
}

export interface KeyWanted {
  domain: string;
  algorithm: DkimAlgorithm;
  /** Whose domain it is; null for the deployment's own. */
  communityId?: string | null;
}

/** The newest first. */
export async function listDkimKeys(domain: string): Promise<ListedDkimKey[]> {
  const keys = await db().dkimKey.findMany({
    where: { domain: domain.toLowerCase() },
    orderBy: [{ createdAt: "desc" }, { selector: "desc" }],
  });
  return keys.map(listed);
}

/**
 * The next key of a domain: made now, signing nothing until it is activated. Asked again before that, it is the same
 * one, for its record may be on its way into DNS.
 */
export async function prepareDkimKey({
  domain,
  algorithm,
  communityId = null,
}: KeyWanted): Promise<ListedDkimKey> {
  const known = await db().dkimKey.findFirst({
    where: { domain: domain.toLowerCase(), algorithm, state: "pending" },
  });
  if (known) return listed(known);

  const pair = await makePair(algorithm);
  const selector = await freeSelector(domain.toLowerCase(), algorithm);
  const made = await db().dkimKey.createManyAndReturn({
    data: [
      {
        communityId,
        domain: domain.toLowerCase(),
        selector,
        algorithm,
        publicKey: publishedForm(pair.publicKey, algorithm),
        privateKey: seal(pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
        createdAt: now(),
      },
    ],
    // Somebody else was faster: theirs is the one.
    skipDuplicates: true,
  });
  return made[0] ? listed(made[0]) : prepareDkimKey({ domain, algorithm, communityId });
}

/**
 * Letters are signed with the pending key from now on; the one before retires and forgets its secret.
 * @param lookUp null: DNS is not asked whether the record is there
 * @throws Refusal "no-pending-key", "dkim-not-published"
 */
export async function activateDkimKey(
  { domain, algorithm }: Pick<KeyWanted, "domain" | "algorithm">,
  lookUp: LookUpTxt | null = resolveTxt,
): Promise<ListedDkimKey> {
  const where = { domain: domain.toLowerCase(), algorithm };
  const pending = await db().dkimKey.findFirst({ where: { ...where, state: "pending" } });
  if (!pending) throw new Refusal("no-pending-key");
  if (lookUp && !(await isPublished(dkimRecord(pending), lookUp))) throw new Refusal("dkim-not-published");

  const activated = await transaction(async (tx) => {
    await tx.dkimKey.updateMany({
      where: { ...where, state: "active" },
      data: { state: "retired", retiredAt: now(), privateKey: null },
    });
    const { count } = await tx.dkimKey.updateMany({
      where: { id: pending.id, state: "pending" },
      data: { state: "active", activatedAt: now() },
    });
    if (count === 0) throw new Refusal("no-pending-key");
    return tx.dkimKey.findUniqueOrThrow({ where: { id: pending.id } });
  });
  forgetSigners();
  return listed(activated);
}

function listed(key: DkimKey): ListedDkimKey {
  const { domain, selector, algorithm, state, createdAt, activatedAt, retiredAt } = key;
  return {
    ...{ domain, selector, algorithm, state, createdAt, activatedAt, retiredAt },
    record: dkimRecord(key),
    recordUntil: retiredAt && new Date(retiredAt.getTime() + DAYS_PUBLISHED_AFTER * DAY),
  };
}

const makeKeyPair = promisify(generateKeyPair);

function makePair(algorithm: DkimAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return algorithm === "rsa" ? makeKeyPair("rsa", { modulusLength: 2048 }) : makeKeyPair("ed25519", {});
}

/** RSA as SubjectPublicKeyInfo; Ed25519 as its bare 32 octets, the end of it (RFC 8463, 4). */
function publishedForm(publicKey: KeyObject, algorithm: DkimAlgorithm): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return (algorithm === "rsa" ? der : der.subarray(-32)).toString("base64");
}

/** `rl20261124`, told apart by letters when there are more of a day. */
async function freeSelector(domain: string, algorithm: DkimAlgorithm): Promise<string> {
  const day = `rl${now().toISOString().slice(0, 10).replaceAll("-", "")}${algorithm === "rsa" ? "" : "e"}`;
  const taken = await db().dkimKey.findMany({
    where: { domain, selector: { startsWith: day } },
    select: { selector: true },
  });
  const names = new Set(taken.map(({ selector }) => selector));
  const free = [day, ...Array.from({ length: names.size + 1 }, (_, at) => `${day}-${at + 2}`)];
  return free.find((name) => !names.has(name)) ?? day;
}
