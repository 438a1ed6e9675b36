import { transaction } from "#app/db/transaction.ts";
import { record } from "#app/models/audit.ts";
import { leaveCommunity, withdrawLetters } from "#app/models/membership/leaving.ts";
import type { Membership } from "#prisma/generated/client.ts";

/**
 * Unsubscribing (RFC 8058): no further letter, at once and without a question; what waits to be sent is withdrawn.
 * The membership stays, so that one press too much costs nobody their place, and the last owner can press it too:
 * `resumeMember` undoes it. Who waits for a seat gives up the place in line. Doing it twice is doing it once.
 */
export async function stopLetters(
  membership: Pick<Membership, "id" | "communityId" | "personId" | "status">,
): Promise<void> {
  if (membership.status === "waiting") return leaveCommunity(membership);

  const { id, communityId, personId } = membership;
  await transaction(async (tx) => {
    const { count } = await tx.membership.updateMany({
      where: { id, OR: [{ status: "active" }, { status: "paused", pausedUntil: { not: null } }] },
      data: { status: "paused", pausedUntil: null, nextDigestAt: null },
    });
    if (count === 0) return;
    await withdrawLetters(tx, id, "unsubscribed");
    await record(tx, { communityId, actorId: personId, act: "member.unsubscribed", subjectId: id });
  });
}
