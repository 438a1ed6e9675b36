import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "./audit.ts";
import { actorMay, insistMay, type Act, type Actor } from "./roles.ts";

/** What can be shown to everybody. Nothing is, until somebody who curates says so. */
export type Markable = "thread" | "showcase" | "event";

interface Mark {
  act: Act;
  count: (tx: Tx, where: Where) => Promise<number>;
  /** Whose own it is to show, beside those who curate. */
  own?: (tx: Tx, where: Where, membershipId: string) => Promise<number>;
  turn: (tx: Tx, where: Where & { publicAt: null | { not: null } }, publicAt: Date | null) => Promise<Turned>;
}

interface Where {
  id: string;
  communityId: string;
}

interface Turned {
  count: number;
}

const marks: Record<Markable, Mark> = {
  thread: {
    act: "moderate-threads",
    // Remarks on a digest are about letters that only members have.
    count: (tx, where) => tx.thread.count({ where: { ...where, kind: { not: "digest" } } }),
    turn: (tx, where, publicAt) => tx.thread.updateMany({ where, data: { publicAt } }),
  },
  showcase: {
    act: "edit-showcases",
    count: (tx, where) => tx.showcase.count({ where }),
    own: (tx, where, makerId) => tx.showcase.count({ where: { ...where, makerId } }),
    turn: (tx, where, publicAt) => tx.showcase.updateMany({ where, data: { publicAt } }),
  },
  event: {
    act: "edit-events",
    count: (tx, where) => tx.event.count({ where }),
    turn: (tx, where, publicAt) => tx.event.updateMany({ where, data: { publicAt } }),
  },
};

/** Everybody may see it from now on; the next newsletter tells of it. Twice is once. @throws Refusal "not-found" */
export function makePublic(actor: Actor, kind: Markable, id: string): Promise<void> {
  return turnMark(actor, { kind, id }, { from: null, to: now(), act: `${kind}.made-public` });
}

/** It leaves pages and feeds at once, and letters that have not been written yet. What was mailed was mailed. */
export function makePrivate(actor: Actor, kind: Markable, id: string): Promise<void> {
  return turnMark(actor, { kind, id }, { from: { not: null }, to: null, act: `${kind}.made-private` });
}

type Turn =
  | { from: null; to: Date; act: `${Markable}.made-public` }
  | { from: { not: null }; to: null; act: `${Markable}.made-private` };

async function turnMark(
  actor: Actor,
  { kind, id }: { kind: Markable; id: string },
  { from, to, act }: Turn,
): Promise<void> {
  const mark = marks[kind];
  if (!isUuid(id)) throw new Refusal("not-found");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const isOwn =
      actorMay(actor, "make-showcase") &&
      ((await mark.own?.(tx, { id, communityId }, actor.membership.id)) ?? 0) > 0;
    if (!isOwn) insistMay(actor, mark.act);
    if ((await mark.count(tx, { id, communityId })) === 0) throw new Refusal("not-found");
    const { count } = await mark.turn(tx, { id, communityId, publicAt: from }, to);
    if (count > 0) await record(tx, { communityId, actorId: actor.person.id, act, subjectId: id });
  });
}
