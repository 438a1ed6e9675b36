import type { Tx } from "#app/db/transaction.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { isPublic } from "../public-face/parts.ts";
import {
  chooseNewsletter,
  type Curation,
  type NewsletterEntry,
  type PublicNews,
  toldIds,
  type ToldBefore,
} from "./contents.ts";

const DAY = 86_400_000;
/** A first newsletter looks back so far; later ones to the one before. */
const OLDEST_NEWS_DAYS = 60;
const MOST = 300;
const nothing: Curation = { pinned: [], dropped: new Set() };

/** What the newsletter to come tells, by `at`: a constant number of queries. */
export async function readNews(
  tx: Tx,
  communityId: string,
  at: Date,
  digestId: string | null = null,
): Promise<NewsletterEntry[]> {
  const told = await toldBefore(tx, communityId, at);
  const news = await readPublicNews(tx, communityId, told.since, at);
  return chooseNewsletter(news, told, at, digestId === null ? nothing : await curationOf(tx, digestId));
}

/** A newsletter's column, whatever it holds. */
export function entriesOf(contents: Prisma.JsonValue): NewsletterEntry[] {
  return Array.isArray(contents) ? (contents as unknown as NewsletterEntry[]) : [];
}

/** One that was stopped has told nobody anything. */
async function toldBefore(tx: Tx, communityId: string, at: Date): Promise<ToldBefore> {
  const last = await tx.newsletter.findFirst({
    where: { communityId, status: "issued" },
    orderBy: { issue: "desc" },
    select: { issuedAt: true, contents: true },
  });
  const oldest = new Date(at.getTime() - OLDEST_NEWS_DAYS * DAY);
  const since = last?.issuedAt && last.issuedAt > oldest ? last.issuedAt : oldest;
  return { since, ids: toldIds(entriesOf(last?.contents ?? [])) };
}

async function readPublicNews(tx: Tx, communityId: string, since: Date, at: Date): Promise<PublicNews> {
  // What the mark or the publication, whichever came later, made visible since then.
  const later = { gt: new Date(since.getTime() - DAY), lte: at };
  const showcases = await tx.showcase.findMany({
    where: { communityId, ...isPublic.showcase, OR: [{ publishedAt: later }, { publicAt: later }] },
    select: { id: true, publishedAt: true, publicAt: true },
    orderBy: { publishedAt: "desc" },
    take: MOST,
  });
  const events = await tx.event.findMany({
    where: { communityId, ...isPublic.event, startsAt: { gt: at } },
    select: { id: true, startsAt: true, publishedAt: true, publicAt: true },
    orderBy: { startsAt: "asc" },
    take: MOST,
  });
  const posts = await tx.post.findMany({
    where: {
      communityId,
      ...isPublic.post,
      createdAt: { lte: at },
      thread: isPublic.thread,
      OR: [{ createdAt: later }, { thread: { publicAt: later } }],
    },
    select: {
      id: true,
      threadId: true,
      authorId: true,
      createdAt: true,
      thread: { select: { publicAt: true } },
    },
    orderBy: { createdAt: "desc" },
    take: MOST,
  });
  return {
    showcases: showcases.map(({ id, publishedAt, publicAt }) => ({ id, at: laterOf(publishedAt, publicAt) })),
    events: events.map(({ publishedAt, publicAt, ...event }) => ({
      ...event,
      at: laterOf(publishedAt, publicAt),
    })),
    posts: posts
      .reverse()
      .map(({ createdAt, thread, ...post }) => ({ ...post, at: laterOf(createdAt, thread.publicAt) })),
  };
}

async function curationOf(tx: Tx, digestId: string): Promise<Curation> {
  const items = await tx.digestItem.findMany({
    where: { digestId, OR: [{ pinned: true }, { dropped: true }] },
    orderBy: [{ position: "asc" }, { number: "asc" }],
  });
  const key = ({ kind, threadId, showcaseId, eventId }: (typeof items)[number]) =>
    `${kind}:${threadId ?? showcaseId ?? eventId ?? ""}`;
  return {
    pinned: items.filter(({ pinned, dropped }) => pinned && !dropped).map(key),
    dropped: new Set(items.filter(({ dropped }) => dropped).map(key)),
  };
}

function laterOf(a: Date | null, b: Date | null): Date {
  return new Date(Math.max(a?.getTime() ?? 0, b?.getTime() ?? 0));
}
