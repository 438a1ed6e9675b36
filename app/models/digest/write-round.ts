import type { Tx } from "#app/db/transaction.ts";
import { localDate } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Community, Digest } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { prepareDeliveries } from "../delivery/prepare.ts";
import { startThread } from "../thread.ts";
import {
  advanceMembers,
  type Audience,
  type Candidate,
  excludeCandidates,
  type Exclusion,
  readCandidates,
  staleAfter,
  sumAudience,
} from "./audience.ts";
import { chooseContents, rankNews, type Told } from "./contents.ts";
import { type DigestWithItems, ensureDraft, itemsInOrder } from "./draft-row.ts";
import { freezeContents, type FrozenHead, type FrozenItem } from "./edition.ts";
import { introduceTo, isFirst } from "./introduction.ts";
import { addItems, arrangementOf, type ItemIds } from "./items.ts";
import { readNews } from "./news.ts";
import { type Opening, openingsFor } from "./openings.ts";
import { parkLetters } from "./parking.ts";
import type { Round } from "./round.ts";

/** One round of a community's digest: its edition (null when nobody had news), and whom it reached. */
export interface IssuedRun {
  communityId: string;
  digest: Digest | null;
  audience: Audience;
}

/** Chooses and freezes: contents and audience of a round. The caller holds the community's lock. */
export async function writeRound(
  tx: Tx,
  { community, edition, round }: { community: Community; edition: DigestWithItems; round: Round },
): Promise<IssuedRun> {
  const run = await writeUnlessLetters(tx, { community, edition, round, mayIssue: true });
  if (!run) throw new Error("a round that may issue was not written");
  return run;
}

/**
 * The same for a draft that waits: when there is nothing to tell, its members move on to their next hour; else nothing
 * changes, and null comes back.
 */
export async function writeUnlessLetters(
  tx: Tx,
  {
    community,
    edition,
    round,
    mayIssue = false,
  }: { community: Community; edition: DigestWithItems; round: Round; mayIssue?: boolean },
): Promise<IssuedRun | null> {
  const candidates = await readCandidates(tx, community.id, round);
  const { readers, excluded } = excludeCandidates(candidates, round);
  const newsUntil = edition.newsUntil ?? round.at;
  const { letters, arrangement } = await chooseLetters(tx, { edition, round, readers, newsUntil });
  if (letters.length > 0 && !mayIssue) return null;

  const reasonForRest = edition.status === "stopped" ? "stopped" : "nothing-new";
  const withNews = new Set(letters.map(({ reader }) => reader.id));
  for (const reader of readers) if (!withNews.has(reader.id)) excluded.set(reader, reasonForRest);

  const issued = letters.length === 0 ? null : await issueEdition(tx, community, edition, round);
  const told = issued
    ? await writeLetters(tx, { edition: issued, letters, places: arrangement.places, round })
    : new Set<string>();
  for (const { reader } of letters) if (!told.has(reader.id)) excluded.set(reader, "already-told");

  const audience = countAudience(candidates, told, excluded);
  const movesOn = (reason: Exclusion | undefined) => reason === undefined || reason === "nothing-new";
  const settled = candidates.filter((candidate) => movesOn(excluded.get(candidate))).map(({ id }) => id);
  await advanceMembers(tx, { candidates, settled: new Set(settled), round, newsUntil });
  return {
    communityId: community.id,
    audience,
    digest: issued && (await keepAudience(tx, issued, audience, round)),
  };
}

/** One round at a time: the second waits here, and then finds nobody due. Joining members do not wait for it. */
export async function lockCommunity(tx: Tx, communityId: string): Promise<Community> {
  await tx.$queryRaw`SELECT id FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
  const community = await tx.community.findUnique({ where: { id: communityId } });
  if (!community) throw new Refusal("not-found");
  return community;
}

/**
 * Today's edition if there is one, so that members of other hours and zones get the same; else the draft. One that
 * was stopped stays today's: stopped is stopped, and the next hour of the same day does not send it again.
 */
export async function findEdition(
  tx: Tx,
  community: Community,
  { holdsUntil }: Round,
): Promise<DigestWithItems> {
  const today = await tx.digest.findFirst({
    where: {
      communityId: community.id,
      status: { in: ["issued", "paused", "stopped"] },
      editionDate: localDate(holdsUntil, community.timeZone),
    },
    orderBy: { issue: "desc" },
    include: itemsInOrder,
  });
  return today ?? ensureDraft(tx, community.id);
}

interface DueLetter {
  reader: Candidate;
  contents: readonly Told[];
  head: FrozenHead;
}

async function chooseLetters(
  tx: Tx,
  {
    edition,
    round,
    readers,
    newsUntil,
  }: { edition: DigestWithItems; round: Round; readers: readonly Candidate[]; newsUntil: Date },
) {
  const { communityId } = edition;
  const news = await readNews(tx, communityId, readers, newsUntil, round.at);
  const arrangement = arrangementOf(edition, rankNews(news));
  if (edition.status === "stopped") return { letters: [], arrangement };

  const openingOf = await openingsFor(tx, edition, readers, round.at);
  const letters = readers.flatMap((reader): DueLetter[] => {
    const contents = chooseContents(news, reader, arrangement);
    // An opening alone is news only in its own edition; that of an earlier one comes with the next news.
    const isNews = contents.length > 0 || edition.opening.trim() !== "";
    return isNews ? [{ reader, contents, head: headOf(reader, edition, openingOf(reader)) }] : [];
  });
  return { letters, arrangement };
}

function headOf(reader: Candidate, edition: Digest, opening: Opening | null): FrozenHead {
  return {
    day: reader.day,
    ...(opening && opening.id !== edition.id && { openingOf: opening.id }),
    ...(isFirst(reader) && { introduces: true }),
  };
}

/** The draft becomes this edition: it gets its number, its day and its own thread, and a new draft begins. */
async function issueEdition(
  tx: Tx,
  community: Community,
  edition: DigestWithItems,
  { at, holdsUntil }: Round,
): Promise<DigestWithItems> {
  if (edition.status !== "draft") return edition;
  const last = await tx.digest.aggregate({ where: { communityId: community.id }, _max: { issue: true } });
  const issue = (last._max.issue ?? 0) + 1;
  const thread = await startThread(tx, {
    communityId: community.id,
    subject: letterName(community.locale, issue),
    startedById: null,
    kind: "digest",
  });

  const issued = await tx.digest.update({
    where: { id: edition.id },
    data: {
      status: "issued",
      issue,
      threadId: thread.id,
      // The day on which it leaves: what is frozen before midnight for midnight is the new day's.
      editionDate: localDate(holdsUntil, community.timeZone),
      issuedAt: at,
      heldAt: null,
      heldFor: null,
    },
  });
  await ensureDraft(tx, community.id);
  await record(tx, { communityId: community.id, actorId: null, act: "digest.issued", subjectId: issued.id });
  return { ...issued, items: edition.items };
}

/** Names of a digest's own thread. */
const letterNames: Record<string, string> = { en: "Letter", de: "Brief", fr: "Lettre", es: "Carta" };

function letterName(locale: string, issue: number): string {
  return `${letterNames[locale.slice(0, 2)] ?? "Letter"} ${issue}`;
}

/** One row for each reader, their contents frozen in it. Gives back who is reached; others had this edition before. */
async function writeLetters(
  tx: Tx,
  {
    edition,
    letters,
    places,
    round,
  }: {
    edition: DigestWithItems;
    letters: readonly DueLetter[];
    places: ReadonlyMap<string, number>;
    round: Round;
  },
): Promise<Set<string>> {
  const itemIds = await addItems(
    tx,
    edition,
    letters.flatMap(({ contents }) => contents.map(({ key }) => key)),
    places,
  );
  if (letters.some(({ head }) => head.introduces)) await introduceTo(tx, edition, round.at);
  const letterKey = `digest:${edition.id}`;
  const prepared = await prepareDeliveries(
    tx,
    letters.map(({ reader, contents, head }) => ({
      communityId: edition.communityId,
      kind: "digest",
      letterKey,
      address: reader.address ?? "",
      membershipId: reader.id,
      digestId: edition.id,
      facts: freezeContents(
        head,
        contents.map((told) => freeze(told, itemIds)),
      ),
      urgency: 9,
      notBefore: reader.due > round.holdsUntil ? reader.due : round.holdsUntil,
      notAfter: staleAfter(reader),
    })),
  );
  if (edition.status === "paused") await parkLetters(tx, edition.id);

  const reached = new Set(prepared.map(({ address }) => address.toLowerCase()));
  return new Set(
    letters.flatMap(({ reader }) => (reached.has((reader.address ?? "").toLowerCase()) ? [reader.id] : [])),
  );
}

function freeze({ key, postIds, memberIds, answer }: Told, itemIds: ItemIds): FrozenItem {
  const itemId = itemIds.get(key);
  if (itemId === undefined) throw new Error("a letter tells of something that its edition does not have");
  return {
    itemId,
    postIds: [...postIds],
    ...(memberIds.length > 0 && { memberIds: [...memberIds] }),
    ...(answer && { answer }),
  };
}

function countAudience(
  candidates: readonly Candidate[],
  told: ReadonlySet<string>,
  excluded: ReadonlyMap<Candidate, Exclusion>,
): Audience {
  const counts: Audience["excluded"] = {};
  for (const reason of excluded.values()) counts[reason] = (counts[reason] ?? 0) + 1;
  const audience = { candidates: candidates.length, prepared: told.size, excluded: counts };
  sumAudience({}, audience);
  return audience;
}

async function keepAudience(
  tx: Tx,
  edition: DigestWithItems,
  run: Audience,
  { holdsUntil }: Round,
): Promise<Digest> {
  const audience = sumAudience(edition.audience, run);
  return tx.digest.update({ where: { id: edition.id }, data: { audience: { ...audience }, holdsUntil } });
}
