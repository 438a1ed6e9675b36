import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Delivery } from "#prisma/generated/client.ts";
import { prepareDeliveries } from "../delivery/prepare.ts";

/** Somebody whose mail comes back, as the owner is told. */
export interface BouncedPerson {
  name: string;
  address: string;
  reason: string;
  since: Date;
}

const TOLD_WITHIN_DAYS = 7;

/** The owners hear in words that an address is not written to any more. Once per address and letter. */
export async function tellOwnersOfBounce(
  tx: Tx,
  failed: { id: string; address: string; communityId: string },
): Promise<void> {
  const owners = await tx.membership.findMany({
    where: { communityId: failed.communityId, role: "owner", status: "active" },
    select: {
      id: true,
      person: { select: { addresses: { where: { isPrimary: true }, select: { address: true } } } },
    },
  });

  await prepareDeliveries(
    tx,
    owners.flatMap(({ id, person }) =>
      person.addresses.slice(0, 1).map(({ address }) => ({
        communityId: failed.communityId,
        kind: "bounce_notice" as const,
        letterKey: `bounce-notice:${failed.id}`,
        address,
        membershipId: id,
        facts: { address: failed.address },
        urgency: 5,
        notAfter: new Date(now().getTime() + TOLD_WITHIN_DAYS * 86_400_000),
      })),
    ),
  );
}

/** Whom each of these notices is about: one query. A notice whose reason is gone (released) is left out. */
export async function bounceNoticeFacts(
  deliveries: readonly Delivery[],
): Promise<Map<string, BouncedPerson>> {
  const about = deliveries.map((delivery) => ({ id: delivery.id, address: addressIn(delivery.facts) }));
  const people = await db().$queryRaw<(BouncedPerson & { id: string })[]>`
    SELECT notice.id, suppression.address::text, suppression.words AS reason, suppression.created_at AS since,
      coalesce(membership.name, suppression.address::text) AS name
    FROM jsonb_to_recordset(${JSON.stringify(about)}::jsonb) AS notice (id uuid, address citext)
    JOIN delivery ON delivery.id = notice.id
    JOIN suppression ON suppression.community_id = delivery.community_id AND suppression.address = notice.address
    LEFT JOIN email_address ON email_address.address = notice.address
    LEFT JOIN membership
      ON membership.person_id = email_address.person_id AND membership.community_id = delivery.community_id`;
  return new Map(people.map(({ id, ...person }) => [id, person]));
}

function addressIn(facts: Delivery["facts"]): string {
  const { address } = (facts ?? {}) as { address?: unknown };
  return typeof address === "string" ? address : "";
}
