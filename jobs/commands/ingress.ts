import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import { links } from "#app/lib/links.ts";
import {
  addIngress,
  ingressSettings,
  listIngresses,
  removeIngress,
  type OpenIngress,
} from "#app/models/ingress.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";

export interface AddOptions extends ReportOptions {
  name?: string;
  settings?: string;
}

/** `roundletter ingress add KIND --settings FILE`: what it needs is read from a file or standard input, for there are passwords in it. */
export async function addTheIngress(kind: string, options: AddOptions): Promise<void> {
  if (!isKind(kind)) {
    throw new Ending("usage", `An ingress is one of ${Object.keys(ingressSettings).join(", ")}.`);
  }
  const settings = options.settings === undefined ? {} : await readSettings(options.settings);
  const checked = ingressSettings[kind].safeParse({
    secret: "x".repeat(20),
    signingKey: "x".repeat(20),
    ...settings,
  });
  if (!checked.success) {
    const mistakes = checked.error.issues.map(
      ({ path, message }) => `  ${path.join(".") || "settings"}: ${message}`,
    );
    throw new Ending("data", ["These settings need mending:", ...mistakes].join("\n"));
  }

  const ingress = await withDatabase(() => addIngress(kind, options.name ?? kind, settings));
  report(options, {
    json: asJson(ingress),
    words: [`${ingress.name} is there.`, ...howToUse(ingress)].join("\n"),
  });
}

/** `roundletter ingress list` */
export async function tellIngresses(options: ReportOptions): Promise<void> {
  const ingresses = await withDatabase(listIngresses);
  report(options, {
    json: ingresses.map(asJson),
    words:
      ingresses.length === 0
        ? "Mail comes in by the SMTP server only (INBOUND_SMTP_PORT)."
        : ingresses.map((each) => [inALine(each), ...howToUse(each)].join("\n")).join("\n\n"),
  });
}

/** `roundletter ingress remove NUMBER` */
export async function removeTheIngress(number: string, options: ReportOptions): Promise<void> {
  if (!/^\d{1,9}$/.test(number))
    throw new Ending("usage", "Which one? Its number is in `roundletter ingress list`.");
  await withDatabase(() => removeIngress(Number(number)));
  report(options, { json: { removed: Number(number) }, words: `Ingress ${number} is gone.` });
}

function isKind(kind: string): kind is keyof typeof ingressSettings {
  return Object.hasOwn(ingressSettings, kind);
}

async function readSettings(file: string): Promise<object> {
  const words = file === "-" ? await text(process.stdin) : await readFile(file, "utf8").catch(() => "");
  try {
    const parsed: unknown = JSON.parse(words);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // Said below.
  }
  throw new Ending("noInput", `${file === "-" ? "Standard input" : file} holds no JSON object of settings.`);
}

function asJson({ number, kind, name, lastHeardAt, trouble, ...rest }: OpenIngress): object {
  return {
    number,
    kind,
    name,
    lastHeardAt,
    trouble,
    url: addressOf({ ...rest, number, kind } as OpenIngress),
  };
}

function inALine({ number, kind, name, lastHeardAt, trouble }: OpenIngress): string {
  const heard = lastHeardAt === null ? "not heard of yet" : `last heard of ${lastHeardAt.toISOString()}`;
  return `${number}  ${kind}  ${name}: ${trouble === null ? heard : `in trouble: ${trouble}`}`;
}

function howToUse(ingress: OpenIngress): string[] {
  const address = addressOf(ingress);
  const posted = address === null ? [] : [`   Post to ${address}`];
  return ingress.kind === "raw" ? [...posted, `   Sign with ${ingress.settings.signingKey}`] : posted;
}

function addressOf({ number, settings }: OpenIngress): string | null {
  return "secret" in settings ? links.ingress(number, settings.secret) : null;
}
