import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Delivery } from "#prisma/generated/client.ts";
import { prepareDeliveries } from "../delivery/prepare.ts";
import { stoppedAddresses, type StoppedAddress } from "./stopped.ts";

const TOLD_WITHIN_DAYS = 7;
/** What comes back within this time is told in one letter: a mail server that fails takes many with it. */
const GATHERED_MINUTES = 5;
/** A letter names so many; the console has them all. */
const MOST_NAMED = 30;

interface Failed {
  communityId: string;
  address: string;
}

/** The owners hear in words that an address is not written to any more: by the letter that waits, or by a new one. */
export async function tellOwnersOfBounce(tx: Tx, failed: Failed): Promise<void> {
  const owners = await tx.membership.findMany({
    where: { communityId: failed.communityId, role: "owner", status: "active" },
    select: {
      id: true,
      person: { select: { addresses: { where: { isPrimary: true }, select: { address: true } } } },
    },
  });
  const told = await joinWaitingNotices(tx, failed);
  const at = now();

  await prepareDeliveries(
    tx,
    owners.flatMap(({ id, person }) =>
      told.has(id)
        ? []
        : person.addresses.slice(0, 1).map(({ address }) => ({
            communityId: failed.communityId,
            kind: "bounce_notice" as const,
            letterKey: `bounce-notice:${failed.communityId}:${failed.address.toLowerCase()}:${String(at.getTime())}`,
            address,
            membershipId: id,
            facts: { addresses: [failed.address] },
            urgency: 5,
            notBefore: new Date(at.getTime() + GATHERED_MINUTES * 60_000),
            notAfter: new Date(at.getTime() + TOLD_WITHIN_DAYS * 86_400_000),
          })),
    ),
  );
}

/** A notice that waits takes this address with it. Held until we commit, so that no sender takes it without. */
async function joinWaitingNotices(tx: Tx, { communityId, address }: Failed): Promise<Set<string>> {
  const waiting = await tx.$queryRaw<{ membershipId: string }[]>`
    WITH waiting AS (
      SELECT id FROM delivery
      WHERE community_id = ${communityId}::uuid AND kind = 'bounce_notice' AND status = 'prepared'
        AND created_at > ${new Date(now().getTime() - 86_400_000)}
      FOR UPDATE
    )
    UPDATE delivery
    SET facts = jsonb_set(facts, '{addresses}', coalesce(facts -> 'addresses', '[]') || to_jsonb(${address}::text))
    FROM waiting WHERE delivery.id = waiting.id
    RETURNING delivery.membership_id AS "membershipId"`;
  return new Set(waiting.map(({ membershipId }) => membershipId));
}

/** Whom each of these notices is about: one query. Whose address was released meanwhile is left out. */
export async function bounceNoticeFacts(
  deliveries: readonly Delivery[],
): Promise<Map<string, StoppedAddress[]>> {
  const stopped = await stoppedAddresses(
    [...new Set(deliveries.flatMap(({ communityId }) => communityId ?? []))],
    { addresses: [...new Set(deliveries.flatMap(({ facts }) => addressesIn(facts)))] },
  );
  return new Map(
    deliveries.flatMap(({ id, communityId, facts }) => {
      const addresses = new Set(addressesIn(facts).map((address) => address.toLowerCase()));
      const about = stopped.filter(
        (one) => one.communityId === communityId && addresses.has(one.address.toLowerCase()),
      );
      return about.length === 0 ? [] : [[id, about.slice(0, MOST_NAMED)] as const];
    }),
  );
}

function addressesIn(facts: Delivery["facts"]): string[] {
  const { addresses } = (facts ?? {}) as { addresses?: unknown };
  return Array.isArray(addresses) ? addresses.filter((one): one is string => typeof one === "string") : [];
}
