import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Membership } from "#prisma/generated/client.ts";

type Whom = Pick<Membership, "id" | "communityId" | "personId">;

/** By somebody else than the member: an owner, from the console. */
interface ByOther {
  actor?: Actor;
}

/**
 * No letters until `until`, or until they say so. They stay a member, and keep their seat.
 * @throws Refusal "time-past"; "not-found" for who is not a member (any more)
 */
export async function pauseMember(
  membership: Whom,
  { until = null, ...by }: { until?: Date | null } & ByOther = {},
): Promise<Membership> {
  const actorId = insistOwnOrManages(membership, by);
  if (until && until <= now()) throw new Refusal("time-past");

  return transaction(async (tx) => {
    const paused = await change(tx, membership.id, ["active", "paused"], {
      status: "paused",
      pausedUntil: until,
      nextDigestAt: null,
    });
    await record(tx, {
      ...about(paused),
      actorId,
      act: "member.paused",
      details: { until: until?.toISOString() ?? null },
    });
    return paused;
  });
}

/** Letters come again; the next digest tells what happened meanwhile. */
export async function resumeMember(membership: Whom, by: ByOther = {}): Promise<Membership> {
  const actorId = insistOwnOrManages(membership, by);
  return transaction((tx) => resume(tx, membership.id, actorId));
}

/** For the clock: those whose pause is over. Returns how many. */
export async function resumeDueMembers(): Promise<number> {
  return transaction(async (tx) => {
    const due = await tx.membership.findMany({
      where: { status: "paused", pausedUntil: { lte: now() } },
      select: { id: true, pausedUntil: true },
      take: 500,
    });
    for (const { id, pausedUntil } of due) await resume(tx, id, null, pausedUntil);
    return due.length;
  });
}

/** `since`: when it ended, if nobody noticed at once. A digest whose hour that is, is not missed. */
async function resume(
  tx: Tx,
  id: string,
  actorId: string | null,
  since: Date | null = null,
): Promise<Membership> {
  const resumed = await change(tx, id, ["paused", "active"], { status: "active", pausedUntil: null });
  await record(tx, { ...about(resumed), actorId, act: "member.resumed" });
  const after = since ? new Date(since.getTime() - 1) : now();
  return tx.membership.update({ where: { id }, data: { nextDigestAt: nextDigestOf(resumed, after) } });
}

async function change(
  tx: Tx,
  id: string,
  from: ("active" | "paused")[],
  to: Partial<Pick<Membership, "status" | "pausedUntil" | "nextDigestAt">>,
): Promise<Membership> {
  const [changed] = await tx.membership.updateManyAndReturn({
    where: { id, status: { in: from } },
    data: to,
  });
  if (!changed) throw new Refusal("not-found");
  return changed;
}

function insistOwnOrManages(membership: Whom, { actor }: ByOther): string {
  if (!actor || actor.membership.id === membership.id) return membership.personId;
  insistMay(actor, "manage-members");
  if (actor.community.id !== membership.communityId) throw new Refusal("not-found");
  return actor.person.id;
}

function about({ id, communityId }: Membership): { communityId: string; subjectId: string } {
  return { communityId, subjectId: id };
}
