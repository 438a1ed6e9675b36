import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { zonedInstant } from "#app/lib/local-time.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { communityAddress } from "#app/models/community.ts";
import { asActor, changeRhythm, pauseMember, resumeMember } from "#app/models/membership.ts";
import { stopLetters } from "#app/models/membership/stopping.ts";
import { answerEvent, rsvpOf } from "#app/models/rsvp.ts";
import { editShowcase } from "#app/models/showcase.ts";
import { followThread, muteThread, unfollowThread, unmuteThread } from "#app/models/thread.ts";
import type { Command } from "#emails/reading/commands.ts";
import { actsWordsFor } from "#jobs/handlers/process-inbound/acts-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { wordsFor, type Done } from "#jobs/handlers/process-inbound/receipt-words.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/* The deeds behind the words. Each may be done twice: a handler that runs again says the same once more. */

export interface Obeyed extends Done {
  /** The word that takes it back. */
  undo: string | null;
  /** How it was before, for "undo"; kept with what came of the message. */
  noted?: Record<string, string | number | boolean | null>;
  /** What is to be written together with the outcome. */
  also?: (tx: Tx) => Promise<void>;
  /** A letter of its own says it: no receipt. */
  silent?: boolean;
}

type Named<Name extends Command["name"]> = Extract<Command, { name: Name }>;

/** The same as the unsubscribe link: no more letters, and one word brings them back. */
export async function stop(author: Author): Promise<Obeyed> {
  await stopLetters(author);
  return {
    ...wordsFor(author).stopped(author.community.name),
    undo: wordsFor(author).undo.resume,
    noted: pausing(author),
  };
}

export async function pause(author: Author, _target: Target, { until }: Named<"pause">): Promise<Obeyed> {
  const day = until === null ? null : zonedInstant(`${until}T00:00`, author.timeZone);
  // A day that has passed is none: then it pauses until they say so.
  const end = day !== null && day > now() ? day : null;
  await pauseMember(author, { until: end });
  return {
    ...wordsFor(author).paused(end && sayDay(end, author)),
    undo: wordsFor(author).undo.resume,
    noted: pausing(author),
  };
}

export async function resume(author: Author): Promise<Obeyed> {
  await resumeMember(author);
  return { ...wordsFor(author).resumed(), undo: actsWordsFor(author).undo, noted: pausing(author) };
}

function pausing({ status, pausedUntil }: Author): NonNullable<Obeyed["noted"]> {
  return { paused: status === "paused", pausedUntil: pausedUntil?.toISOString() ?? null };
}

const rhythms = {
  daily: { digestRhythm: "daily" },
  weekly: { digestRhythm: "weekly" },
  monthly: { digestRhythm: "monthly" },
  instant: { instantPosts: true },
  "digest-only": { instantPosts: false },
} as const;

export async function changeTo(
  author: Author,
  _target: Target,
  { rhythm }: Named<"rhythm">,
): Promise<Obeyed> {
  const words = wordsFor(author);
  await changeRhythm(author, rhythms[rhythm]);
  const { digestRhythm, instantPosts } = author;
  return { ...words.rhythm[rhythm], undo: wordBefore(author, rhythm), noted: { digestRhythm, instantPosts } };
}

/** What they had until now, as a word that brings it back. */
function wordBefore({ digestRhythm, ...author }: Author, rhythm: keyof typeof rhythms): string | null {
  const { undo } = wordsFor({ digestRhythm, ...author });
  if (rhythm === "instant") return undo["digest-only"];
  if (rhythm === "digest-only" || digestRhythm === rhythm) return null;
  return digestRhythm === "daily" || digestRhythm === "weekly" || digestRhythm === "monthly"
    ? undo[digestRhythm]
    : null;
}

export async function mute(author: Author, target: Target): Promise<Obeyed | null> {
  const subject = await subjectOf(author, target);
  if (subject === null || target.kind !== "thread") return null;
  await muteThread(author.id, target.threadId);
  const { unmute: word } = wordsFor(author).undo;
  return { ...wordsFor(author).muted(subject), undo: word, noted: { threadId: target.threadId } };
}

export async function unmute(author: Author, target: Target): Promise<Obeyed | null> {
  const subject = await subjectOf(author, target);
  if (subject === null || target.kind !== "thread") return null;
  await unmuteThread(author.id, target.threadId);
  const { mute: word } = wordsFor(author).undo;
  return { ...wordsFor(author).unmuted(subject), undo: word, noted: { threadId: target.threadId } };
}

export async function follow(author: Author, target: Target): Promise<Obeyed | null> {
  const subject = await subjectOf(author, target);
  if (subject === null || target.kind !== "thread") return null;
  await followThread(author.id, target.threadId);
  const words = actsWordsFor(author);
  return { ...words.followed(subject), undo: words.undo, noted: { threadId: target.threadId } };
}

export async function unfollow(author: Author, target: Target): Promise<Obeyed | null> {
  const subject = await subjectOf(author, target);
  if (subject === null || target.kind !== "thread") return null;
  await unfollowThread(author.id, target.threadId);
  const words = actsWordsFor(author);
  return { ...words.unfollowed(subject), undo: words.undo, noted: { threadId: target.threadId } };
}

export function help(author: Author): Promise<Obeyed> {
  const { community } = author;
  return Promise.resolve({
    ...wordsFor(author).help(community.name, communityAddress(community)),
    undo: null,
  });
}

/** Names only: who somebody is can be read where the others chose to tell it. */
export async function who(author: Author): Promise<Obeyed> {
  const members = await db().membership.findMany({
    where: {
      communityId: author.communityId,
      status: { in: ["active", "paused"] },
      role: { not: "follower" },
    },
    orderBy: { name: "asc" },
    select: { name: true },
    take: 200,
  });
  return { ...wordsFor(author).who(members.map(({ name }) => name).join(", ")), undo: null };
}

/** Only where there is an event; elsewhere "yes" is just said. */
export async function rsvp(
  author: Author,
  target: Target,
  { answer, guests }: Named<"rsvp">,
): Promise<Obeyed | null> {
  const eventId = target.kind === "thread" ? target.eventId : null;
  const event =
    eventId === null
      ? null
      : await db().event.findFirst({ where: { id: eventId, communityId: author.communityId } });
  if (!event) return null;
  const words = wordsFor(author);
  const before = await rsvpOf(author.communityId, event.id, author.id);
  const noted = {
    eventId: event.id,
    answerBefore: before?.answer ?? null,
    guestsBefore: before?.guests ?? 0,
  };
  const { undo } = actsWordsFor(author);
  try {
    const given = {
      communityId: author.communityId,
      eventId: event.id,
      membershipId: author.id,
      answer,
      guests,
    };
    const { waiting } = await answerEvent(null, given);
    if (answer === "no") return { ...words.notComing(event.title), undo, noted };
    if (answer === "maybe") return { ...words.perhaps(event.title), undo, noted };
    return { ...(waiting ? words.waiting(event.title) : words.coming(event.title, guests)), undo, noted };
  } catch (error) {
    if (isRefusal(error) && error.reason === "too-many-guests")
      return { ...words.tooMany(event.title), undo: null };
    throw error;
  }
}

/** By the maker, in answer to their own showcase; said by others it is a remark. */
export async function sold(author: Author, target: Target): Promise<Obeyed | null> {
  const id = target.kind === "thread" ? target.showcaseId : null;
  const showcase =
    id === null ? null : await db().showcase.findFirst({ where: { id, communityId: author.communityId } });
  if (showcase?.makerId !== author.id) return null;
  await editShowcase(asActor(author), showcase.id, { stock: "sold" });
  const noted = { showcaseId: showcase.id, stockBefore: showcase.stock };
  return { ...wordsFor(author).sold(showcase.title), undo: actsWordsFor(author).undo, noted };
}

export function notYet(author: Author): Promise<Obeyed> {
  return Promise.resolve({ ...wordsFor(author).notYet(), undo: null });
}

async function subjectOf({ communityId }: Author, target: Target): Promise<string | null> {
  if (target.kind !== "thread") return null;
  const thread = await db().thread.findFirst({
    where: { id: target.threadId, communityId },
    select: { subject: true },
  });
  return thread?.subject ?? null;
}

function sayDay(day: Date, { locale, timeZone }: Author): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone }).format(
    day,
  );
}
