import { db } from "#app/db/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { digestAsSent } from "#app/models/digest.ts";
import { lastActs } from "#app/models/inbound-message/last-acts.ts";
import { asActor } from "#app/models/membership.ts";
import { movePost } from "#app/models/post/moving.ts";
import type { Command } from "#emails/reading/commands.ts";
import { actsWordsFor } from "#jobs/handlers/process-inbound/acts-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Obeyed } from "#jobs/handlers/process-inbound/obey.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

const DAYS = 7;

/** What they last answered to item `from` of a digest goes to the thread of item `to` of the same one. */
export async function moveAnswer(
  author: Author,
  { from, to }: Extract<Command, { name: "move" }>,
  letter: Letter,
): Promise<Obeyed> {
  const words = actsWordsFor(author);
  const acts = await lastActs(author, {
    before: letter.inbound.id,
    receiptIds: letter.message.inReplyTo,
    days: DAYS,
  });
  const told = acts
    .flatMap(({ outcome }) => outcome)
    .find(({ kind, item, digestId }) => kind === "post" && item === from && typeof digestId === "string");
  const sent = told && (await digestAsSent(author.id, String(told["digestId"])));
  const goal = sent?.items.find(({ number }) => number === to);
  const post =
    told &&
    (await db().post.findFirst({ where: { id: String(told["id"]), authorId: author.id, removedAt: null } }));
  if (!post || !goal || goal.threadId === null) return { ...words.notMoved(from, to), undo: null };

  try {
    await movePost(asActor(author), post.id, goal.threadId);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const told = error.reason === "thread-closed" ? words.closed(goal.title) : words.notMoved(from, to);
    return { ...told, undo: null };
  }
  return {
    ...words.moved(goal.title),
    undo: words.undo,
    noted: { postId: post.id, threadBefore: post.threadId },
  };
}
