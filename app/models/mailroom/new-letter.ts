import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { sendAnswer, type SentLetter } from "#app/models/mailroom/send-answer.ts";
import type { AnswerAttachment } from "#app/models/mailroom/write-answer.ts";

export interface NewLetter {
  from: { name: string; address: string };
  to: string;
  subject: string;
  body: string;
  attachments?: readonly AnswerAttachment[];
}

/** Writes to the community as anybody's mail program would, by real SMTP to our own door. @throws Refusal "nothing-written" */
export async function sendNewLetter({
  from,
  to,
  subject,
  body,
  attachments = [],
}: NewLetter): Promise<SentLetter> {
  if (`${subject}${body}`.trim() === "" && attachments.length === 0) throw new Refusal("nothing-written");

  const host = from.address.split("@").at(-1) ?? "localhost";
  const messageId = `<${randomUUID()}@${host}>`;
  const composer = new MailComposer({
    from,
    to,
    subject,
    text: body,
    date: now(),
    messageId,
    attachments: [...attachments],
  });
  return sendAnswer({ from: from.address, to, raw: await composer.compile().build() });
}
