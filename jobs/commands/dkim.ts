import { config } from "#app/lib/config.ts";
import { activateDkimKey, type ListedDkimKey, listDkimKeys, prepareDkimKey } from "#app/models/dkim-key.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";

export interface DkimOptions extends ReportOptions {
  domain?: string;
  rotate?: boolean;
  activate?: boolean;
  unseen?: boolean;
  ed25519?: boolean;
}

/** `roundletter dkim`: which keys there are, what DNS must say, and what is to be done next. */
export async function tellDkim(options: DkimOptions): Promise<void> {
  const domain = (options.domain ?? config().mailDomain).toLowerCase();
  const algorithm = options.ed25519 ? "ed25519" : "rsa";
  const keys = await withDatabase(async () => {
    if (options.rotate) await prepareDkimKey({ domain, algorithm });
    if (options.activate)
      await (options.unseen
        ? activateDkimKey({ domain, algorithm }, null)
        : activateDkimKey({ domain, algorithm }));
    return listDkimKeys(domain);
  });
  report(options, { json: { domain, keys }, words: inWords(domain, keys) });
}

function inWords(domain: string, keys: readonly ListedDkimKey[]): string {
  if (keys.length === 0)
    return `Letters from ${domain} are not signed: it has no key.\nMake one: roundletter dkim --rotate`;
  const active = keys.filter(({ state }) => state === "active");
  const signing =
    active.length === 0
      ? `Letters from ${domain} are not signed yet.`
      : `Letters from ${domain} are signed with ${active.map(({ selector }) => selector).join(" and ")}.`;
  return [signing, ...keys.map(keyInWords)].join("\n\n");
}

function keyInWords(key: ListedDkimKey): string {
  const { record } = key;
  const shown = `  Name   ${record.name}\n  Type   ${record.type}\n  Value  ${record.value}\n  or, in a zone file:\n  ${record.zoneFile}`;
  switch (key.state) {
    case "pending":
      return `${key.selector} (${key.algorithm}) waits. Publish this record, then: roundletter dkim --activate${key.algorithm === "rsa" ? "" : " --ed25519"}\n${shown}`;
    case "active":
      return `${key.selector} (${key.algorithm}) signs since ${dayOf(key.activatedAt)}. Its record must stay:\n${shown}`;
    case "retired":
      return `${key.selector} (${key.algorithm}) is retired. Keep ${record.name} until ${dayOf(key.recordUntil)}; then it may go.`;
  }
}

function dayOf(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? "?";
}
