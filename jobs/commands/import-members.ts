import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { communityById } from "#app/models/community.ts";
import {
  beginImport,
  importProgress,
  previewImport,
  startImport,
  findImport,
} from "#app/models/people-import.ts";
import { outcomeWords } from "#app/models/people-import/outcomes.ts";
import { importPeople } from "#app/models/people-import/run.ts";
import type { Actor } from "#app/models/roles.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { ownerOf, withDatabase } from "#jobs/commands/with-database.ts";

export interface ImportMembersOptions extends ReportOptions {
  community: string;
  note?: string;
  dryRun?: boolean;
}

interface Told {
  id: string;
  invited: number;
  left: { line?: number; outcome: string; count?: number }[];
}

/** `roundletter import members FILE --community SLUG`: the same as the page, in one go. */
export async function importMembers(path: string, options: ImportMembersOptions): Promise<void> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) throw new Ending("noInput", `${path} cannot be read.`);
  const told = await withDatabase(async () => {
    const actor = await ownerOf(options.community);
    const { id } = await beginImport(actor, { filename: basename(path), bytes });
    return options.dryRun ? foresee(actor, id) : run(actor, id, options.note ?? "");
  });

  report(options, {
    json: { community: options.community, dryRun: options.dryRun === true, ...told },
    words: inWords(told, options.dryRun === true),
  });
}

async function foresee(actor: Actor, id: string): Promise<Told> {
  const found = await findImport(actor, id);
  const lines = found ? (await previewImport(found)).lines : [];
  return {
    id,
    invited: lines.filter(({ outcome }) => outcome === "invited").length,
    left: lines.flatMap(({ line, outcome }) => (outcome === "invited" ? [] : [{ line, outcome }])),
  };
}

/** No worker may be running: the lines are gone through here. Where one runs, both share them. */
async function run(actor: Actor, id: string, note: string): Promise<Told> {
  await startImport(actor, id, note);
  while ((await importProgress(id)).waiting > 0) {
    if (!(await communityById(actor.community.id))) throw new Ending("data", "The community is gone.");
    await importPeople(id);
  }
  const { invited, left } = await importProgress(id);
  return { id, invited, left };
}

function inWords({ invited, left }: Told, isDryRun: boolean): string {
  const head = isDryRun
    ? `${invited} would be invited.`
    : `${invited} are invited; the letters go out as soon as a worker runs.`;
  const rest = left.map(({ line, outcome, count }) =>
    line === undefined
      ? `${count ?? 0} left out: ${outcomeWords(outcome)}`
      : `line ${line}: ${outcomeWords(outcome)}`,
  );
  return [head, ...rest].join("\n");
}
