import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { addressKey } from "#app/lib/keys.ts";
import { now } from "#app/lib/clock.ts";
import { type ReadAddress, readAddress, verifyClaim } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";

/**
 * `somebody`: we take mail for this address. `was-somebody`: we wrote it once, and it has expired or was revoked.
 * `nobody`: no community, or a seal that we never set.
 */
export type Living = "somebody" | "was-somebody" | "nobody";

/** Letters in no community's name (signing in) have return paths of the house. */
const HOUSE_SLUG = "roundletter";
/** Two years: who answers a letter older than that is asked, not believed. */
export const LONGEST_DAYS = 730;
/** Raised by hand only; a person whose addresses were revoked more often has to write to the community's. */
const MOST_VERSIONS = 50;

/** Whether this address may be written to. One or two lookups by key, so that it can be asked at the door. */
export async function livingAt(address: string): Promise<Living> {
  const read = readAddress(address, config().mailDomain);
  if (!read) return "nobody";
  const isHouse = read.slug === HOUSE_SLUG && read.kind === "token";
  if (!isHouse && (await db().community.count({ where: { slug: read.slug } })) === 0) return "nobody";
  return read.kind === "token" ? livingAtToken(read) : "somebody";
}

async function livingAtToken({
  slug,
  token,
  claim,
}: Extract<ReadAddress, { kind: "token" }>): Promise<Living> {
  const sealedUnder = (keyVersion: number) => verifyClaim({ key: addressKey(), keyVersion, slug, token });
  const isFresh = dayNumber(now()) - claim.issuedDay <= LONGEST_DAYS;
  // A return path belongs to no person: nobody can revoke it.
  if (claim.kind === "delivery") return sealedUnder(1) ? "somebody" : "nobody";

  const member = await db().membership.findUnique({
    where: { number: claim.member },
    select: { person: { select: { keyVersion: true } } },
  });
  const current = member?.person.keyVersion ?? 0;
  if (current > 0 && sealedUnder(current)) return isFresh ? "somebody" : "was-somebody";
  const before = Array.from(
    { length: Math.min(Math.max(current - 1, 0), MOST_VERSIONS) },
    (_, at) => current - 1 - at,
  );
  return before.some(sealedUnder) ? "was-somebody" : "nobody";
}
