import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Community } from "#prisma/generated/client.ts";
import { findCommunity } from "./community.ts";
import { seatsTaken } from "./rsvp.ts";
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

export { partsShown, type PartsShown, type PublicPart } from "./public-face/parts-shown.ts";
export { findableCommunities, mappedPages, type MappedPage } from "./public-face/sitemap.ts";
export {
  publicGallery,
  type Gallery,
  type GallerySearch,
  publicMaker,
  publicMakers,
  type ListedMaker,
} from "./public-face/gallery.ts";

const DAY = 86_400_000;
const MOST = 200;
const PAST_PER_PAGE = 20;
const POSTS_PER_PAGE = 50;

/** A community that shows itself; null for one that does not, and for none. */
export async function publicCommunity(slug: string): Promise<Community | null> {
  const community = await findCommunity(slug);
  return community?.publicHome ? community : null;
}

/** The newest few, of a maker or of all. */
export async function publicShowcases(
  communityId: string,
  { makerId, take = MOST }: { makerId?: string; take?: number } = {},
): Promise<PublicShowcase[]> {
  const found = await db().showcase.findMany({
    where: { communityId, ...isPublic.showcase, ...(makerId && { makerId }) },
    select: showcaseColumns,
    orderBy: [{ publishedAt: "desc" }, { number: "desc" }],
    take,
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

/** For a calendar: what is public and was not over a year ago, five hundred at most. */
export async function eventsForFeed(communityId: string): Promise<PublicEvent[]> {
  const found = await db().event.findMany({
    where: { communityId, ...isPublic.event, endsAt: { gt: new Date(now().getTime() - 365 * DAY) } },
    select: eventColumns,
    orderBy: [{ startsAt: "desc" }, { number: "desc" }],
    take: 500,
  });
  return found.map(publicEvent);
}

/** What has been, the latest first, twenty a page. */
export async function pastPublicEvents(
  communityId: string,
  page = 1,
): Promise<{ events: PublicEvent[]; page: number; pages: number }> {
  const where = { communityId, ...isPublic.event, endsAt: { lte: now() } };
  const pages = Math.max(1, Math.ceil((await db().event.count({ where })) / PAST_PER_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const found = await db().event.findMany({
    where,
    select: eventColumns,
    orderBy: [{ startsAt: "desc" }, { number: "desc" }],
    skip: (shown - 1) * PAST_PER_PAGE,
    take: PAST_PER_PAGE,
  });
  return { events: found.map(publicEvent), page: shown, pages };
}

/** Seats that nobody has: null where as many may come as like. */
export async function publicSeatsLeft({ id, capacity }: Pick<PublicEvent, "id" | "capacity">) {
  return capacity === null ? null : Math.max(0, capacity - (await seatsTaken(id)));
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
