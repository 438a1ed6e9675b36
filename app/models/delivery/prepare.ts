import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { LetterKind } from "#prisma/generated/enums.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** A letter to one person, before anything is sent. */
export interface NewDelivery {
  /** null: the house itself writes (a sign-in). */
  communityId: string | null;
  kind: LetterKind;
  /** What this letter is; with the address it is unique, so that it cannot be written twice. */
  letterKey: string;
  address: string;
  membershipId?: string | null;
  digestId?: string | null;
  postId?: string | null;
  facts: Prisma.InputJsonValue;
  /** Lower goes first: 0 sign-in and receipts, 5 instant, 9 digest. */
  urgency?: number;
  notBefore?: Date;
  /** After this the letter is stale, and is cancelled rather than sent. */
  notAfter: Date;
}

/** Returns the new delivery's id, or null when this letter was written to this address before. */
export async function prepareDelivery(tx: Tx, delivery: NewDelivery): Promise<string | null> {
  const [prepared] = await prepareDeliveries(tx, [delivery]);
  return prepared?.id ?? null;
}

/**
 * Writes any number of letters, a few thousand a statement, and one hint that something is to be sent. Gives back only
 * those that are new. Who is suppressed gets a row that says so and is never sent, and a closed community writes to nobody; only what somebody has just asked
 * for on a page goes through: a sign-in, and the question whether an address that wants to join or follow is theirs.
 */
export async function prepareDeliveries(
  tx: Tx,
  deliveries: readonly NewDelivery[],
): Promise<PreparedDelivery[]> {
  if (deliveries.length === 0) return [];
  const at = now();

  const prepared: PreparedDelivery[] = [];
  for (let from = 0; from < deliveries.length; from += MOST_AT_ONCE) {
    prepared.push(...(await insert(tx, deliveries.slice(from, from + MOST_AT_ONCE), at)));
  }

  if (prepared.length > 0) await enqueue(tx, "send-deliveries", {}, { runAt: earliest(deliveries, at) });
  return prepared;
}

type PreparedDelivery = { id: string; letterKey: string; address: string };

const MOST_AT_ONCE = 2_500;

/**
 * Many readers of a digest are told the same: what is frozen in several letters travels once, and each names it by its
 * place. (For 300 members and 200 new posts that is 0.1 MB instead of 2.5.)
 */
function insert(tx: Tx, deliveries: readonly NewDelivery[], at: Date): Promise<PreparedDelivery[]> {
  const places = new Map<string, number>();
  const rows = deliveries.map((delivery) => {
    const facts = JSON.stringify(delivery.facts);
    const place = places.get(facts) ?? places.size;
    places.set(facts, place);
    return asRow(delivery, place, at);
  });

  return tx.$queryRaw<PreparedDelivery[]>`
    INSERT INTO delivery (
      id, community_id, kind, letter_key, address, membership_id, digest_id, post_id, facts, status, urgency,
      not_before, not_after, created_at
    )
    SELECT new.id, new.community_id, new.kind::"LetterKind", new.letter_key, new.address, new.membership_id,
      new.digest_id, new.post_id, ${`[${[...places.keys()].join()}]`}::jsonb -> new.facts_place,
      CASE WHEN community.closed_at IS NOT NULL AND new.kind NOT IN ('sign_in', 'closing', 'export_ready') THEN 'cancelled'
        WHEN suppression.id IS NULL OR new.kind IN ('sign_in', 'confirm_join', 'confirm_follow', 'confirm_inquiry') THEN 'prepared' ELSE 'suppressed' END::"DeliveryStatus",
      new.urgency, new.not_before, new.not_after, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS new (
      id uuid, community_id uuid, kind text, letter_key text, address citext, membership_id uuid, digest_id uuid,
      post_id uuid, facts_place int, urgency int, not_before timestamptz, not_after timestamptz
    )
    LEFT JOIN community ON community.id = new.community_id
    LEFT JOIN suppression
      ON suppression.community_id = new.community_id AND suppression.address = new.address
    ON CONFLICT (letter_key, address) DO NOTHING
    RETURNING id, letter_key AS "letterKey", address::text`;
}

function asRow(delivery: NewDelivery, factsPlace: number, at: Date) {
  return {
    id: newId(),
    community_id: delivery.communityId,
    kind: delivery.kind,
    letter_key: delivery.letterKey,
    address: delivery.address,
    membership_id: delivery.membershipId ?? null,
    digest_id: delivery.digestId ?? null,
    post_id: delivery.postId ?? null,
    facts_place: factsPlace,
    urgency: delivery.urgency ?? 5,
    not_before: delivery.notBefore ?? at,
    not_after: delivery.notAfter,
  };
}

function earliest(deliveries: readonly NewDelivery[], at: Date): Date {
  return new Date(
    deliveries.reduce((first, { notBefore = at }) => Math.min(first, notBefore.getTime()), Infinity),
  );
}
