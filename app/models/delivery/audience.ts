import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type NewDelivery, prepareDeliveries } from "./prepare.ts";

/** Why somebody whom a letter could have been for does not get it. */
export type LetterExclusion =
  | "author"
  | "gone"
  | "paused"
  | "muted"
  | "not-coming"
  | "answered-late"
  | "wants-none"
  | "not-yet"
  | "no-address"
  | "suppressed";

/** Somebody whom a letter could be for. */
export interface Addressee {
  membershipId: string;
  address: string | null;
  isSuppressed: boolean;
  /** Before it is asked whether a letter can reach them. */
  exclusion: LetterExclusion | null;
  notBefore?: Date;
}

/** candidates = prepared + the sum of those excluded. */
export interface LetterAudience {
  candidates: number;
  prepared: number;
  excluded: Partial<Record<LetterExclusion, number>>;
}

/**
 * Writes a letter to everyone whom nothing excludes, and keeps the equation beside it: everybody is accounted for.
 * Two statements, however many they are. Called again with the same letter it writes to those who are new, and keeps
 * how it stands now.
 */
export async function prepareForAudience(
  tx: Tx,
  letter: Omit<NewDelivery, "address" | "membershipId" | "communityId"> & { communityId: string },
  candidates: readonly Addressee[],
): Promise<LetterAudience> {
  const excluded: LetterAudience["excluded"] = {};
  const deliveries: NewDelivery[] = [];
  for (const candidate of candidates) {
    const reason = exclusionOf(candidate);
    if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
    else deliveries.push({ ...letter, ...addressed(candidate) });
  }
  const audience = { candidates: candidates.length, prepared: deliveries.length, excluded };
  if (audience.candidates === 0) return audience;

  await prepareDeliveries(tx, deliveries);
  await keepAudience(tx, letter, audience);
  return audience;
}

/** How it stands with a letter's audience; null when nobody could have got it. */
export async function audienceOf(communityId: string, letterKey: string): Promise<LetterAudience | null> {
  const kept = await db().letterAudience.findFirst({ where: { communityId, letterKey } });
  return kept && (kept.audience as unknown as LetterAudience);
}

function exclusionOf({ exclusion, address, isSuppressed }: Addressee): LetterExclusion | null {
  if (exclusion !== null) return exclusion;
  if (address === null) return "no-address";
  return isSuppressed ? "suppressed" : null;
}

function addressed({ membershipId, address, notBefore }: Addressee) {
  return { membershipId, address: address ?? "", ...(notBefore ? { notBefore } : {}) };
}

async function keepAudience(
  tx: Tx,
  { letterKey, communityId }: Pick<NewDelivery, "letterKey"> & { communityId: string },
  audience: LetterAudience,
): Promise<void> {
  const left = Object.values(audience.excluded).reduce((total, count) => total + count, 0);
  if (audience.candidates !== audience.prepared + left)
    throw new Error("a letter's audience does not add up");
  const kept: Prisma.InputJsonObject = { ...audience };
  await tx.$executeRaw`
    INSERT INTO letter_audience (letter_key, community_id, audience, created_at)
    VALUES (${letterKey}, ${communityId}::uuid, ${JSON.stringify(kept)}::jsonb, ${now()})
    ON CONFLICT (letter_key) DO UPDATE SET audience = excluded.audience`;
}
