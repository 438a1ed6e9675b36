import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

const HOUR = 3_600_000;
const MOST_AN_HOUR = 10;

/** More than ten messages within an hour from one address to one reply address: two machines, or a slip. Held. */
export async function insistNotTooMany({ inbound, address, message }: Letter): Promise<void> {
  if (address?.kind !== "token") return;
  const lately = await db().inboundMessage.count({
    where: {
      communityId: inbound.communityId,
      receivedAt: { gt: new Date(now().getTime() - HOUR) },
      recipient: inbound.recipient,
      fromAddress: message.from[0]?.address ?? "",
      id: { not: inbound.id },
    },
  });
  if (lately >= MOST_AN_HOUR) throw new Rejection("too-many");
}
