import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { zonedInstant } from "#app/lib/local-time.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { communityAddress } from "#app/models/community.ts";
import { asActor, changeRhythm, pauseMember, resumeMember } from "#app/models/membership.ts";
import { stopLetters } from "#app/models/membership/stopping.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { editShowcase } from "#app/models/showcase.ts";
import { muteThread, unmuteThread } from "#app/models/thread.ts";
import type { Command } from "#emails/reading/commands.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { wordsFor, type Done } from "#jobs/handlers/process-inbound/receipt-words.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/* The deeds behind the words. Each may be done twice: a handler that runs again says the same once more. */

export interface Obeyed extends Done {
  /** The word that takes it back. */
  undo: string | null;
}

type Named<Name extends Command["name"]> = Extract<Command, { name: Name }>;

/** The same as the unsubscribe link: no more letters, and one word brings them back. */
export async function stop(author: Author): Promise<Obeyed> {
  await stopLetters(author);
  return { ...wordsFor(author).stopped(author.community.name), undo: wordsFor(author).undo.resume };
}

export async function pause(author: Author, _target: Target, { until }: Named<"pause">): Promise<Obeyed> {
  const day = until === null ? null : zonedInstant(`${until}T00:00`, author.timeZone);
  // A day that has passed is none: then it pauses until they say so.
  const end = day !== null && day > now() ? day : null;
  await pauseMember(author, { until: end });
  return { ...wordsFor(author).paused(end && sayDay(end, author)), undo: wordsFor(author).undo.resume };
}

export async function resume(author: Author): Promise<Obeyed> {
  await resumeMember(author);
  return { ...wordsFor(author).resumed(), undo: null };
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
  return { ...words.rhythm[rhythm], undo: wordBefore(author, rhythm) };
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
  return { ...wordsFor(author).muted(subject), undo: null };
}

export async function unmute(author: Author, target: Target): Promise<Obeyed | null> {
  const subject = await subjectOf(author, target);
  if (subject === null || target.kind !== "thread") return null;
  await unmuteThread(author.id, target.threadId);
  return { ...wordsFor(author).unmuted(subject), undo: null };
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
  try {
    const given = {
      communityId: author.communityId,
      eventId: event.id,
      membershipId: author.id,
      answer,
      guests,
    };
    const { waiting } = await answerEvent(null, given);
    if (answer === "no") return { ...words.notComing(event.title), undo: null };
    if (answer === "maybe") return { ...words.perhaps(event.title), undo: null };
    return { ...(waiting ? words.waiting(event.title) : words.coming(event.title, guests)), undo: null };
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
  return { ...wordsFor(author).sold(showcase.title), undo: null };
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
