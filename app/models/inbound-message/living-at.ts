import { leanDb } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { addressKeys } from "#app/lib/keys.ts";
import { now } from "#app/lib/clock.ts";
import { together } from "#app/lib/together.ts";
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

/** Whether this address may be written to. Asked at the door for each recipient: at most two lookups for all who ask at once. */
export async function livingAt(address: string): Promise<Living> {
  const read = readAddress(address, config().mailDomain);
  if (!read) return "nobody";
  const isHouse = read.slug === HOUSE_SLUG && read.kind === "token";
  if (!isHouse && !(await isCommunity(read.slug))) return "nobody";
  return read.kind === "token" ? livingAtToken(read) : "somebody";
}

async function livingAtToken({
  slug,
  token,
  claim,
}: Extract<ReadAddress, { kind: "token" }>): Promise<Living> {
  const sealedUnder = (keyVersion: number) => verifyClaim({ key: addressKeys(), keyVersion, slug, token });
  const isFresh = dayNumber(now()) - claim.issuedDay <= LONGEST_DAYS;
  // A return path belongs to no person: nobody can revoke it.
  if (claim.kind === "delivery") return sealedUnder(1) ? "somebody" : "nobody";

  const current = await keyVersionOf(claim.member);
  if (current > 0 && sealedUnder(current)) return isFresh ? "somebody" : "was-somebody";
  const before = Array.from(
    { length: Math.min(Math.max(current - 1, 0), MOST_VERSIONS) },
    (_, at) => current - 1 - at,
  );
  return before.some(sealedUnder) ? "was-somebody" : "nobody";
}

const isCommunity = together(async (slugs: readonly string[]) => {
  const { rows } = await leanDb().query<{ slug: string }>({
    name: "communities-by-slug",
    text: "SELECT slug FROM community WHERE slug = ANY($1::text[])",
    values: [[...new Set(slugs)]],
  });
  const known = new Set(rows.map(({ slug }) => slug));
  return slugs.map((slug) => known.has(slug));
});

/** 0 for a number that nobody has. */
const keyVersionOf = together(async (numbers: readonly number[]) => {
  const { rows } = await leanDb().query<{ number: number; key_version: number }>({
    name: "key-versions",
    text: `SELECT membership.number, person.key_version + membership.letters_revoked AS key_version
      FROM membership JOIN person ON person.id = membership.person_id
      WHERE membership.number = ANY($1::int[])`,
    values: [[...new Set(numbers)]],
  });
  const versions = new Map(rows.map(({ number, key_version }) => [number, key_version]));
  return numbers.map((number) => versions.get(number) ?? 0);
});
