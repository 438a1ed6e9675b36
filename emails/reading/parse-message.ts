import { extractBodies } from "#emails/reading/message-bodies.ts";
import {
  decodeHeader,
  readAddresses,
  readMessageIds,
  type MailAddress,
} from "#emails/reading/header-values.ts";
import { readMimeTree, type MimePart } from "#emails/reading/mime-tree.ts";

export type { MailAddress } from "#emails/reading/header-values.ts";

export interface ReadAttachment {
  filename: string;
  mediaType: string;
  content: Uint8Array;
  /** Content-ID without its brackets. */
  cid: string | null;
  inline: boolean;
}

export interface ReadMessage {
  /** With `<` and `>`, like every id here. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  from: MailAddress[];
  sender: MailAddress | null;
  to: MailAddress[];
  cc: MailAddress[];
  replyTo: MailAddress[];
  deliveredTo: string[];
  /** Null when the header is missing, "" for the null sender `<>`. */
  returnPath: string | null;
  subject: string;
  date: Date | null;
  /** Unfolded and decoded; the first of that name. */
  header(name: string): string | null;
  headers(name: string): string[];
  text: string | null;
  html: string | null;
  attachments: ReadAttachment[];
  /** The text of the first text/calendar part. */
  calendar: string | null;
  protection: null | "signed" | "encrypted";
  defects: string[];
  receivedCount: number;
}

/**
 * A raw message to what it says (RFC 5322, 2045 to 2049, 2231, 3676). Pure, linear in its input and never throwing:
 * what is damaged is read as far as it goes and named in `defects`.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- a promise, so that large mail may move to a worker thread
export async function parseMessage(raw: Uint8Array): Promise<ReadMessage> {
  return readMessage(raw);
}

/** The same at once, for those who are in a worker thread already. */
export function readMessage(raw: Uint8Array): ReadMessage {
  const defects: string[] = [];
  const root = readMimeTree(raw, defects);
  const headers = collectHeaders(root, defects);
  const all = (name: string) => headers.get(name.toLowerCase()) ?? [];
  const one = (name: string) => all(name)[0] ?? null;
  const addresses = (name: string) => all(name).flatMap(readAddresses);
  const bodies = extractBodies(root, defects);

  const message: ReadMessage = {
    messageId: readMessageIds(one("message-id") ?? "")[0] ?? null,
    inReplyTo: readMessageIds(one("in-reply-to") ?? ""),
    references: readMessageIds(all("references").join(" ")),
    from: addresses("from"),
    sender: addresses("sender")[0] ?? null,
    to: addresses("to"),
    cc: addresses("cc"),
    replyTo: addresses("reply-to"),
    deliveredTo: [...addresses("delivered-to"), ...addresses("x-original-to")].map((each) => each.address),
    returnPath: readReturnPath(one("return-path")),
    subject: decodeHeader(one("subject") ?? "")
      .replace(/\s+/g, " ")
      .trim(),
    date: readDate(one("date")),
    header: (name) => mapped(one(name), decodeHeader),
    headers: (name) => all(name).map(decodeHeader),
    ...bodies,
    defects: [...new Set(defects)],
    receivedCount: all("received").length,
  };
  trees.set(message, root);
  fields.set(message, headers);
  return message;
}

/** A message as a value that may pass between threads; its parts stay where they are. */
export type FlatMessage = Omit<ReadMessage, "header" | "headers"> & { fields: ReadonlyMap<string, string[]> };

export function flatten(message: ReadMessage): FlatMessage {
  // Functions do not pass.
  const flat = Object.entries(message).filter(([name]) => name !== "header" && name !== "headers");
  const kept = Object.fromEntries(flat) as Omit<ReadMessage, "header" | "headers">;
  return { ...kept, fields: fields.get(message) ?? new Map<string, string[]>() };
}

export function unflatten({ fields: headers, ...flat }: FlatMessage): ReadMessage {
  const all = (name: string) => headers.get(name.toLowerCase()) ?? [];
  return {
    ...flat,
    header: (name) => mapped(all(name)[0] ?? null, decodeHeader),
    headers: (name) => all(name).map(decodeHeader),
  };
}

const fields = new WeakMap<ReadMessage, Map<string, string[]>>();

const trees = new WeakMap<ReadMessage, MimePart>();

/** The parts a message was read from: those who read reports need more than bodies. */
export function partsOf(message: ReadMessage): MimePart | null {
  return trees.get(message) ?? null;
}

const single = ["from", "sender", "to", "cc", "subject", "date", "message-id", "in-reply-to", "reply-to"];

function collectHeaders(root: MimePart, defects: string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { name, value } of root.headers) {
    const list = headers.get(name);
    if (list === undefined) headers.set(name, [value]);
    else list.push(value);
  }
  for (const name of single) if ((headers.get(name)?.length ?? 0) > 1) defects.push(`duplicate-${name}`);
  for (const name of ["from", "date", "message-id"]) if (!headers.has(name)) defects.push(`missing-${name}`);
  return headers;
}

function readReturnPath(value: string | null): string | null {
  if (value === null) return null;
  if (/^\s*<\s*>/.test(value)) return "";
  return readAddresses(value)[0]?.address ?? "";
}

function readDate(value: string | null): Date | null {
  if (value === null) return null;
  const plain = value
    .slice(0, 200)
    .replace(/\([^()]*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  for (const attempt of [
    plain,
    plain.replace(/^\p{L}{1,12}\.?,?\s+/u, ""),
    plain.replace(/\s(?:UT|Z)$/, " GMT"),
    plain.replace(/\s[A-Z]{3,5}$/, ""),
  ]) {
    const date = new Date(attempt);
    if (!Number.isNaN(date.getTime())) return date;
  }
  return null;
}

function mapped<T, U>(value: T | null, change: (value: T) => U): U | null {
  return value === null ? null : change(value);
}
