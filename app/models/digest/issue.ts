import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { localDate } from "#app/lib/local-time.ts";
import { log } from "#app/lib/log.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { Community, Digest } from "#prisma/generated/client.ts";
import { record } from "../audit.ts";
import { prepareDeliveries } from "../delivery/prepare.ts";
import { insistMay, type Actor } from "../roles.ts";
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
import { addItems, arrangementOf, type ItemIds } from "./items.ts";
import { freezeContents, type FrozenItem } from "./edition.ts";
import { readNews } from "./news.ts";
import { type Opening, openingsFor } from "./openings.ts";

/** One run of a community's digest: its edition (null when nobody had news), and whom it reached. */
export interface IssuedRun {
  communityId: string;
  digest: Digest | null;
  audience: Audience;
}

/**
 * Freezes a digest for every member whose hour has come by `at`, community by community, each in one transaction
 * with a constant number of statements. A community that fails does not keep the others waiting.
 */
export async function issueDueDigests(at: Date = now()): Promise<IssuedRun[]> {
  const runs: IssuedRun[] = [];
  const failures: unknown[] = [];
  for (const communityId of await communitiesDue(at)) {
    try {
      runs.push(await transaction((tx) => runDigest(tx, communityId, { at, everyone: false })));
    } catch (error) {
      log.error({ communityId, error }, "a digest could not be issued");
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "some digests could not be issued");
  return runs;
}

/** The draft goes out now, to everyone active who has news. @throws Refusal "nothing-new" */
export async function publishDigest(
  actor: Actor | null,
  communityId: string,
): Promise<IssuedRun & { digest: Digest }> {
  if (actor) insistMay(actor, "publish-digest");
  if (actor && actor.community.id !== communityId) throw new Refusal("not-found");

  return transaction(async (tx) => {
    const run = await runDigest(tx, communityId, { at: now(), everyone: true });
    if (!run.digest) throw new Refusal("nothing-new");
    await record(tx, {
      communityId,
      actorId: actor?.person.id ?? null,
      act: "digest.published",
      subjectId: run.digest.id,
    });
    return { ...run, digest: run.digest };
  });
}

async function communitiesDue(at: Date): Promise<string[]> {
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT community_id AS id FROM membership
    WHERE next_digest_at <= ${at} AND status IN ('active', 'paused') ORDER BY community_id`;
  return due.map(({ id }) => id);
}

interface Run {
  at: Date;
  /** Whether it goes to all who are active, whatever their hour. */
  everyone: boolean;
}

async function runDigest(tx: Tx, communityId: string, run: Run): Promise<IssuedRun> {
  const community = await lockCommunity(tx, communityId);
  const candidates = await readCandidates(tx, communityId, run);
  const { readers, excluded } = excludeCandidates(candidates, run);
  const news = await readNews(tx, communityId, readers, run.at);

  const edition = await editionFor(tx, community, run);
  const arrangement = arrangementOf(edition, rankNews(news));
  const openingOf = await openingsFor(tx, edition, readers, run.at);
  const letters = readers.flatMap((reader) => {
    const contents = chooseContents(news, reader, arrangement);
    // An opening alone is news only in its own edition; that of an earlier one comes with the next news.
    const isNews = contents.length > 0 || edition.opening.trim() !== "";
    return isNews ? [{ reader, contents, opening: openingOf(reader) }] : [];
  });
  const withNews = new Set(letters.map(({ reader }) => reader.id));
  for (const reader of readers) if (!withNews.has(reader.id)) excluded.set(reader, "nothing-new");

  const issued = letters.length === 0 ? null : await issueEdition(tx, community, edition, run.at);
  const told = issued
    ? await writeLetters(tx, issued, letters, arrangement.places, run.at)
    : new Set<string>();
  for (const { reader } of letters) if (!told.has(reader.id)) excluded.set(reader, "already-told");

  const audience = countAudience(candidates, told, excluded);
  const movesOn = (reason: Exclusion | undefined) => reason === undefined || reason === "nothing-new";
  const settled = candidates.filter((candidate) => movesOn(excluded.get(candidate))).map(({ id }) => id);
  await advanceMembers(tx, { candidates, told: new Set(settled), at: run.at });
  return { communityId, audience, digest: issued && (await keepAudience(tx, issued, audience)) };
}

/** One run at a time: the second waits here, and then finds nobody due. Joining members do not wait for it. */
async function lockCommunity(tx: Tx, communityId: string): Promise<Community> {
  await tx.$queryRaw`SELECT id FROM community WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
  const community = await tx.community.findUnique({ where: { id: communityId } });
  if (!community) throw new Refusal("not-found");
  return community;
}

/** Today's edition if there is one, so that members of other hours and zones get the same; else the draft. */
async function editionFor(tx: Tx, community: Community, { at, everyone }: Run): Promise<DigestWithItems> {
  const today = everyone
    ? null
    : await tx.digest.findFirst({
        where: {
          communityId: community.id,
          status: "issued",
          editionDate: localDate(at, community.timeZone),
        },
        orderBy: { issue: "desc" },
        include: itemsInOrder,
      });
  return today ?? ensureDraft(tx, community.id);
}

/** The draft becomes this edition: it gets its number, its day and its own thread, and a new draft begins. */
async function issueEdition(
  tx: Tx,
  community: Community,
  edition: DigestWithItems,
  at: Date,
): Promise<DigestWithItems> {
  if (edition.status === "issued") return edition;
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
      editionDate: localDate(at, community.timeZone),
      issuedAt: at,
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

interface DueLetter {
  reader: Candidate;
  contents: readonly Told[];
  opening: Opening | null;
}

/** One row for each reader, their contents frozen in it. Gives back who is reached; others had this edition before. */
async function writeLetters(
  tx: Tx,
  edition: DigestWithItems,
  letters: readonly DueLetter[],
  places: ReadonlyMap<string, number>,
  at: Date,
): Promise<Set<string>> {
  const itemIds = await addItems(
    tx,
    edition,
    letters.flatMap(({ contents }) => contents.map(({ key }) => key)),
    places,
  );
  const letterKey = `digest:${edition.id}`;
  const prepared = await prepareDeliveries(
    tx,
    letters.map(({ reader, contents, opening }) => ({
      communityId: edition.communityId,
      kind: "digest",
      letterKey,
      address: reader.address ?? "",
      membershipId: reader.id,
      digestId: edition.id,
      facts: freezeContents(
        contents.map((told) => freeze(told, itemIds)),
        opening && opening.id !== edition.id ? opening.id : null,
      ),
      urgency: 9,
      notBefore: at,
      notAfter: staleAfter(reader, at),
    })),
  );

  const reached = new Set(prepared.map(({ address }) => address.toLowerCase()));
  return new Set(
    letters.flatMap(({ reader }) => (reached.has((reader.address ?? "").toLowerCase()) ? [reader.id] : [])),
  );
}

function freeze({ key, postIds, memberIds }: Told, itemIds: ItemIds): FrozenItem {
  const itemId = itemIds.get(key);
  if (itemId === undefined) throw new Error("a letter tells of something that its edition does not have");
  return { itemId, postIds: [...postIds], ...(memberIds.length > 0 ? { memberIds: [...memberIds] } : {}) };
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

async function keepAudience(tx: Tx, edition: DigestWithItems, run: Audience): Promise<Digest> {
  const audience = sumAudience(edition.audience, run);
  return tx.digest.update({ where: { id: edition.id }, data: { audience: { ...audience } } });
}
