import type { Command } from "#emails/reading/commands.ts";
import type { DigestAnswer } from "#emails/reading/digest-answers.ts";
import type { MailAddress, ReadMessage } from "#emails/reading/parse-message.ts";
import type { ReplySpan, ReplyText } from "#emails/reading/reply-text.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import { showFinding } from "#jobs/commands/inspect/show-finding.ts";
import { paintWith, type Paint } from "#jobs/commands/inspect/paint.ts";

/** Everything that reading makes of one message. */
export interface Seen {
  message: ReadMessage;
  kind: MailKind;
  reply: ReplyText;
  command: Command | null;
  reaction: string | null;
  /** Only when the digest that was answered is known. */
  answers: DigestAnswer[] | null;
}

/** For a person: what it is and why, then the whole message in order, what is new as it is, what is folded dimmed. */
export function showLetter(seen: Seen, inColour: boolean): string {
  const paint = paintWith(inColour);
  const rows = [...about(seen), ...meaning(seen), ...belongings(seen.message)];
  const parts = [
    rows.map(([name, words]) => `${paint.dim(name.padEnd(11))}${harmless(words)}`).join("\n"),
    seen.reply.spans.map((span) => showSpan(span, paint)).join(""),
    ...(seen.answers ?? []).map((answer) => showAnswer(answer, paint)),
  ];
  return parts
    .filter((part) => part !== "")
    .join("\n\n")
    .trimEnd();
}

type Row = [name: string, words: string];

function about({ message, kind }: Seen): Row[] {
  return [
    ["Kind", "why" in kind ? `${kind.kind}: ${kind.why}` : kind.kind],
    ["From", people(message.from)],
    ["To", people(message.to)],
    ["Subject", message.subject],
    ["Date", message.date?.toISOString() ?? ""],
    ["Message-ID", message.messageId ?? ""],
    ["Answers", message.inReplyTo.join(" ")],
    ["Sealed", message.protection ?? ""],
  ].filter((row): row is Row => row[1] !== "");
}

function meaning({ kind, reply, command, reaction }: Seen): Row[] {
  const quoted = reply.dialect === null ? "" : `, quoted as by ${reply.dialect}`;
  return [
    ...showFinding(kind),
    ...(command === null ? [] : [["Command", inWords(command)] satisfies Row]),
    ...(reaction === null ? [] : [["Reaction", reaction] satisfies Row]),
    ["Sure", `${Math.round(reply.confidence * 100)} %${quoted}`],
  ];
}

function belongings({ attachments, defects }: ReadMessage): Row[] {
  return [
    ...attachments.map(({ filename, mediaType, content, inline }): Row => [
      inline ? "Picture" : "Attached",
      `${filename || "without a name"}, ${mediaType}, ${content.byteLength} bytes`,
    ]),
    ...defects.map((defect): Row => ["Damaged", defect]),
  ];
}

function people(list: MailAddress[]): string {
  return list.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ");
}

function inWords({ name, ...rest }: Command): string {
  const details = Object.entries(rest).map(([key, value]) => `${key} ${value ?? "not told"}`);
  return [name, ...details].join(", ");
}

/** What each kind of folded words is, for the gutter. */
const gutters = {
  new: "new",
  quote: "quoted",
  attribution: "who wrote",
  forward: "forwarded",
  signature: "signature",
  disclaimer: "disclaimer",
  tagline: "tagline",
  "list-footer": "list footer",
  "reply-mark": "reply mark",
  "own-footer": "our footer",
  unedited: "before",
} as const satisfies Record<ReplySpan["kind"], string>;

function showSpan({ kind, text }: ReplySpan, paint: Paint): string {
  const lines = withoutEdges(harmless(text).split("\n"));
  return lines
    .map((line, i) => {
      const gutter = paint.dim(`${(i === 0 ? gutters[kind] : "").padStart(11)} │ `);
      return `${gutter}${kind === "new" ? line : paint.dim(line)}`.trimEnd() + "\n";
    })
    .join("");
}

function withoutEdges(lines: string[]): string[] {
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findLastIndex((line) => line.trim() !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
}

/** A stranger's text must not steer the terminal. */
function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is meant
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

function showAnswer({ target, text, why, confidence }: DigestAnswer, paint: Paint): string {
  const where =
    target.kind === "item"
      ? `answers item ${target.number}`
      : target.kind === "digest"
        ? "speaks of the whole digest"
        : `to be asked about (${target.candidates.join(", ") || "no item"})`;
  return `${paint.bold(where)} ${paint.dim(`${why}, ${Math.round(confidence * 100)} %`)}\n${harmless(text)}`;
}
