/** What a newsletter could tell of: all of it marked public. `at`: when it was there for everybody to see. */
export interface PublicNews {
  showcases: readonly { id: string; at: Date }[];
  events: readonly { id: string; startsAt: Date; at: Date }[];
  /** Oldest first. */
  posts: readonly { id: string; threadId: string; authorId: string; at: Date }[];
}

/** One entry, as it is frozen: what it is about, and of a thread which posts. */
export type NewsletterEntry =
  | { kind: "showcase"; id: string }
  | { kind: "event"; id: string }
  | { kind: "thread"; id: string; postIds: string[] };

/** From when on it is news, and what the newsletter before told (by id). */
export interface ToldBefore {
  since: Date;
  ids: ReadonlySet<string>;
}

/** How the edition that it goes with was arranged by its owner: keys as `showcase:<id>`. */
export interface Curation {
  pinned: readonly string[];
  dropped: ReadonlySet<string>;
}

/**
 * A post carries the time at which its transaction began, and is seen when it ends, thirty seconds later at most
 * (app/db/transaction). So a newsletter looks back that far, and leaves out what the one before told.
 */
const LATE_MS = 30_000;
const DAY = 86_400_000;
const EVENT_DAYS = { first: 45, again: 7 } as const;
const MOST_POSTS = 3;

/**
 * What is new to everybody who follows, in the order in which customers want it:
 * 1. what the owner pinned in the digest that it goes with, in that order;
 * 2. showcases, the latest first;
 * 3. events, the soonest first: told when they come within 45 days, and once more in their last week;
 * 4. threads in which something was said, the liveliest first (by different voices, then by the latest word), each with
 *    its last three new posts.
 * What the owner dropped from the digest is left out.
 */
export function chooseNewsletter(
  news: PublicNews,
  { since, ids }: ToldBefore,
  at: Date,
  { pinned, dropped }: Curation,
): NewsletterEntry[] {
  const isNew = (id: string, from: Date) =>
    from > since ? from <= at : from.getTime() > since.getTime() - LATE_MS && !ids.has(id);

  const entries: NewsletterEntry[] = [
    ...news.showcases
      .filter((showcase) => isNew(showcase.id, showcase.at))
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .map(({ id }) => ({ kind: "showcase" as const, id })),
    ...news.events
      .filter(({ startsAt }) => startsAt > at)
      .filter((event) => tellingInstants(event).some((instant) => instant > since && instant <= at))
      .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      .map(({ id }) => ({ kind: "event" as const, id })),
    ...threadsOf(news.posts.filter((post) => isNew(post.id, post.at))),
  ];
  const place = (entry: NewsletterEntry) => {
    const found = pinned.indexOf(keyOf(entry));
    return found < 0 ? pinned.length : found;
  };
  return entries.filter((entry) => !dropped.has(keyOf(entry))).sort((a, b) => place(a) - place(b));
}

export function keyOf({ kind, id }: Pick<NewsletterEntry, "kind" | "id">): string {
  return `${kind}:${id}`;
}

/** What a newsletter told, by id: for the one after it. */
export function toldIds(entries: readonly NewsletterEntry[]): Set<string> {
  return new Set(
    entries.flatMap((entry) => (entry.kind === "thread" ? [entry.id, ...entry.postIds] : entry.id)),
  );
}

function tellingInstants({ at, startsAt }: { at: Date; startsAt: Date }): Date[] {
  const near = new Date(Math.max(at.getTime(), startsAt.getTime() - EVENT_DAYS.first * DAY));
  const again = new Date(startsAt.getTime() - EVENT_DAYS.again * DAY);
  return again > near ? [near, again] : [near];
}

function threadsOf(posts: PublicNews["posts"]): Extract<NewsletterEntry, { kind: "thread" }>[] {
  const threads = new Map<string, { postIds: string[]; voices: Set<string>; at: Date }>();
  for (const { id, threadId, authorId, at } of posts) {
    const thread = threads.get(threadId) ?? { postIds: [], voices: new Set<string>(), at };
    thread.postIds.push(id);
    thread.voices.add(authorId);
    threads.set(threadId, { ...thread, at });
  }
  return [...threads]
    .sort(([, a], [, b]) => b.voices.size - a.voices.size || b.at.getTime() - a.at.getTime())
    .map(([id, { postIds }]) => ({ kind: "thread" as const, id, postIds: postIds.slice(-MOST_POSTS) }));
}
