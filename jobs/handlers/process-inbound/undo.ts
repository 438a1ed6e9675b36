import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import { lastActs, noteTakenBack, type PastAct } from "#app/models/inbound-message/last-acts.ts";
import { asActor, changeRhythm, pauseMember, resumeMember } from "#app/models/membership.ts";
import { removePost } from "#app/models/post.ts";
import { movePost } from "#app/models/post/moving.ts";
import { closeQuestion } from "#app/models/question.ts";
import { takeBackReaction } from "#app/models/reaction.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { editShowcase } from "#app/models/showcase.ts";
import { followThread, muteThread, unfollowThread, unmuteThread } from "#app/models/thread.ts";
import { actsWordsFor } from "#jobs/handlers/process-inbound/acts-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Obeyed } from "#jobs/handlers/process-inbound/obey.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

type Entry = Outcome[number];
type TakeBack = (author: Author, entry: Entry) => Promise<void>;

const said = (entry: Entry, name: string): string => {
  const value = entry[name];
  return typeof value === "string" ? value : "";
};

/** How each command is reversed: to what was noted before it, so that doing it twice is doing it once. */
const commands: Record<string, TakeBack> = {
  stop: pauseAsBefore,
  pause: pauseAsBefore,
  resume: pauseAsBefore,
  rhythm: async (author, entry) => {
    const { digestRhythm, instantPosts } = entry;
    await changeRhythm(author, {
      ...(isRhythm(digestRhythm) ? { digestRhythm } : {}),
      ...(typeof instantPosts === "boolean" ? { instantPosts } : {}),
    });
  },
  mute: (author, entry) => unmuteThread(author.id, said(entry, "threadId")),
  unmute: (author, entry) => muteThread(author.id, said(entry, "threadId")),
  follow: (author, entry) => unfollowThread(author.id, said(entry, "threadId")),
  unfollow: (author, entry) => followThread(author.id, said(entry, "threadId")),
  rsvp: async ({ communityId, id: membershipId }, entry) => {
    const answer = said(entry, "answerBefore");
    const guests = Number(entry["guestsBefore"] ?? 0);
    const eventId = said(entry, "eventId");
    // Who had not answered before has said no.
    await answerEvent(null, {
      communityId,
      eventId,
      membershipId,
      answer: answer === "yes" || answer === "maybe" ? answer : "no",
      guests,
    });
  },
  sold: async (author, entry) => {
    const stock = said(entry, "stockBefore");
    if (stock === "available" || stock === "made_to_order")
      await editShowcase(asActor(author), said(entry, "showcaseId"), { stock });
  },
  move: (author, entry) => movePost(asActor(author), said(entry, "postId"), said(entry, "threadBefore")),
};

async function pauseAsBefore(author: Author, entry: Entry): Promise<void> {
  if (entry["paused"] !== true) {
    await resumeMember(author);
    return;
  }
  const until = said(entry, "pausedUntil");
  const end = until === "" ? null : new Date(until);
  await (end !== null && end <= now() ? resumeMember(author) : pauseMember(author, { until: end }));
}

/** What came of a message, as far as it can be taken back. */
const kinds: Record<string, TakeBack> = {
  command: async (author, entry) => {
    await commands[said(entry, "name")]?.(author, entry);
  },
  reaction: (author, entry) =>
    takeBackReaction(null, {
      communityId: author.communityId,
      postId: said(entry, "id"),
      membershipId: author.id,
      emoji: said(entry, "emoji"),
    }),
};

/** Takes back what this member did last by mail: a post, a nod, a command; or what the answered receipt told of. */
export async function undo(author: Author, letter: Letter): Promise<Obeyed> {
  const words = actsWordsFor(author);
  const acts = await lastActs(author, {
    before: letter.inbound.id,
    receiptIds: letter.message.inReplyTo,
    days: DAYS,
  });
  const act = acts.find(isUndoable);
  if (act === undefined) return { ...words.nothingToUndo(), undo: null };

  const posts = act.outcome.filter(({ kind }) => kind === "post").map((entry) => said(entry, "id"));
  let sent = 0;
  for (const id of posts) sent += await removeQuietly(author, id);
  for (const entry of act.outcome) await kinds[entry.kind]?.(author, entry);
  // What no word of ours reverses (a question that was answered meanwhile) is left as it is.
  const told = posts.length > 0 ? words.takenBack(await subjectsOf(author, posts), sent) : words.undone();
  return { ...told, undo: null, also: (tx) => settleUndone(tx, act) };
}

const DAYS = 7;

function isUndoable({ outcome }: PastAct): boolean {
  return outcome.some((entry) => {
    if (entry.kind === "command") return said(entry, "name") in commands;
    return entry.kind === "post" || entry.kind === "question" || entry.kind in kinds;
  });
}

/** How many had it by mail already. A post that is gone, or was removed by others, is taken back already. */
async function removeQuietly(author: Author, id: string): Promise<number> {
  try {
    return (await removePost(asActor(author), id)).sent;
  } catch (error) {
    if (isRefusal(error)) return 0;
    throw error;
  }
}

async function settleUndone(tx: Tx, act: PastAct): Promise<void> {
  for (const entry of act.outcome) if (entry.kind === "question") await closeQuestion(tx, said(entry, "id"));
  await noteTakenBack(tx, act);
}

async function subjectsOf({ communityId }: Author, posts: readonly string[]): Promise<string> {
  const threads = await db().thread.findMany({
    where: { communityId, posts: { some: { id: { in: [...posts] } } } },
    select: { subject: true },
    take: 5,
  });
  return threads.map(({ subject }) => subject).join(", ");
}

function isRhythm(value: unknown): value is "daily" | "weekly" | "monthly" {
  return value === "daily" || value === "weekly" || value === "monthly";
}
