import type { Event } from "#prisma/generated/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { actorMay, insistMay, type Actor } from "../roles.ts";

/** The organizer's own, or any for who curates; the row is held until the transaction ends. */
export async function lockEvent(tx: Tx, actor: Actor, id: string): Promise<Event> {
  const event = await holdEvent(tx, actor.community.id, id);
  const isOrganizer = event.organizerId === actor.membership.id && actorMay(actor, "make-event");
  if (!isOrganizer) insistMay(actor, "edit-events");
  return event;
}

/** Answers to one event queue up here, so that its seats are counted by one at a time. */
export async function holdEvent(tx: Tx, communityId: string, id: string): Promise<Event> {
  if (!isUuid(id)) throw new Refusal("not-found");
  await tx.$queryRaw`
    SELECT id FROM event WHERE id = ${id}::uuid AND community_id = ${communityId}::uuid FOR NO KEY UPDATE`;
  const event = await tx.event.findFirst({ where: { id, communityId } });
  if (!event) throw new Refusal("not-found");
  return event;
}
