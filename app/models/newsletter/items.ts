import { db } from "#app/db/client.ts";
import {
  eventColumns,
  isPublic,
  postColumns,
  publicEvent,
  type PublicEvent,
  publicPost,
  type PublicPost,
  publicShowcase,
  type PublicShowcase,
  publicThreadColumns,
  showcaseColumns,
} from "../public-face/parts.ts";
import type { NewsletterEntry } from "./contents.ts";

/** One thing of a newsletter with its words, as they are now. */
export type NewsletterItem =
  | { kind: "showcase"; showcase: PublicShowcase }
  | { kind: "event"; event: PublicEvent }
  | {
      kind: "thread";
      thread: { id: string; number: number; title: string };
      posts: PublicPost[];
    };

/**
 * What was frozen, as far as everybody may still see it: four queries, however many entries. What was taken back since
 * is not among them, nor what belongs to another community.
 */
export async function readItems(
  communityId: string,
  entries: readonly NewsletterEntry[],
): Promise<NewsletterItem[]> {
  const itemOf = await readItemsOf(communityId, entries);
  return entries.flatMap((entry) => itemOf(entry) ?? []);
}

/** The same for several newsletters at once. */
export async function readItemsOf(
  communityId: string,
  entries: readonly NewsletterEntry[],
): Promise<(entry: NewsletterEntry) => NewsletterItem | null> {
  const idsOf = (kind: NewsletterEntry["kind"]) => [
    ...new Set(entries.flatMap((entry) => (entry.kind === kind ? entry.id : []))),
  ];
  const postIds = entries.flatMap((entry) => (entry.kind === "thread" ? entry.postIds : []));
  const [showcases, events, threads, posts] = await Promise.all([
    db().showcase.findMany({
      where: { communityId, id: { in: idsOf("showcase") }, ...isPublic.showcase },
      select: showcaseColumns,
    }),
    db().event.findMany({
      where: { communityId, id: { in: idsOf("event") }, ...isPublic.event },
      select: eventColumns,
    }),
    db().thread.findMany({
      where: { communityId, id: { in: idsOf("thread") }, ...isPublic.thread },
      select: publicThreadColumns,
    }),
    db().post.findMany({
      where: { communityId, id: { in: [...new Set(postIds)] }, ...isPublic.post, thread: isPublic.thread },
      select: postColumns,
    }),
  ]);
  const showcaseById = new Map(showcases.map((row) => [row.id, publicShowcase(row)]));
  const eventById = new Map(events.map((row) => [row.id, publicEvent(row)]));
  const threadById = new Map(threads.map(({ id, number, subject }) => [id, { id, number, title: subject }]));
  const postById = new Map(posts.map((row) => [row.id, publicPost(row)]));

  return (entry) => {
    if (entry.kind === "showcase") {
      const showcase = showcaseById.get(entry.id);
      return showcase ? { kind: "showcase", showcase } : null;
    }
    if (entry.kind === "event") {
      const event = eventById.get(entry.id);
      return event ? { kind: "event", event } : null;
    }
    const thread = threadById.get(entry.id);
    // A post that was moved to another thread is told there.
    const said = entry.postIds
      .flatMap((id) => postById.get(id) ?? [])
      .filter(({ threadId }) => threadId === entry.id);
    return thread && said.length > 0 ? { kind: "thread", thread, posts: said } : null;
  };
}
