import { createReadStream, existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { importArchive, type ArchiveReport, type ArchiveSource } from "#app/models/archive-import.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { ownerOf, withDatabase } from "#jobs/commands/with-database.ts";

export interface ImportOptions extends ReportOptions {
  community: string;
  into: string;
}

const forms = { mbox: "an mbox file", maildir: "a Maildir" } as const;

/** `roundletter import mbox|maildir PATH`: old mail becomes threads. It can be run again: what is there stays once. */
export async function importMail(form: string, path: string, options: ImportOptions): Promise<void> {
  if (form !== "mbox" && form !== "maildir") throw new Ending("usage", "Say mbox or maildir.");
  if (options.into !== "threads") throw new Ending("usage", "Mail can be imported into threads.");
  if (!existsSync(path)) throw new Ending("noInput", `${path} is not there.`);
  if ((await stat(path)).isDirectory() !== (form === "maildir"))
    throw new Ending("data", `${path} is not ${forms[form]}.`);

  const source: ArchiveSource =
    form === "mbox" ? { mbox: createReadStream(path, { highWaterMark: 1 << 20 }) } : { maildir: path };
  const total = form === "mbox" ? (await stat(path)).size : null;
  const imported = await withDatabase(async () => {
    const owner = await ownerOf(options.community);
    return importArchive({ communityId: owner.community.id, actorId: owner.person.id }, source, {
      tell: ({ read, octets, posts }) => {
        const share = total === null || total === 0 ? "" : ` (${Math.round((100 * octets) / total)} %)`;
        if (process.stderr.isTTY) process.stderr.write(`\r${read} messages${share}, ${posts} posts `);
      },
    });
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  report(options, { json: imported, words: inWords(imported) });
}

const reasons = {
  "no-author": "without an author",
  "no-words": "without words",
  machine: "written by machines",
  "cannot-be-read": "that cannot be read",
} as const;

function inWords({ read, posts, threads, known, formerMembers, skipped }: ArchiveReport): string {
  const left = skipped.map(({ reason, count }) => `${count} ${reasons[reason]}`);
  return [
    `${read} messages: ${posts} became posts, ${threads} threads were begun, ${known} were here before.`,
    ...(formerMembers > 0
      ? [`${formerMembers} authors whom nobody here knows are former members now, and get no mail.`]
      : []),
    ...(left.length > 0 ? [`Left out: ${left.join(", ")}.`] : []),
  ].join("\n");
}
