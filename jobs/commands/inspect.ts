import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { z } from "zod";

import { now } from "#app/lib/clock.ts";
import { readCommand } from "#emails/reading/commands.ts";
import { splitDigestAnswers, type DigestAnswer, type SentDigest } from "#emails/reading/digest-answers.ts";
import { inspectCase } from "#emails/reading/inspect.ts";
import { readMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { showLetter, type Seen } from "#jobs/commands/inspect/show-letter.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";

export interface InspectOptions extends ReportOptions {
  /** A file with the digest that was answered, as JSON. */
  digest?: string;
}

/** `roundletter inspect FILE`, or without one: JSON lines in, JSON lines out, until the input ends. No database. */
export async function inspect(file: string | undefined, options: InspectOptions): Promise<void> {
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

async function inspectFile(file: string, options: InspectOptions): Promise<void> {
  const seen = look(readMessage(await bytesOf(file)), await digestIn(options.digest));
  report(options, { json: inJson(seen), words: showLetter(seen, hasColours()) });
}

/** Nothing is ours here: whoever inspects has no community in hand. */
const nobody = { domain: "", listIds: [] };

function look(message: ReadMessage, digest: SentDigest | null): Seen {
  const reply = readReply(message);
  return {
    message,
    kind: sortMail(message, nobody),
    reply,
    command: readCommand(reply.text, message.date ?? now()),
    reaction: readReaction(reply.text),
    answers: digest === null ? null : splitDigestAnswers(message, digest),
  };
}

async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw new Ending("noInput", `${file} cannot be read: ${error instanceof Error ? error.message : ""}`);
  });
}

const sentDigest = z.object({
  text: z.string(),
  html: z.string().optional(),
  items: z.array(
    z.object({
      number: z.number().int(),
      code: z.string().default(""),
      title: z.string(),
      text: z.string().default(""),
      addresses: z.array(z.string()).default([]),
      htmlId: z.string().default(""),
    }),
  ),
});

async function digestIn(file: string | undefined): Promise<SentDigest | null> {
  if (file === undefined) return null;
  const read = sentDigest.safeParse(jsonIn(String(await bytesOf(file))));
  if (!read.success)
    throw new Ending(
      "data",
      `${file} is no digest: it needs { text, items: [{ number, title, text }] } as JSON`,
    );
  const { html, ...rest } = read.data;
  return html === undefined ? rest : { ...rest, html };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** On a terminal, unless it or NO_COLOR says no. */
function hasColours(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors();
}

function inJson({ message, kind, reply, command, reaction, answers }: Seen): object {
  return {
    kind,
    from: message.from,
    to: message.to,
    subject: message.subject,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    date: message.date,
    protection: message.protection,
    text: reply.text,
    html: reply.html,
    spans: reply.spans.map((span) => ({ kind: span.kind, text: span.text })),
    signature: reply.signature,
    confidence: reply.confidence,
    dialect: reply.dialect,
    command,
    reaction,
    ...(answers === null ? {} : { answers: answers.map(answerInJson) }),
    attachments: message.attachments.map(({ filename, mediaType, content }) => ({
      filename,
      mediaType,
      size: content.byteLength,
    })),
    defects: message.defects,
  };
}

function answerInJson({ target, text, confidence, why }: DigestAnswer): object {
  return { target, text, confidence, why };
}
