import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

import { inspectCase } from "#emails/reading/inspect.ts";
import { readMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReply, type ReplyText } from "#emails/reading/reply-text.ts";
import { sortMail, type MailKind } from "#emails/reading/sort-mail.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";

/** `roundletter inspect FILE`, or without one: JSON lines in, JSON lines out, until the input ends. No database. */
export async function inspect(file: string | undefined, options: ReportOptions): Promise<void> {
  if (file === undefined) await inspectLines();
  else await inspectFile(file, options);
}

/** `{"id","kind","path"}` to what was read; a case that breaks says so, and the next one is read. */
async function inspectLines(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    process.stdout.write(`${JSON.stringify(await inspectLine(line))}\n`);
  }
}

async function inspectLine(line: string): Promise<object> {
  let id: unknown = null;
  try {
    const request = JSON.parse(line) as { id?: unknown; kind?: unknown; path?: unknown };
    id = request.id ?? null;
    const { kind, path } = request;
    if (typeof id !== "string" || typeof kind !== "string" || typeof path !== "string") {
      return { id, error: "each line needs the texts id, kind and path" };
    }
    return await inspectCase({ id, kind }, await readFile(path));
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function inspectFile(file: string, options: ReportOptions): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Ending("noInput", `${file} cannot be read: ${error instanceof Error ? error.message : ""}`);
  });
  const message = readMessage(bytes);
  const kind = sortMail(message, { domain: "", listIds: [] });
  const reply = readReply(message);
  report(options, {
    json: {
      kind,
      from: message.from,
      to: message.to,
      subject: message.subject,
      messageId: message.messageId,
      date: message.date,
      text: reply.text,
      spans: reply.spans.map((span) => ({ kind: span.kind, text: span.text })),
      confidence: reply.confidence,
      dialect: reply.dialect,
      attachments: message.attachments.map(({ filename, mediaType, content }) => ({
        filename,
        mediaType,
        size: content.byteLength,
      })),
      defects: message.defects,
    },
    words: inWords(message, kind, reply),
  });
}

function inWords(message: ReadMessage, kind: MailKind, reply: ReplyText): string {
  const rows: [string, string][] = [
    ["Kind", "why" in kind ? `${kind.kind} (${kind.why})` : kind.kind],
    ["From", message.from.map(({ name, address }) => `${name} <${address}>`).join(", ")],
    ["Subject", message.subject],
    [
      "Read",
      `${Math.round(reply.confidence * 100)} % sure${reply.dialect === null ? "" : `, quoted as by ${reply.dialect}`}`,
    ],
    ...message.attachments.map(({ filename, mediaType, content }): [string, string] => [
      "Attached",
      `${filename || "without a name"}, ${mediaType}, ${content.byteLength} bytes`,
    ]),
    ...message.defects.map((defect): [string, string] => ["Damaged", defect]),
  ];
  const head = rows.map(([name, words]) => `${name.padEnd(9)} ${words}`).join("\n");
  const body = reply.spans
    .filter(({ text }) => text.trim() !== "")
    .map(({ kind, text }) => `── ${kind === "new" ? "new words" : `folded: ${kind}`} ──\n${text.trim()}`)
    .join("\n\n");
  return `${head}\n\n${body}`;
}
