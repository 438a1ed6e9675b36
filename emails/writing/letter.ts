import type { Mailbox } from "#emails/writing/headers.ts";

/** One letter to one person, complete: what `writeMessage` turns into bytes and a transport sends. */
export interface Letter {
  from: Mailbox;
  to: Mailbox;
  replyTo: string | null;
  /** The return path (VERP); empty for notices, which nobody may answer (RFC 3834). */
  envelopeFrom: string;
  /** With its angle brackets, as are the ids below. */
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  calendar: { method: "REQUEST" | "CANCEL" | "REPLY"; content: string } | null;
  date: Date;
}
