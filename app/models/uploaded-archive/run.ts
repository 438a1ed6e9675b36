import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { importArchive } from "#app/models/archive-import.ts";
import { forgetParts, readParts } from "#app/models/kept-parts.ts";
import type { ArchiveImport } from "#prisma/generated/client.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/** A gzipped archive may unfold to so much; more comes by the command line. */
const MOST_OCTETS = 1_000_000_000;

/** For the worker. After a crash it goes on: what was filed is known and filed once. */
export async function runArchive(id: string): Promise<void> {
  const found = await db().archiveImport.findFirst({
    where: { id, status: { in: ["waiting", "running"] } },
    include: { membership: { select: { personId: true } } },
  });
  if (!found) return;
  await begin(found);
  try {
    const report = await importArchive(
      { communityId: found.communityId, actorId: found.membership.personId },
      { mbox: bytesOf(found) },
      { tell: (progress) => void keepReport(id, { ...progress }).catch(hear) },
    );
    await finish(id, "done", { ...report });
  } catch (error) {
    // A database that is away comes back, and the job with it; a file that cannot be read does not.
    if (!isUnreadable(error)) throw error;
    await finish(id, "failed", { trouble: "The file is damaged, or unfolds to more than 1 GB." });
  }
  await forgetParts(found);
}

async function begin({ id, status }: ArchiveImport): Promise<void> {
  if (status === "running") return;
  const { _max } = await db().post.aggregate({ _max: { number: true } });
  await db().archiveImport.updateMany({
    where: { id, status: "waiting" },
    data: { status: "running", afterPost: _max.number ?? 0 },
  });
}

async function finish(id: string, status: "done" | "failed", report: Prisma.InputJsonObject): Promise<void> {
  const { _max } = await db().post.aggregate({ _max: { number: true } });
  await db().archiveImport.updateMany({
    where: { id, status: "running" },
    data: { status, report, uptoPost: _max.number ?? 0, finishedAt: now() },
  });
}

async function* bytesOf(found: Pick<ArchiveImport, "id" | "parts">): AsyncGenerator<Uint8Array> {
  let octets = 0;
  for await (const piece of await unfolded(found)) {
    octets += piece.byteLength;
    if (octets > MOST_OCTETS) throw new UnreadableArchive();
    yield piece;
  }
}

async function unfolded(found: Pick<ArchiveImport, "id" | "parts">): Promise<AsyncIterable<Uint8Array>> {
  return (await isGzipped(found)) ? Readable.from(readParts(found)).pipe(createGunzip()) : readParts(found);
}

/** RFC 1952. */
async function isGzipped(found: Pick<ArchiveImport, "id" | "parts">): Promise<boolean> {
  for await (const piece of readParts({ ...found, parts: 1 })) return piece[0] === 0x1f && piece[1] === 0x8b;
  return false;
}

class UnreadableArchive extends Error {}

function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableArchive) return true;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && (code.startsWith("Z_") || code === "ERR_STREAM_PREMATURE_CLOSE");
}

async function keepReport(id: string, report: Prisma.InputJsonObject): Promise<void> {
  await db().archiveImport.updateMany({ where: { id, status: "running" }, data: { report } });
}

function hear(error: unknown): void {
  log.warn({ code: error instanceof Error ? error.name : "unknown" }, "an import's progress was not told");
}
