import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { record } from "#app/models/audit.ts";
import { Authors } from "#app/models/archive-import/authors.ts";
import { fileArchived } from "#app/models/archive-import/file-archived.ts";
import { readMaildir } from "#app/models/archive-import/maildir.ts";
import { readArchived, type Archived, type SkipReason } from "#app/models/archive-import/read-archived.ts";
import { Threads } from "#app/models/archive-import/threads.ts";
import { readMbox, type MboxMessage } from "#emails/reading/mbox.ts";

/** The bytes of an mbox file in chunks of any size, or a Maildir on this machine. */
export type ArchiveSource = { mbox: AsyncIterable<Uint8Array> } | { maildir: string };

export interface ArchiveProgress {
  /** Messages looked at so far, and octets of the source. */
  read: number;
  octets: number;
  posts: number;
}

export interface ArchiveReport extends ArchiveProgress {
  threads: number;
  /** Had been imported, or had come in, before. */
  known: number;
  /** People made for authors whom nobody here knows: they have left, and get no mail. */
  formerMembers: number;
  skipped: { reason: SkipReason; count: number }[];
}

const BATCH = 50;
const TELL_MS = 500;

/**
 * An archive that a community brings along becomes threads, with the dates and authors that its messages have. Nobody
 * gets a letter about any of it. Running it again after a crash goes on where it ended: what is there is known by its
 * fingerprint, and filed once.
 */
export async function importArchive(
  { communityId, actorId }: { communityId: string; actorId: string | null },
  source: ArchiveSource,
  { tell = () => undefined }: { tell?: (progress: ArchiveProgress) => void } = {},
): Promise<ArchiveReport> {
  const community = await db().community.findUniqueOrThrow({ where: { id: communityId } });
  const [authors, threads] = [new Authors(community), new Threads(communityId)];
  const skipped = new Map<SkipReason, number>();
  const report: ArchiveReport = {
    ...{ read: 0, octets: 0, posts: 0, threads: 0, known: 0, formerMembers: 0 },
    skipped: [],
  };
  const skip = (reason: SkipReason): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const progress = () => ({ read: report.read, octets: report.octets, posts: report.posts });
  let batch: Archived[] = [];
  let toldAt = 0;

  const file = async (): Promise<void> => {
    const { posts, known } = await fileArchived(community, batch, authors, threads);
    report.posts += posts;
    report.known += known;
    batch = [];
    if (performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    tell(progress());
  };

  for await (const message of messagesOf(source)) {
    report.read += 1;
    report.octets = message.octets;
    const read = await readArchived(community, message.raw);
    if (typeof read === "string") skip(read);
    else batch.push(read);
    if (batch.length === BATCH) await file();
  }
  await file();
  tell(progress());

  Object.assign(report, {
    threads: threads.begun,
    formerMembers: authors.made,
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
  });
  await recordImport(communityId, actorId, report);
  return report;
}

function messagesOf(source: ArchiveSource): AsyncGenerator<MboxMessage> {
  return "mbox" in source ? readMbox(source.mbox) : readMaildir(source.maildir);
}

function recordImport(
  communityId: string,
  actorId: string | null,
  { read, posts, threads, known, formerMembers }: ArchiveReport,
): Promise<void> {
  const details = { read, posts, threads, known, formerMembers };
  return transaction((tx) => record(tx, { communityId, actorId, act: "archive.imported", details }));
}
