import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { sendAnswer, type SentLetter } from "#app/models/mailroom/send-answer.ts";
import { letterItems, type LetterItem } from "#app/models/mailroom/letter-items.ts";
import {
  answerSubject,
  writeAnswer,
  type AnswerAttachment,
  type MailClient,
  type QuotePlace,
} from "#app/models/mailroom/write-answer.ts";
import { parseMessage, type ReadMessage } from "#emails/reading/parse-message.ts";
import type { MailroomLetter, Prisma } from "#prisma/generated/client.ts";

export type { SentLetter } from "#app/models/mailroom/send-answer.ts";
export { outcomeOf } from "#app/models/mailroom/outcome.ts";
export { listReaders, listWriters } from "#app/models/mailroom/people.ts";
export { sendNewLetter, type NewLetter } from "#app/models/mailroom/new-letter.ts";
export { mailClients, type MailClient, type QuotePlace } from "#app/models/mailroom/write-answer.ts";

/** Every letter that went out while no mail server was configured, as its receiver got it. */
const shown = { id: true, recipient: true, subject: true, fromName: true, receivedAt: true } as const;

export type ListedLetter = Prisma.MailroomLetterGetPayload<{ select: typeof shown }>;

const PAGE = 50;

/** The mailroom is for trying things out: it is shut in production, and where real mail goes out. */
export function mailroomIsOpen(): boolean {
  return config().smtpUrl === null && !config().production;
}

/** The latest first, fifty a page; `recipients`: how many letters each person has. */
export async function listLetters({
  recipient,
  page = 1,
}: { recipient?: string; page?: number } = {}): Promise<{
  letters: ListedLetter[];
  total: number;
  recipients: { recipient: string; letters: number }[];
}> {
  const where = recipient ? { recipient } : {};
  const [letters, total, recipients] = await Promise.all([
    db().mailroomLetter.findMany({
      where,
      select: shown,
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    }),
    db().mailroomLetter.count({ where }),
    db().mailroomLetter.groupBy({ by: ["recipient"], _count: true, orderBy: { recipient: "asc" } }),
  ]);
  return {
    letters,
    total,
    recipients: recipients.map(({ recipient, _count }) => ({ recipient, letters: _count })),
  };
}

export interface OpenedLetter {
  letter: Omit<MailroomLetter, "raw">;
  from: { name: string; address: string } | null;
  /** Where an answer goes. */
  replyTo: string;
  /** "Re: …" */
  answerSubject: string;
  /** What a digest tells of, each with the address that answers it. */
  items: LetterItem[];
  headers: { name: string; value: string }[];
  html: string | null;
  text: string;
  source: string;
}

/** One letter as its receiver would see it. null: there is none. */
export async function letterById(id: string): Promise<OpenedLetter | null> {
  if (!isUuid(id)) return null;
  const found = await db().mailroomLetter.findUnique({ where: { id } });
  if (!found) return null;

  const { raw, ...letter } = found;
  const read = await parseMessage(raw);
  return {
    letter,
    from: read.from[0] ?? null,
    replyTo: replyAddressOf(read),
    answerSubject: answerSubject(read.subject),
    items: letterItems(read.text ?? ""),
    headers: SHOWN_HEADERS.flatMap((name) => {
      const value = read.header(name);
      return value === null ? [] : [{ name, value }];
    }),
    html: read.html,
    text: read.text ?? "",
    source: Buffer.from(raw).toString("utf8"),
  };
}

const SHOWN_HEADERS = [
  "From",
  "To",
  "Reply-To",
  "Subject",
  "Date",
  "Message-ID",
  "In-Reply-To",
  "List-Id",
  "List-Unsubscribe",
];

export interface WrittenAnswer {
  body: string;
  /** Whose way of quoting. */
  client?: MailClient;
  /** On top of what is quoted, or under the line of it that contains these words. */
  place?: QuotePlace;
  /** Another address than Reply-To: one of the letter's own mailto links. */
  to?: string;
  subject?: string;
  attachments?: readonly AnswerAttachment[];
}

/**
 * Answers a letter as its receiver's mail program would, by real SMTP to our own door. @throws Refusal "not-found",
 * "nothing-written"; any other error: the door did not take it
 */
export async function answerLetter(id: string, answer: WrittenAnswer): Promise<SentLetter> {
  if (answer.body.trim() === "" && !answer.attachments?.length) throw new Refusal("nothing-written");
  const letter = isUuid(id) ? await db().mailroomLetter.findUnique({ where: { id } }) : null;
  if (!letter || !mailroomIsOpen()) throw new Refusal("not-found");

  const read = await parseMessage(letter.raw);
  const to = answer.to ?? replyAddressOf(read);
  const raw = await writeAnswer(read, {
    from: { name: read.to[0]?.name ?? "", address: letter.recipient },
    to,
    body: answer.body,
    client: answer.client ?? "gmail",
    place: answer.place ?? "top",
    ...(answer.subject && { subject: answer.subject }),
    ...(answer.attachments && { attachments: answer.attachments }),
    date: now(),
  });
  return sendAnswer({ from: letter.recipient, to, raw });
}

/** What the mailroom's own mail server does with a letter. */
export async function storeLetter(
  envelope: { from: string; recipients: string[] },
  raw: Uint8Array,
): Promise<void> {
  const read = await parseMessage(raw);
  await db().mailroomLetter.createMany({
    data: envelope.recipients.map((recipient) => ({
      envelopeFrom: envelope.from,
      recipient,
      raw: new Uint8Array(raw),
      messageId: read.messageId,
      subject: read.subject.replaceAll("\0", "").slice(0, 500),
      fromName: (read.from[0]?.name ?? "").replaceAll("\0", "").slice(0, 200),
      receivedAt: now(),
    })),
  });
}

function replyAddressOf(read: ReadMessage): string {
  return (read.replyTo[0] ?? read.from[0])?.address ?? "";
}
