import { db } from "#app/db/client.ts";
import { postOf } from "#app/models/inbound-message/waiting.ts";
import { leftThread, postsTold, threadOfPosts } from "#app/models/thread/standing.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { ReplyTargetKind } from "#emails/writing/addresses.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Delivery, Showcase } from "#prisma/generated/client.ts";
import { ParentMissing } from "#jobs/handlers/process-inbound/parent-missing.ts";

/** What a letter is an answer to. */
export type Target =
  | {
      kind: "thread";
      threadId: string;
      eventId: string | null;
      showcaseId: string | null;
      aboutPostId: string | null;
    }
  | { kind: "digest"; digestId: string; threadId: string | null }
  | { kind: "question"; number: number }
  | { kind: "held"; number: number }
  | { kind: "proof"; number: number }
  /** One held message, for who may decide about it. */
  | { kind: "judge"; number: number }
  | { kind: "unsubscribe" }
  | { kind: "help" }
  | { kind: "owners" }
  /** It answers a letter that only tells something: a receipt, a notice. */
  | { kind: "house" }
  /** `greeting`: it answers the welcome letter. */
  | { kind: "new-thread"; greeting: boolean }
  | { kind: "new-showcase" }
  /** Their own, that nobody else sees yet. */
  | { kind: "showcase-draft"; showcaseId: string };

type ReadTarget = (letter: Letter, author: Author, number: number) => Promise<Target | null>;

/** By what the sealed address says. A kind that nobody reads does not compile. */
const byAddress: Record<ReplyTargetKind, ReadTarget> = {
  thread: async (letter, author, number) => {
    const thread = await db().thread.findFirst({
      where: { number, communityId: author.communityId },
      select: { id: true },
    });
    return thread && threadTarget(thread.id, letter, author);
  },
  item: async (letter, author, number) => {
    const item = await db().digestItem.findFirst({
      where: { number, digest: { communityId: author.communityId } },
      include: { showcase: true, event: true, digest: true },
    });
    if (item?.threadId) return threadTarget(await itemThread(item, item.threadId, author), letter, author);
    const threadId = item?.showcase?.threadId ?? item?.event?.threadId ?? item?.digest.threadId;
    return threadId ? threadTarget(threadId, letter, author) : null;
  },
  event: async (letter, author, number) => {
    const event = await db().event.findFirst({ where: { number, communityId: author.communityId } });
    return event?.threadId ? threadTarget(event.threadId, letter, author) : null;
  },
  showcase: async (letter, author, number) => {
    const showcase = await db().showcase.findFirst({ where: { number, communityId: author.communityId } });
    return showcaseTarget(showcase, letter, author);
  },
  digest: (_letter, author, number) => digestTarget({ number, communityId: author.communityId }),
  question: (_letter, _author, number) => Promise.resolve({ kind: "question", number }),
  held: (_letter, _author, number) => Promise.resolve({ kind: "held", number }),
  proof: (_letter, _author, number) => Promise.resolve({ kind: "proof", number }),
  judge: (_letter, _author, number) => Promise.resolve({ kind: "judge", number }),
  unsubscribe: () => Promise.resolve({ kind: "unsubscribe" }),
  // It never comes so far: take-inquiry-reply reads it before anybody asks who a member is.
  inquiry: () => Promise.resolve(null),
  delivery: (letter, author) => byThreading(letter, author),
};

/** @throws Rejection "target-gone" */
export async function targetOf(letter: Letter, author: Author): Promise<Target> {
  const target = await readTarget(letter, author);
  if (!target) throw new Rejection("target-gone");
  return target;
}

async function readTarget(letter: Letter, author: Author): Promise<Target | null> {
  const { address } = letter;
  if (address?.kind === "token") return byAddress[address.claim.kind](letter, author, address.claim.target);
  if (address?.kind === "command" && address.word === "help") return { kind: "help" };
  if (address?.kind === "command" && address.word === "owner") return { kind: "owners" };
  const answered = await byThreading(letter, author);
  const isNew = answered?.kind === "new-thread" && address?.kind === "command";
  return isNew && address.word === "showcase" ? { kind: "new-showcase" } : answered;
}

/** To the community's address: an answer, where its headers name a letter of ours; else something new. */
async function byThreading(letter: Letter, author: Author): Promise<Target | null> {
  const { message } = letter;
  const ids = [...new Set([...message.inReplyTo, ...message.references.toReversed()])].slice(0, 40);
  if (ids.length === 0) return { kind: "new-thread", greeting: false };
  const deliveries = await db().delivery.findMany({
    where: { messageId: { in: ids }, communityId: author.communityId },
    include: { post: { select: { id: true, threadId: true } } },
  });
  const answered = ids.flatMap((id) => deliveries.filter(({ messageId }) => messageId === id))[0];
  if (!answered) return byAnothersMessage(letter, author, ids);

  if (answered.post) return threadTargetOf(answered.post.threadId, answered.post.id, author);
  if (answered.digestId) return digestTarget({ id: answered.digestId, communityId: author.communityId });
  if (answered.kind === "showcase_card") return byShowcase(answered, letter, author);
  if (answered.kind === "welcome") return { kind: "new-thread", greeting: true };
  return answeredByNobody.has(answered.kind) ? { kind: "house" } : { kind: "new-thread", greeting: false };
}

/**
 * It answers what another member sent to us and to them alike. When that is not here yet, it waits a while for it:
 * mail takes different ways.
 */
async function byAnothersMessage(
  { message, inbound, address }: Letter,
  author: Author,
  ids: readonly string[],
): Promise<Target | null> {
  const { communityId } = author;
  const known = await Promise.all(ids.map((messageId) => postOf({ communityId, messageId })));
  const post = known.find((each) => each !== null);
  if (post) return threadTargetOf(post.threadId, post.id, author);

  const parent = message.inReplyTo[0];
  if (parent !== undefined && inbound.waitsUntil === null && address?.kind === "community")
    throw new ParentMissing(parent);
  return { kind: "new-thread", greeting: false };
}

const answeredByNobody = new Set([
  "receipt",
  "rejection",
  "sign_in",
  "confirm_join",
  "confirm_follow",
  "confirm_inquiry",
  "bounce_notice",
  "waiting_list",
]);

/** A card whose own address was lost on the way is known by its Message-ID. */
async function byShowcase({ facts }: Pick<Delivery, "facts">, letter: Letter, author: Author) {
  const { showcaseId } = facts as { showcaseId?: string };
  const showcase =
    showcaseId === undefined
      ? null
      : await db().showcase.findFirst({ where: { id: showcaseId, communityId: author.communityId } });
  return showcaseTarget(showcase, letter, author);
}

/** Its thread, once it has one; before that it is its maker's alone. */
async function showcaseTarget(
  showcase: Showcase | null,
  letter: Letter,
  author: Author,
): Promise<Target | null> {
  if (showcase?.threadId) return threadTarget(showcase.threadId, letter, author);
  return showcase?.makerId === author.id ? { kind: "showcase-draft", showcaseId: showcase.id } : null;
}

async function digestTarget(where: {
  communityId: string;
  number?: number;
  id?: string;
}): Promise<Target | null> {
  const digest = await db().digest.findFirst({ where, select: { id: true, threadId: true } });
  return digest && { kind: "digest", digestId: digest.id, threadId: digest.threadId };
}

/** Posts that an item told may all have gone on in another thread since. */
async function itemThread(
  item: { id: string; digestId: string },
  threadId: string,
  { id: membershipId }: Author,
): Promise<string> {
  const told = await postsTold(db(), { membershipId, digestId: item.digestId, itemId: item.id });
  return threadOfPosts(db(), threadId, told);
}

/** The address says the thread; the letter that is answered says the post, which may have been moved since. */
async function threadTarget(threadId: string, { message }: Letter, author: Author): Promise<Target | null> {
  if (message.inReplyTo.length === 0) return threadTargetOf(threadId, null, author);
  const about = await db().delivery.findFirst({
    where: { messageId: { in: message.inReplyTo }, communityId: author.communityId, postId: { not: null } },
    select: { post: { select: { id: true, threadId: true } } },
  });
  const post = about?.post;
  if (post && (post.threadId === threadId || (await leftThread(db(), post, threadId))))
    return threadTargetOf(post.threadId, post.id, author);
  return threadTargetOf(threadId, null, author);
}

async function threadTargetOf(
  threadId: string,
  aboutPostId: string | null,
  author: Author,
): Promise<Target | null> {
  const thread = await db().thread.findFirst({
    where: { id: threadId, communityId: author.communityId, removedAt: null },
    include: { event: { select: { id: true } }, showcase: { select: { id: true } } },
  });
  if (thread?.mergedIntoId) return threadTargetOf(thread.mergedIntoId, aboutPostId, author);
  return (
    thread && {
      kind: "thread",
      threadId: thread.id,
      eventId: thread.event?.id ?? null,
      showcaseId: thread.showcase?.id ?? null,
      aboutPostId,
    }
  );
}
