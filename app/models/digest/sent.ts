import { db } from "#app/db/client.ts";
import type { Delivery, Digest } from "#prisma/generated/client.ts";
import { frozenItems, frozenOpening, openingTexts, readContents } from "./edition.ts";
import { keyOf } from "./items.ts";

/** An item as it stood in one member's letter. */
export interface SentItem {
  /** As it was printed: 1, 2, 3 … */
  number: number;
  itemId: string;
  /** What signed addresses say of the item. */
  itemNumber: number;
  title: string;
  /** Where an answer to it goes; null when its thread is gone. */
  threadId: string | null;
  /** What was quoted to them, oldest first. */
  posts: { id: string; author: string; text: string }[];
  /** A showcase's or event's own words. */
  story: string;
}

/** What one member was sent, reproduced from what was frozen. */
export interface DigestAsSent {
  digest: Digest;
  delivery: Delivery;
  /** Its edition's, or that of an earlier one which they had not been told. */
  opening: string;
  items: SentItem[];
  targets: Record<number, { threadId: string | null; itemId: string }>;
}

/**
 * The digest as this member got it, for reading their answer to it: items by the numbers that were printed, each with
 * the words that a mail program may have quoted. Null when they were not sent it.
 */
export async function digestAsSent(membershipId: string, digestId: string): Promise<DigestAsSent | null> {
  const found = await db().delivery.findFirst({
    where: { membershipId, digestId, kind: "digest" },
    include: { digest: { include: { items: { include: { showcase: true, event: true } } } } },
  });
  if (!found?.digest) return null;

  const { digest: edition, ...delivery } = found;
  const { items: rows, ...digest } = edition;
  const frozen = frozenItems(delivery.facts);
  const openingId = frozenOpening(delivery.facts, digest);
  const rowById = new Map(rows.map((row) => [row.id, row]));
  const contents = await readContents(digest.communityId, {
    keys: frozen.flatMap(({ itemId }) => {
      const row = rowById.get(itemId);
      return row ? [keyOf(row)] : [];
    }),
    postIds: frozen.flatMap(({ postIds }) => postIds),
    memberIds: frozen.flatMap(({ memberIds = [] }) => memberIds),
  });

  const items = frozen.flatMap(({ itemId, postIds, memberIds = [] }, at): SentItem[] => {
    const row = rowById.get(itemId);
    if (!row) return [];
    const thread = contents.threads.get(row.threadId ?? "");
    const people = memberIds.flatMap((id) => contents.members.get(id) ?? []);
    return [
      {
        number: at + 1,
        itemId,
        itemNumber: row.number,
        title:
          thread?.subject ??
          row.showcase?.title ??
          row.event?.title ??
          people.map(({ name }) => name).join(", "),
        threadId:
          (thread &&
            wentOnIn(
              thread.id,
              postIds.map((id) => contents.posts.get(id)),
            )) ??
          row.showcase?.threadId ??
          row.event?.threadId ??
          (row.kind === "newcomers" ? digest.threadId : null),
        posts: postIds.flatMap((id) => {
          const post = contents.posts.get(id);
          return post ? [{ id, author: post.author.name, text: post.text }] : [];
        }),
        story:
          row.showcase?.story ??
          row.event?.story ??
          people.map(({ name, makes }) => `${name} ${makes}`).join("\n"),
      },
    ];
  });
  const targets = Object.fromEntries(
    items.map(({ number, threadId, itemId }) => [number, { threadId, itemId }]),
  );
  const opening = openingId && (await openingTexts(digest.communityId, [openingId])).get(openingId);
  return { digest, delivery, opening: opening ?? "", items, targets };
}

/** Where posts that were told are now, when all of them were moved elsewhere together. */
function wentOnIn(threadId: string, posts: readonly ({ threadId: string } | undefined)[]): string {
  const places = new Set(posts.flatMap((post) => post?.threadId ?? []));
  return places.size === 1 ? ([...places][0] ?? threadId) : threadId;
}
