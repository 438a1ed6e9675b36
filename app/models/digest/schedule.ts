import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { zonedInstant } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Digest } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { ensureDraft } from "./draft-row.ts";
import { lockCommunity } from "./write-round.ts";

/** `2026-11-27T07:00`: by the community's clock for all at once, or by each member's own. */
export interface Schedule {
  local: string;
  everyonesOwn: boolean;
}

/** So long after its instant a schedule may still be kept; an ok that came late begins it anew. */
const LATE_HOURS = 12;
const LONGEST_DAYS = 366;

/**
 * The draft goes to everybody then, and until then to nobody. Whose own hour comes before waits for it.
 * @throws Refusal "time-past", "time-odd"
 */
export async function scheduleDraft(actor: Actor, { local, everyonesOwn }: Schedule): Promise<Date> {
  insistMay(actor, "edit-digest");
  return change(actor, "digest.scheduled", async (tx, draft) => {
    const community = await lockCommunity(tx, draft.communityId);
    const instants = everyonesOwn
      ? await firstInstants(tx, draft.communityId, local)
      : [instantOf(local, community.timeZone)];
    const scheduledAt = new Date(Math.min(...instants.map((instant) => instant.getTime())));
    if (scheduledAt <= now()) throw new Refusal("time-past");
    if (scheduledAt.getTime() - now().getTime() > LONGEST_DAYS * 86_400_000) throw new Refusal("time-odd");
    await tx.digest.update({
      where: { id: draft.id },
      data: { scheduledAt, scheduledLocal: everyonesOwn ? local : null, heldAt: null, heldFor: null },
    });
    return scheduledAt;
  });
}

/** It goes out at its members' hours again. */
export async function unscheduleDraft(actor: Actor): Promise<void> {
  insistMay(actor, "edit-digest");
  await change(actor, "digest.unscheduled", (tx, { id }) =>
    tx.digest.update({ where: { id }, data: { scheduledAt: null, scheduledLocal: null } }),
  );
}

/** It does not go out by itself until it is released. Whose hour comes meanwhile waits for it. */
export async function holdDraft(actor: Actor): Promise<void> {
  insistMay(actor, "edit-digest");
  await change(actor, "digest.held", (tx, { id }) =>
    tx.digest.update({ where: { id }, data: { heldAt: now(), heldFor: "by_owner" } }),
  );
}

/** Those whose hour came lately get it at once, all others at theirs. */
export async function releaseDraft(actor: Actor): Promise<void> {
  insistMay(actor, "edit-digest");
  await change(actor, "digest.released", (tx, { id }) =>
    tx.digest.update({ where: { id }, data: { heldAt: null, heldFor: null } }),
  );
}

export function isMissed(
  { scheduledAt, approvedAt }: Pick<Digest, "scheduledAt" | "approvedAt">,
  at: Date,
): boolean {
  const from = Math.max(scheduledAt?.getTime() ?? 0, approvedAt?.getTime() ?? 0);
  return at.getTime() - from >= LATE_HOURS * 3_600_000;
}

/** Its instant passed while nothing ran: the owner chooses what becomes of it. */
export async function letScheduleLapse(tx: Tx, { id, communityId }: Digest, at: Date): Promise<void> {
  await tx.digest.update({
    where: { id },
    data: { scheduledAt: null, scheduledLocal: null, heldAt: at, heldFor: "missed_hour" },
  });
  await record(tx, { communityId, actorId: null, act: "digest.missed", subjectId: id });
}

async function change<Result>(
  actor: Actor,
  act: `digest.${string}`,
  doIt: (tx: Tx, draft: Digest) => Promise<Result>,
): Promise<Result> {
  const communityId = actor.community.id;
  return transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const draft = await ensureDraft(tx, communityId);
    const result = await doIt(tx, draft);
    await record(tx, { communityId, actorId: actor.person.id, act, subjectId: draft.id });
    return result;
  });
}

/** By the clocks of all who belong to the community. */
async function firstInstants(tx: Tx, communityId: string, local: string): Promise<Date[]> {
  const zones = await tx.membership.findMany({
    where: { communityId, status: { in: ["active", "paused"] }, role: { not: "follower" } },
    select: { timeZone: true },
    distinct: ["timeZone"],
  });
  return zones.map(({ timeZone }) => instantOf(local, timeZone));
}

function instantOf(local: string, timeZone: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) throw new Refusal("time-odd");
  try {
    return zonedInstant(local, timeZone);
  } catch {
    throw new Refusal("time-odd");
  }
}
