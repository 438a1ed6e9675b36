import { communityIdOf } from "#jobs/commands/community-named.ts";
import { db } from "#app/db/client.ts";
import { type ReplayChange, replayInbound } from "#app/models/inbound-message/replay.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";

export interface ReplayOptions extends ReportOptions {
  community?: string;
  since?: string;
  apply?: boolean;
}

/** `roundletter replay`: the stored inbox through the reader of today. Shows what would change; `--apply` does it. */
export async function replay({ community, since, apply = false, ...how }: ReplayOptions): Promise<void> {
  const from = since === undefined ? undefined : new Date(since);
  if (from && Number.isNaN(from.getTime()))
    throw new Ending("usage", "--since takes a date, like 2026-05-01.");
  await withDatabase(async () => {
    const communityId = await communityIdOf(community);
    const changes: ReplayChange[] = [];
    const done = await replayInbound(
      { ...(communityId === null ? {} : { communityId }), ...(from ? { since: from } : {}), apply },
      (change) => {
        if (how.json) changes.push(change);
        else process.stdout.write(`${asLines(change)}\n`);
      },
    );
    const { read, keptForEdits, parted, forgotten } = done;
    report(how, {
      json: { ...done, applied: apply, what: changes },
      words: [
        `${read} messages read: ${done.changes} ${apply ? "changed" : "would change"}.`,
        `Left alone: ${keptForEdits} that somebody edited, ${parted} that were parted into several posts, ${forgotten} whose bytes are forgotten.`,
        ...(apply || done.changes === 0 ? [] : ["Nothing was changed: add --apply to do it."]),
      ].join("\n"),
    });
  });
}

/** `roundletter shunted`: what crashed its reading five times and waits, with its error. */
export async function tellShunted({
  community,
  ...how
}: ReportOptions & { community?: string }): Promise<void> {
  await withDatabase(async () => {
    const communityId = await communityIdOf(community);
    const shunted = await db().inboundMessage.findMany({
      where: { status: "shunted", ...(communityId === null ? {} : { communityId }) },
      select: { id: true, number: true, receivedAt: true, fromAddress: true, subject: true, error: true },
      orderBy: { number: "asc" },
      take: 500,
    });
    const lines = shunted.map(
      ({ number, receivedAt, subject, error }) =>
        `${number}  ${receivedAt.toISOString()}  ${subject ?? "(not read)"}\n    ${error ?? ""}`,
    );
    report(how, {
      json: shunted,
      words:
        lines.length === 0
          ? "Nothing is set aside."
          : [...lines, "", "After an upgrade: roundletter replay --apply reads them again."].join("\n"),
    });
  });
}

function asLines({ number, subject, change }: ReplayChange): string {
  const head = `${number}  ${subject ?? "(without a subject)"}`;
  if (change.kind === "read-again") return `${head}\n    would be read again: ${change.because}`;
  return `${head}\n  - ${short(change.before)}\n  + ${short(change.after)}`;
}

function short(words: string): string {
  const line = words.replaceAll(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
