import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { recoverLeases } from "#app/models/delivery.ts";
import { parkReturned } from "#app/models/digest/parking.ts";
import { recoverInbound } from "#app/models/inbound-message.ts";

/** A job that was carried to the queue and not heard of for this long is carried again. */
const UNHEARD = 60_000;

/** Makes good what was lost on the way: a flushed queue, a worker that died. The rows are the truth. */
export async function sweep(): Promise<void> {
  const swept = {
    jobs: await carryAgain(),
    leases: await recoverLeases(),
    inbound: await recoverInbound(),
    paused: await parkReturned(db()),
  };
  if (Object.values(swept).some((count) => count > 0)) log.info(swept, "the sweeper made something good");
}

/** The queue knows each job by its row's id, so that one that is only waiting there is not doubled. */
export async function carryAgain(): Promise<number> {
  const { count } = await db().outboxJob.updateMany({
    where: { status: "relayed", relayedAt: { lt: new Date(now().getTime() - UNHEARD) } },
    data: { status: "waiting", relayedAt: null },
  });
  return count;
}
