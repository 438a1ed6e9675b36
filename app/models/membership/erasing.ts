import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { insistOwnerStays } from "./leaving.ts";
import { lockCommunity, offerSeat } from "./seats.ts";

/** What is left of what they said: under "A former member", or nothing. */
export type Remains = "kept" | "removed";

const NAMELESS = "A former member";

/**
 * Everything that tells who this was goes: name, profile, addresses, notes, answers, their mail as it came, who their
 * letters went to. Their posts stay under no name, or go with them. Of a person who belongs to another community too,
 * what concerns only this one goes. That it was done, and by whom, stays in the log.
 * @throws Refusal "not-allowed", "not-found", "last-owner"
 */
export async function eraseMember(actor: Actor, id: string, posts: Remains): Promise<void> {
  insistMay(actor, "manage-members");
  const communityId = actor.community.id;
  if (!isUuid(id)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const member = await tx.membership.findFirst({
      where: { id, communityId, mergedIntoId: null, erasedAt: null },
    });
    if (!member) throw new Refusal("not-found");
    if (member.role === "owner") await insistOwnerStays(tx, communityId, id);

    const doubles = await tx.membership.findMany({ where: { mergedIntoId: id } });
    const whole = [member, ...doubles];
    const ids = whole.map((one) => one.id);
    await eraseMail(tx, communityId, { ids, addresses: await addressesIn(tx, whole) });
    await eraseWords(tx, ids, posts);
    await eraseAnswers(tx, ids);
    await eraseProfiles(tx, ids);
    for (const { personId } of whole) await erasePerson(tx, personId, communityId);
    await record(tx, {
      communityId,
      actorId: actor.person.id === member.personId ? null : actor.person.id,
      act: "member.erased",
      subjectId: id,
      details: { posts },
    });
    await offerSeat(tx, communityId);
  });
}

async function addressesIn(tx: Tx, members: readonly { personId: string }[]): Promise<string[]> {
  const found = await tx.emailAddress.findMany({
    where: { personId: { in: members.map(({ personId }) => personId) } },
    select: { address: true },
  });
  return found.map(({ address }) => address);
}

interface Whole {
  ids: string[];
  addresses: string[];
}

/** That a letter went out is still counted; to whom, and what was in it, is not known any more. */
async function eraseMail(tx: Tx, communityId: string, { ids, addresses }: Whole): Promise<void> {
  await tx.inboundMessage.deleteMany({
    where: { communityId, OR: [{ membershipId: { in: ids } }, { fromAddress: { in: addresses } }] },
  });
  await tx.$executeRaw`
    UPDATE delivery SET address = 'erased-' || number || '@invalid', facts = '{}', response = NULL,
      status = CASE WHEN status IN ('prepared', 'deferred') THEN 'cancelled' ELSE status END
    WHERE community_id = ${communityId}::uuid AND (membership_id = ANY(${ids}::uuid[]) OR address = ANY(${addresses}::citext[]))`;
  const theirs = { communityId, address: { in: addresses } };
  await tx.bounce.deleteMany({ where: theirs });
  await tx.suppression.deleteMany({ where: theirs });
  await tx.rejectionNotice.deleteMany({ where: theirs });
  await tx.joinRequest.deleteMany({ where: theirs });
  await tx.followRequest.deleteMany({ where: theirs });
  await tx.invitation.updateMany({ where: theirs, data: { address: null, name: "", note: "" } });
  await tx.mailroomLetter.deleteMany({ where: { recipient: { in: addresses } } });
}

async function eraseWords(tx: Tx, ids: string[], posts: Remains): Promise<void> {
  const theirs = { authorId: { in: ids } };
  const written = await tx.post.findMany({ where: theirs, select: { id: true, threadId: true } });
  const postIds = written.map(({ id }) => id);
  await tx.auditEntry.updateMany({
    where: { act: { in: ["post.edited", "post.reverted"] }, subjectId: { in: postIds } },
    data: { details: {} },
  });
  await tx.post.updateMany({ where: theirs, data: { folded: [], client: null } });
  if (posts === "kept") return;

  await tx.attachment.deleteMany({ where: { postId: { in: postIds } } });
  await tx.reaction.deleteMany({ where: { postId: { in: postIds } } });
  await tx.post.updateMany({
    where: theirs,
    data: { text: "", html: null, removedAt: now(), removalReason: null },
  });
  await tx.showcase.deleteMany({ where: { makerId: { in: ids } } });
  await tx.$executeRaw`
    UPDATE thread SET post_count = (SELECT count(*) FROM post WHERE thread_id = thread.id AND removed_at IS NULL)
    WHERE id = ANY(${[...new Set(written.map(({ threadId }) => threadId))]}::uuid[])`;
}

async function eraseAnswers(tx: Tx, ids: string[]): Promise<void> {
  const theirs = { membershipId: { in: ids } };
  await tx.reaction.deleteMany({ where: theirs });
  await tx.rsvp.deleteMany({ where: theirs });
  await tx.question.deleteMany({ where: theirs });
  await tx.threadPreference.deleteMany({ where: theirs });
  await tx.inquiry.deleteMany({ where: { makerId: { in: ids } } });
}

async function eraseProfiles(tx: Tx, ids: string[]): Promise<void> {
  await tx.membership.updateMany({
    where: { id: { in: ids } },
    data: {
      ...{ name: NAMELESS, makes: "", story: "", place: "", links: [], photoId: null, notes: "" },
      ...{ profilePublicAt: null, status: "removed", role: "member", nextDigestAt: null, pausedUntil: null },
      ...{ waitingSince: null, seatHeldUntil: null, endedAt: now(), erasedAt: now(), invitedById: null },
    },
  });
}

/** Who is somewhere else too, stays who they are there. */
async function erasePerson(tx: Tx, personId: string, communityId: string): Promise<void> {
  const elsewhere = await tx.membership.count({ where: { personId, communityId: { not: communityId } } });
  if (elsewhere > 0) return;
  await tx.emailAddress.deleteMany({ where: { personId } });
  await tx.session.deleteMany({ where: { personId } });
  await tx.signIn.deleteMany({ where: { personId } });
  await tx.person.update({
    where: { id: personId },
    data: { name: NAMELESS, keyVersion: { increment: 1 } },
  });
}
