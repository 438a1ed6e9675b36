import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Community } from "#prisma/generated/client.ts";
import { findCommunity } from "./community.ts";
import {
  eventColumns,
  isPublic,
  postColumns,
  publicEvent,
  type PublicEvent,
  type PublicPerson,
  publicPost,
  type PublicPost,
  publicShowcase,
  type PublicShowcase,
  publicThreadColumns,
  showcaseColumns,
} from "./public-face/parts.ts";

export type { PublicEvent, PublicPerson, PublicPost, PublicShowcase };

const MOST = 200;
const POSTS_PER_PAGE = 50;

/** A community that shows itself; null for one that does not, and for none. */
export async function publicCommunity(slug: string): Promise<Community | null> {
  const community = await findCommunity(slug);
  return community?.publicHome ? community : null;
}

/** The newest first. */
export async function publicShowcases(
  communityId: string,
  { makerId }: { makerId?: string } = {},
): Promise<PublicShowcase[]> {
  const found = await db().showcase.findMany({
    where: { communityId, ...isPublic.showcase, ...(makerId && { makerId }) },
    select: showcaseColumns,
    orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
    take: MOST,
  });
  return found.map(publicShowcase);
}

export async function publicShowcaseByNumber(
  communityId: string,
  number: number,
): Promise<PublicShowcase | null> {
  const found = await db().showcase.findFirst({
    where: { communityId, number, ...isPublic.showcase },
    select: showcaseColumns,
  });
  return found && publicShowcase(found);
}

/** Those that are still to come or on right now, the soonest first. */
export async function publicEvents(communityId: string): Promise<PublicEvent[]> {
  const found = await db().event.findMany({
    where: { communityId, ...isPublic.event, endsAt: { gt: now() } },
    select: eventColumns,
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
    take: MOST,
  });
  return found.map(publicEvent);
}

export async function publicEventByNumber(communityId: string, number: number): Promise<PublicEvent | null> {
  const found = await db().event.findFirst({
    where: { communityId, number, ...isPublic.event },
    select: eventColumns,
  });
  return found && publicEvent(found);
}

/** Who has work on the public wall: known by that, and with as much of a profile as they show. */
export async function publicMaker(
  communityId: string,
  number: number,
): Promise<{ maker: PublicPerson; showcases: PublicShowcase[] } | null> {
  const found = await db().membership.findFirst({ where: { communityId, number }, select: { id: true } });
  const showcases = found ? await publicShowcases(communityId, { makerId: found.id }) : [];
  const [first] = showcases;
  return first ? { maker: first.maker, showcases } : null;
}

export interface PublicThread {
  id: string;
  number: number;
  title: string;
  lastPostAt: Date;
  posts: PublicPost[];
  page: number;
  pages: number;
}

/** What was said, in its order, fifty a page. */
export async function publicThread(
  communityId: string,
  number: number,
  page = 1,
): Promise<PublicThread | null> {
  const thread = await db().thread.findFirst({
    where: { communityId, number, ...isPublic.thread },
    select: publicThreadColumns,
  });
  if (!thread) return null;

  const where = { communityId, threadId: thread.id, ...isPublic.post };
  const pages = Math.max(1, Math.ceil((await db().post.count({ where })) / POSTS_PER_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const posts = await db().post.findMany({
    where,
    select: postColumns,
    orderBy: [{ createdAt: "asc" }, { number: "asc" }],
    skip: (shown - 1) * POSTS_PER_PAGE,
    take: POSTS_PER_PAGE,
  });
  const { id, subject: title, lastPostAt } = thread;
  return { id, number, title, lastPostAt, posts: posts.map(publicPost), page: shown, pages };
}
