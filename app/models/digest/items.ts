import type { Tx } from "#app/db/transaction.ts";
import { newId } from "#app/lib/ids.ts";
import type { DigestItem } from "#prisma/generated/client.ts";
import type { DigestItemKind } from "#prisma/generated/enums.ts";
import type { Arrangement, SubjectKey } from "./contents.ts";
import type { DigestWithItems } from "./draft-row.ts";

export type ItemIds = ReadonlyMap<SubjectKey, string>;

/** What an item tells of, as one key. */
export function keyOf(item: Pick<DigestItem, "kind" | "threadId" | "showcaseId" | "eventId">): SubjectKey {
  if (item.kind === "newcomers") return "newcomers";
  const subject = { thread: item.threadId, showcase: item.showcaseId, event: item.eventId }[item.kind];
  return `${item.kind}:${subject ?? ""}`;
}

/** Pinned items first, then the edition's own order, then what is new to it, as it ranks. */
export function arrangementOf(
  { items }: Pick<DigestWithItems, "items">,
  ranked: readonly SubjectKey[],
): Arrangement {
  const known = [...items].sort((a, b) => Number(b.pinned) - Number(a.pinned) || a.position - b.position);
  const order = new Set([...known.map(keyOf), ...ranked]);
  return {
    dropped: new Set(items.filter(({ dropped }) => dropped).map(keyOf)),
    places: new Map([...order].map((key, place) => [key, place])),
  };
}

/** The edition gets an item for each thing that it tells of and has none for: one statement. All of its ids come back. */
export async function addItems(
  tx: Tx,
  edition: DigestWithItems,
  wanted: readonly SubjectKey[],
  places: ReadonlyMap<string, number>,
): Promise<ItemIds> {
  const ids = new Map(edition.items.map((item) => [keyOf(item), item.id]));
  const missing = [...new Set(wanted)]
    .filter((key) => !ids.has(key))
    .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    .map((key) => ({ key, id: newId() }));
  if (missing.length > 0) {
    const after = edition.items.reduce((last, { position }) => Math.max(last, position), 0);
    await tx.digestItem.createMany({
      data: missing.map(({ key, id }, at) => ({
        id,
        digestId: edition.id,
        ...subjectOf(key),
        position: after + at + 1,
      })),
    });
  }
  for (const { key, id } of missing) ids.set(key, id);
  return ids;
}

export function subjectOf(key: SubjectKey): {
  kind: DigestItemKind;
  threadId: string | null;
  showcaseId: string | null;
  eventId: string | null;
} {
  const [kind = "", subject = ""] = key.split(":");
  return {
    kind: kind as DigestItemKind,
    threadId: kind === "thread" ? subject : null,
    showcaseId: kind === "showcase" ? subject : null,
    eventId: kind === "event" ? subject : null,
  };
}
