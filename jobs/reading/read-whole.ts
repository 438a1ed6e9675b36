import { flatten, readMessage, type FlatMessage } from "#emails/reading/parse-message.ts";
import { readReply, type ReplyText } from "#emails/reading/reply-text.ts";
import { type MailKind, type OwnMarks, sortMail } from "#emails/reading/sort-mail.ts";

/** Everything that the bytes of a message tell, as a value that may pass between threads. */
export interface WholeReading {
  message: FlatMessage;
  reply: ReplyText;
  kind: MailKind;
}

export function readWhole(raw: Uint8Array, own: OwnMarks): WholeReading {
  const message = readMessage(raw);
  return { message: flatten(message), reply: readReply(message), kind: sortMail(message, own) };
}
