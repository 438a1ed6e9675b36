import { db } from "#app/db/client.ts";
import type { Delivery, Digest, DigestItem, Prisma } from "#prisma/generated/client.ts";
import type { GivenAnswer, SubjectKey } from "./contents.ts";
import { keyOf } from "./items.ts";

/** One entry of a delivery's frozen facts: an item, and what of it is new to this member. */
export interface FrozenItem {
  itemId: string;
  postIds: string[];
  memberIds?: string[];
  /** Of an event: what they had answered by then. */
  answer?: GivenAnswer;
}

/** The first entry: what a letter is beside its items. */
export interface FrozenHead {
  /** The member's local day that it is for: nobody gets two digests on one day. */
  day?: string;
  /** The edition whose opening it carries, where that is an earlier one. */
  openingOf?: string;
  /** Their first digest: it introduces the place. */
  introduces?: true;
}

/** What letters of an edition tell, between them: items, and openings by their editions. */
export interface FrozenContents {
  items: readonly FrozenItem[];
  openingIds: readonly string[];
}

const postParts = {
  author: { select: { id: true, name: true, photoId: true } },
  attachments: {
    where: { blob: { mediaType: { startsWith: "image/" } } },
    include: { blob: true },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.PostInclude;

const showcaseParts = {
  maker: { select: { id: true, name: true } },
  photos: { include: { blob: true }, orderBy: { position: "asc" }, take: 1 },
} as const satisfies Prisma.ShowcaseInclude;

export type EditionPost = Prisma.PostGetPayload<{ include: typeof postParts }>;
export type EditionShowcase = Prisma.ShowcaseGetPayload<{ include: typeof showcaseParts }>;

/** Everything that letters of an edition can show, by id. */
export interface EditionContents {
  threads: Map<string, { id: string; subject: string }>;
  posts: Map<string, EditionPost>;
  showcases: Map<string, EditionShowcase>;
  events: Map<string, Prisma.EventGetPayload<object>>;
  members: Map<string, { id: string; name: string; makes: string }>;
}

export interface EditionRow {
  digest: Digest;
  items: Map<string, DigestItem & { key: SubjectKey }>;
}

/** What a digest delivery is frozen with, in its column's form. */
export function freezeContents(head: FrozenHead, items: readonly FrozenItem[]) {
  return [{ ...head }, ...items.map((item) => ({ ...item }))];
}

/** What a digest letter is beside its items, whatever the column holds. */
export function frozenHead(facts: Prisma.JsonValue): FrozenHead {
  const [first] = entriesOf(facts);
  return first && !("itemId" in first) ? first : {};
}

/** The items that a digest delivery was frozen with, whatever the column holds; of the same facts the same list. */
export function frozenItems(facts: Prisma.JsonValue): FrozenItem[] {
  const entries = entriesOf(facts);
  const known = listed.get(entries);
  if (known) return known;
  const items = entries.filter((entry) => "itemId" in entry);
  listed.set(entries, items);
  return items;
}

const listed = new WeakMap<readonly unknown[], FrozenItem[]>();

/** All that these letters tell, as they were frozen. Openings of their own edition are not named. */
export function frozenContents(deliveries: readonly Pick<Delivery, "facts">[]): FrozenContents {
  return {
    items: deliveries.flatMap(({ facts }) => frozenItems(facts)),
    openingIds: deliveries.flatMap(({ facts }) => earlierOpening(facts) ?? []),
  };
}

/** By its edition: the opening that a letter carries. Its own edition's, where nothing else was frozen. */
export function frozenOpening(facts: Prisma.JsonValue, { id, opening }: Pick<Digest, "id" | "opening">) {
  return earlierOpening(facts) ?? (opening.trim() === "" ? null : id);
}

function earlierOpening(facts: Prisma.JsonValue): string | null {
  return frozenHead(facts).openingOf ?? null;
}

function entriesOf(facts: Prisma.JsonValue): (FrozenItem | FrozenHead)[] {
  return Array.isArray(facts) ? (facts as unknown as (FrozenItem | FrozenHead)[]) : [];
}

/** Editions with their items: two queries. */
export async function editionsById(digestIds: readonly string[]): Promise<Map<string, EditionRow>> {
  const digests = await db().digest.findMany({
    where: { id: { in: [...new Set(digestIds)] } },
    include: { items: true },
  });
  return new Map(
    digests.map(({ items, ...digest }) => [
      digest.id,
      { digest, items: new Map(items.map((item) => [item.id, { ...item, key: keyOf(item) }])) },
    ]),
  );
}

/** Every different thing that the waiting letters of an edition tell: one query, however many letters. */
export async function frozenVariants(digestId: string): Promise<FrozenContents> {
  const found = await db().$queryRaw<{ entry: FrozenItem | FrozenHead }[]>`
    SELECT DISTINCT entry
    FROM delivery CROSS JOIN LATERAL jsonb_array_elements(
      CASE jsonb_typeof(facts) WHEN 'array' THEN facts ELSE '[]'::jsonb END) AS entry
    WHERE digest_id = ${digestId}::uuid AND status IN ('prepared', 'leased', 'deferred')`;
  const entries = found.map(({ entry }) => entry);
  return {
    items: entries.filter((entry) => "itemId" in entry),
    openingIds: entries.flatMap((entry) => ("openingOf" in entry ? (entry.openingOf ?? []) : [])),
  };
}

/** Openings by their editions: Markdown. */
export async function openingTexts(
  communityId: string,
  digestIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await db().digest.findMany({
    where: { communityId, id: { in: [...new Set(digestIds)] } },
    select: { id: true, opening: true },
  });
  return new Map(found.map(({ id, opening }) => [id, opening]));
}

/** What of a letter's items is left when it is written. */
export async function narrowFrozen(
  { id, facts }: Pick<Delivery, "id" | "facts">,
  left: readonly FrozenItem[],
): Promise<void> {
  await db().delivery.update({
    where: { id },
    data: { facts: freezeContents(frozenHead(facts), left) },
  });
}

/** What is to be shown, read in bulk: at most five queries with their relations. */
export async function readContents(
  communityId: string,
  wanted: { keys: Iterable<SubjectKey>; postIds: Iterable<string>; memberIds: Iterable<string> },
): Promise<EditionContents> {
  const ids = { thread: [] as string[], showcase: [] as string[], event: [] as string[] };
  for (const key of new Set(wanted.keys)) {
    const [kind, id] = key.split(":");
    if (id !== undefined) ids[kind as keyof typeof ids].push(id);
  }
  const those = (list: Iterable<string>) => ({ communityId, id: { in: [...new Set(list)] } });
  const [threads, posts, showcases, events, members] = await Promise.all([
    db().thread.findMany({ where: those(ids.thread), select: { id: true, subject: true } }),
    db().post.findMany({ where: those(wanted.postIds), include: postParts, orderBy: { createdAt: "asc" } }),
    db().showcase.findMany({ where: those(ids.showcase), include: showcaseParts }),
    db().event.findMany({ where: those(ids.event) }),
    db().membership.findMany({
      where: those(wanted.memberIds),
      select: { id: true, name: true, makes: true },
    }),
  ]);
  return {
    threads: byId(threads),
    posts: byId(posts),
    showcases: byId(showcases),
    events: byId(events),
    members: byId(members),
  };
}

function byId<Thing extends { id: string }>(things: readonly Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
