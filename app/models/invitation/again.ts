import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { whyClosed } from "#app/models/invitation.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Invitation } from "#prisma/generated/client.ts";

const DAY = 86_400_000;

/**
 * The letter goes out once more, and its thirty days begin anew; at most once a day, so that nobody is pressed.
 * @throws Refusal "not-found", "invitation-used", "invitation-revoked", "asked-too-often"
 */
export async function resendInvitation(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "invite");
  await transaction(async (tx) => {
    const invitation = await insistPersonal(tx, actor, id);
    const closed = whyClosed(invitation);
    if (closed && closed !== "invitation-expired") throw new Refusal(closed);
    const latest = invitation.resentAt ?? invitation.createdAt;
    if (latest.getTime() > now().getTime() - DAY) throw new Refusal("asked-too-often");

    const notAfter = new Date(now().getTime() + 30 * DAY);
    await tx.invitation.update({ where: { id }, data: { expiresAt: notAfter, resentAt: now() } });
    await prepareDelivery(tx, {
      communityId: invitation.communityId,
      kind: "invitation",
      letterKey: `invitation:${id}:${now().toISOString().slice(0, 10)}`,
      address: invitation.address,
      facts: { invitationId: id },
      urgency: 3,
      notAfter,
    });
    await note(tx, actor, "invitation.resent", id);
  });
}

/** One that was withdrawn stands after all. @throws Refusal "not-found" */
export async function renewInvitation(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "invite");
  if (!isUuid(id)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, communityId: actor.community.id, revokedAt: { not: null } },
      data: { revokedAt: null },
    });
    if (count > 0) await note(tx, actor, "invitation.renewed", id);
  });
}

async function insistPersonal(tx: Tx, actor: Actor, id: string): Promise<Invitation & { address: string }> {
  const where = { id, communityId: actor.community.id, kind: "personal" as const };
  const found = isUuid(id) ? await tx.invitation.findFirst({ where }) : null;
  if (!found?.address) throw new Refusal("not-found");
  return { ...found, address: found.address };
}

async function note(tx: Tx, actor: Actor, act: `invitation.${string}`, subjectId: string): Promise<void> {
  await record(tx, { communityId: actor.community.id, actorId: actor.person.id, act, subjectId });
}
