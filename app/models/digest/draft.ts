import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid, newId } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Digest } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { insistMay, type Actor } from "../roles.ts";
import { chooseContents, rankNews, type Reader, type SubjectKey } from "./contents.ts";
import { type DigestWithItems, ensureDraft, itemsInOrder } from "./draft-row.ts";
import { readContents } from "./edition.ts";
import { arrangementOf, keyOf, subjectOf } from "./items.ts";
import { readNews } from "./news.ts";

/** One thing that the digest to come could tell, as its owner arranges it. */
export interface DraftItem {
  /** Names it in `editDraft`: `thread:<id>`, `showcase:<id>`, `event:<id>`, `newcomers`. */
  key: SubjectKey;
  kind: "thread" | "showcase" | "event" | "newcomers";
  title: string;
  /** How much of it is new: posts, or people. */
  count: number;
  postIds: string[];
  memberIds: string[];
  note: string;
  pinned: boolean;
  dropped: boolean;
}

export interface DraftPreview {
  digest: Digest;
  opening: string;
  /** In the order of the letter, dropped ones among them. */
  items: DraftItem[];
  /** From here on it is news to those who get every issue. */
  since: Date;
}

export interface DraftChange {
  /** Markdown. */
  opening?: string;
  /** All items in the order that is wished; what is left out keeps its place behind them. */
  items?: readonly { key: string; note?: string; pinned?: boolean; dropped?: boolean }[];
}

const LONGEST_OPENING = 10_000;
const LONGEST_NOTE = 500;

/**
 * The digest to come: everything since the last issue, in order, up to now or to where it was approved. Changes
 * nothing. `until`: as it stood then.
 */
export async function draftOf(communityId: string, until?: Date): Promise<DraftPreview> {
  const [draft, since] = await Promise.all([findDraft(communityId), lastToldUntil(communityId)]);
  return readDraft(draft, { id: newId(), toldUntil: since, joinedAt: since }, until);
}

/** The digest to come as this member would get it now: what they wrote, have read or have muted is not in it. */
export async function draftFor(communityId: string, reader: Reader): Promise<DraftPreview> {
  return readDraft(await findDraft(communityId), reader);
}

async function readDraft(draft: DigestWithItems, reader: Reader, until?: Date): Promise<DraftPreview> {
  const { communityId } = draft;
  const news = await readNews(db(), communityId, [reader], until ?? draft.newsUntil ?? now(), now());
  const { places } = arrangementOf(draft, rankNews(news));

  const told = chooseContents(news, reader, { places, dropped: new Set() });
  const contents = await readContents(communityId, {
    keys: told.map(({ key }) => key),
    postIds: [],
    memberIds: told.flatMap(({ memberIds }) => memberIds),
  });
  const rows = new Map(draft.items.map((item) => [keyOf(item), item]));
  const items = told.map(({ key, postIds, memberIds }): DraftItem => {
    const { kind, threadId, showcaseId, eventId } = subjectOf(key);
    const row = rows.get(key);
    const title =
      contents.threads.get(threadId ?? "")?.subject ??
      contents.showcases.get(showcaseId ?? "")?.title ??
      contents.events.get(eventId ?? "")?.title ??
      memberIds.flatMap((id) => contents.members.get(id)?.name ?? []).join(", ");
    const choice = { note: row?.note ?? "", pinned: row?.pinned ?? false, dropped: row?.dropped ?? false };
    return {
      key,
      kind,
      title,
      count: postIds.length + memberIds.length,
      postIds: [...postIds],
      memberIds: [...memberIds],
      ...choice,
    };
  });
  return { digest: draft, opening: draft.opening, items, since: reader.toldUntil };
}

/**
 * The owner writes an opening, drops, pins, reorders or annotates. Only things of this community can be named. An ok
 * that was given is gone: it was given to another letter.
 */
export async function editDraft(actor: Actor, change: DraftChange): Promise<void> {
  insistMay(actor, "edit-digest");
  const communityId = actor.community.id;

  await transaction(async (tx) => {
    const draft = await lockDraft(tx, communityId);
    if (change.opening !== undefined) {
      await tx.digest.update({
        where: { id: draft.id },
        data: { opening: change.opening.trim().slice(0, LONGEST_OPENING) },
      });
    }
    if (change.items) await arrangeItems(tx, draft, change.items);
    await tx.digest.update({ where: { id: draft.id }, data: { approvedAt: null, newsUntil: null } });
    await record(tx, { communityId, actorId: actor.person.id, act: "digest.edited", subjectId: draft.id });
  });
}

export async function findDraft(communityId: string): Promise<DigestWithItems> {
  const draft = await db().digest.findFirst({
    where: { communityId, status: "draft" },
    include: itemsInOrder,
  });
  return draft ?? transaction((tx) => ensureDraft(tx, communityId));
}

/** Up to where the last issue told: nobody was told what a stopped one held. */
async function lastToldUntil(communityId: string): Promise<Date> {
  const last = await db().digest.findFirst({
    where: { communityId, status: { in: ["issued", "paused"] }, issuedAt: { lte: now() } },
    orderBy: { issue: "desc" },
    select: { issuedAt: true, newsUntil: true },
  });
  if (last?.issuedAt) return last.newsUntil ?? last.issuedAt;
  const community = await db().community.findUnique({
    where: { id: communityId },
    select: { createdAt: true },
  });
  if (!community) throw new Refusal("not-found");
  return community.createdAt;
}

async function lockDraft(tx: Tx, communityId: string): Promise<DigestWithItems> {
  await tx.$queryRaw`SELECT id FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
  return ensureDraft(tx, communityId);
}

async function arrangeItems(
  tx: Tx,
  draft: DigestWithItems,
  wanted: NonNullable<DraftChange["items"]>,
): Promise<void> {
  const keys = await ownKeys(
    tx,
    draft.communityId,
    wanted.map(({ key }) => key),
  );
  const rows = new Map(draft.items.map((item) => [keyOf(item), item]));
  let position = 0;
  for (const { key, note, pinned, dropped } of wanted) {
    const known = keys.get(key);
    if (!known) throw new Refusal("not-found");
    const choice = {
      position: position++,
      ...(note === undefined ? {} : { note: note.trim().slice(0, LONGEST_NOTE) }),
      ...(pinned === undefined ? {} : { pinned }),
      ...(dropped === undefined ? {} : { dropped }),
    };
    const row = rows.get(known);
    if (row) await tx.digestItem.update({ where: { id: row.id }, data: choice });
    else await tx.digestItem.create({ data: { digestId: draft.id, ...subjectOf(known), ...choice } });
    rows.delete(known);
  }
  for (const row of rows.values()) {
    await tx.digestItem.update({ where: { id: row.id }, data: { position: position++ } });
  }
}

/** The keys among these that name something of this community. */
async function ownKeys(
  tx: Tx,
  communityId: string,
  keys: readonly string[],
): Promise<Map<string, SubjectKey>> {
  const idsOf = (kind: string) =>
    keys
      .filter((key) => key.startsWith(`${kind}:`))
      .map((key) => key.slice(kind.length + 1))
      .filter(isUuid);
  const where = (kind: string) => ({ where: { communityId, id: { in: idsOf(kind) } }, select: { id: true } });
  const [threads, showcases, events] = [
    await tx.thread.findMany(where("thread")),
    await tx.showcase.findMany(where("showcase")),
    await tx.event.findMany(where("event")),
  ];
  const own: SubjectKey[] = [
    ...threads.map(({ id }) => `thread:${id}` as const),
    ...showcases.map(({ id }) => `showcase:${id}` as const),
    ...events.map(({ id }) => `event:${id}` as const),
    "newcomers",
  ];
  return new Map(own.map((key) => [key, key]));
}
