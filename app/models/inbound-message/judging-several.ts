import { db } from "#app/db/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { rejectHeld, releaseHeld, restoreHeld, silenceHeld } from "./judging.ts";
import { likelyMembers } from "./likely.ts";
import { shownInbound } from "./list.ts";

export type Verdict = "approve" | "trust" | "reject" | "spam";

export interface Judged {
  /** The numbers of those that it was done to: for the undo. */
  done: number[];
  /** Nobody knows who wrote them, or somebody else was quicker: they stay as they are. */
  left: number[];
}

/** The same verdict on several, each in the name of whoever seems to have written it. @throws Refusal "not-allowed" */
export async function judgeHeld(actor: Actor, verdict: Verdict, numbers: readonly number[]): Promise<Judged> {
  insistMay(actor, "judge-held");
  const communityId = actor.community.id;
  const messages = await db().inboundMessage.findMany({
    where: { communityId, number: { in: [...numbers] }, status: { in: ["held", "shunted"] } },
    select: shownInbound,
    orderBy: { receivedAt: "asc" },
  });
  const likely = await likelyMembers(communityId, messages);

  return sortOut(messages, ({ id }) => judge(actor, verdict, id, likely.get(id)?.id));
}

/** Undoes what can still be undone. */
export async function takeBackJudgements(actor: Actor, numbers: readonly number[]): Promise<Judged> {
  insistMay(actor, "judge-held");
  const messages = await db().inboundMessage.findMany({
    where: { communityId: actor.community.id, number: { in: [...numbers] } },
    select: { id: true, number: true },
  });
  return sortOut(messages, ({ id }) => restoreHeld(actor, id));
}

async function judge(actor: Actor, verdict: Verdict, id: string, as: string | undefined): Promise<void> {
  if (verdict === "reject") return rejectHeld(actor, id);
  if (verdict === "spam") return silenceHeld(actor, id);
  await releaseHeld(actor, id, { trust: verdict === "trust", ...(as !== undefined && { as }) });
}

/** One after the other, each by itself: what one cannot have done to it does not hold up the rest. */
async function sortOut<Message extends { number: number }>(
  messages: readonly Message[],
  act: (message: Message) => Promise<void>,
): Promise<Judged> {
  const judged: Judged = { done: [], left: [] };
  for (const message of messages) {
    try {
      await act(message);
      judged.done.push(message.number);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      judged.left.push(message.number);
    }
  }
  return judged;
}
