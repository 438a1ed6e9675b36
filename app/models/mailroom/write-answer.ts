import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";

import { quoteAs } from "#app/models/mailroom/quoting.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";

export const mailClients = ["gmail", "apple-mail", "outlook", "thunderbird"] as const;
export type MailClient = (typeof mailClients)[number];

/** Above what is quoted, or (in plain text, as people do who answer between the lines) under a line of it. */
export type QuotePlace = "top" | { under: string };

export interface AnswerAttachment {
  filename: string;
  content: Buffer;
}

export interface Answer {
  from: { name: string; address: string };
  to: string;
  body: string;
  /** Left out: "Re: " and the letter's own. */
  subject?: string;
  attachments?: readonly AnswerAttachment[];
  client: MailClient;
  place: QuotePlace;
  date: Date;
}

/** What each program calls itself. */
const programs: Record<MailClient, { header: string; value: string } | null> = {
  gmail: null,
  "apple-mail": { header: "X-Mailer", value: "Apple Mail (2.3826.200.121)" },
  outlook: { header: "X-Mailer", value: "Microsoft Outlook 16.0" },
  thunderbird: { header: "User-Agent", value: "Mozilla Thunderbird" },
};

/** A whole message, as this program would send it. */
export function writeAnswer(letter: ReadMessage, answer: Answer): Promise<Buffer> {
  const { text, html } = quoteAs(answer.client, letter, answer);
  const program = programs[answer.client];
  const host = answer.from.address.split("@").at(-1) ?? "localhost";

  const composer = new MailComposer({
    from: answer.from,
    to: answer.to,
    subject: answer.subject ?? answerSubject(letter.subject),
    date: answer.date,
    messageId: `<${randomUUID()}@${host}>`,
    ...(letter.messageId === null
      ? {}
      : { inReplyTo: letter.messageId, references: [...letter.references, letter.messageId] }),
    headers: program ? { [program.header]: program.value } : {},
    text,
    ...(html === null ? {} : { html }),
    attachments: [...(answer.attachments ?? [])],
  });
  return composer.compile().build();
}

export function answerSubject(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}
