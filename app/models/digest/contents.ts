/** What an edition could tell of, read once for all its readers. All lists oldest first. */
export interface News {
  posts: readonly { id: string; threadId: string; authorId: string; at: Date }[];
  showcases: readonly { id: string; makerId: string; at: Date }[];
  /** `tellAt`: the instants from which it is told: when it comes near, and once more in its last week. */
  events: readonly { id: string; organizerId: string; startsAt: Date; tellAt: readonly Date[] }[];
  newcomers: readonly { memberId: string; at: Date }[];
  /** `pairOf(threadId, memberId)` */
  muted: ReadonlySet<string>;
  /** `pairOf(postId, memberId)`: was sent to them at once, or stood in their last digest. */
  toldBefore: ReadonlySet<string>;
  /** `pairOf(eventId, memberId)`: what they answered so far. */
  answers: ReadonlyMap<string, GivenAnswer>;
}

/** `waiting`: they said yes, and the event was full. */
export type GivenAnswer = "yes" | "no" | "maybe" | "waiting";

export interface Reader {
  id: string;
  /** What happened up to here has been told to them, or was there before they came. */
  toldUntil: Date;
  joinedAt: Date | null;
}

/** One thing to tell of, by the key under which the edition keeps its item: `thread:<id>`, `newcomers`. */
export interface Told {
  key: SubjectKey;
  postIds: readonly string[];
  memberIds: readonly string[];
  /** Of an event: what they have answered. */
  answer?: GivenAnswer;
}

export type SubjectKey = `thread:${string}` | `showcase:${string}` | `event:${string}` | "newcomers";

/** How the edition stands: what the owner dropped, and the order of the rest. */
export interface Arrangement {
  dropped: ReadonlySet<SubjectKey>;
  /** Lower comes first; what has no place comes last, in the order of `rankNews`. */
  places: ReadonlyMap<SubjectKey, number>;
}

/**
 * A post carries the time at which its transaction began, and is seen when it ends, thirty seconds later at most
 * (app/db/transaction). So a digest looks back that far behind `toldUntil`, and leaves out what it told already.
 */
export const LATE_MS = 30_000;

/** More than this is no letter any more; the archive has the rest. */
const MOST_ITEMS = 30;
const MOST_POSTS = 100;

export const pairOf = (thing: string, memberId: string) => `${thing}/${memberId}`;

/**
 * What is new to one reader, in order: posts since they were last told, in threads they have not muted, that they
 * did not get at once; showcases published, events that have come near, people who have come. Never their own.
 */
export function chooseContents(news: News, reader: Reader, { dropped, places }: Arrangement): Told[] {
  const isNew = (at: Date) => at > reader.toldUntil;
  const postsSince = Math.max(reader.toldUntil.getTime() - LATE_MS, reader.joinedAt?.getTime() ?? 0);
  const has = (pairs: ReadonlySet<string>, thing: string) =>
    pairs.size > 0 && pairs.has(pairOf(thing, reader.id));
  const threads = new Map<string, string[]>();
  for (const post of news.posts) {
    if (post.at.getTime() <= postsSince || post.authorId === reader.id) continue;
    if (has(news.muted, post.threadId) || has(news.toldBefore, post.id)) continue;
    const posts = threads.get(post.threadId);
    if (posts) posts.push(post.id);
    else threads.set(post.threadId, [post.id]);
  }
  const showcases = news.showcases.filter(({ makerId, at }) => makerId !== reader.id && isNew(at));
  const events = news.events.filter(
    ({ organizerId, tellAt }) => organizerId !== reader.id && tellAt.some(isNew),
  );
  const newcomers = news.newcomers.filter(({ memberId, at }) => memberId !== reader.id && isNew(at));

  const told: Told[] = [
    ...[...threads].map(([id, postIds]) => ({
      ...nothing,
      key: `thread:${id}` as const,
      postIds: latest(postIds),
    })),
    ...showcases.map(({ id }) => ({ ...nothing, key: `showcase:${id}` as const })),
    ...events.map(({ id }) => {
      const answer = news.answers.get(pairOf(id, reader.id));
      return { ...nothing, key: `event:${id}` as const, ...(answer && { answer }) };
    }),
  ];
  if (newcomers.length > 0) {
    told.push({ ...nothing, key: "newcomers", memberIds: newcomers.map(({ memberId }) => memberId) });
  }
  const placeOf = ({ key }: Told) => places.get(key) ?? Number.MAX_SAFE_INTEGER;
  return told
    .filter(({ key }) => !dropped.has(key))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .slice(0, MOST_ITEMS);
}

/**
 * The order in which an edition tells its things, before its owner changes it:
 * 1. threads, those in which most different people spoke first, then the latest;
 * 2. showcases, the latest first;
 * 3. events, the soonest first;
 * 4. who is new.
 */
export function rankNews(news: News): SubjectKey[] {
  const threads = new Map<string, { voices: Set<string>; at: Date }>();
  for (const { threadId, authorId, at } of news.posts) {
    const voices = threads.get(threadId)?.voices ?? new Set<string>();
    threads.set(threadId, { voices: voices.add(authorId), at });
  }
  const byVoices = [...threads].sort(
    ([, a], [, b]) => b.voices.size - a.voices.size || b.at.getTime() - a.at.getTime(),
  );
  const bySoonest = [...news.events].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());

  return [
    ...byVoices.map(([id]) => `thread:${id}` as const),
    ...news.showcases.toReversed().map(({ id }) => `showcase:${id}` as const),
    ...bySoonest.map(({ id }) => `event:${id}` as const),
    ...(news.newcomers.length > 0 ? (["newcomers"] as const) : []),
  ];
}

/** When an event is told: once when it is published (not earlier than three weeks before), once in its last week. */
export function tellingInstants(event: { publishedAt: Date; startsAt: Date }): Date[] {
  const first = new Date(Math.max(event.publishedAt.getTime(), event.startsAt.getTime() - 21 * DAY));
  const again = new Date(event.startsAt.getTime() - 7 * DAY);
  return again > first ? [first, again] : [first];
}

const DAY = 86_400_000;
const nothing = { postIds: [], memberIds: [] };

function latest(postIds: readonly string[]): readonly string[] {
  return postIds.slice(-MOST_POSTS);
}
