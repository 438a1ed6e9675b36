import { readAutoReply } from "#emails/reading/auto-reply.ts";
import { readCalendarReply, type CalendarReply } from "#emails/reading/calendar-reply.ts";
import { readDeliveryReport, type DeliveryReport } from "#emails/reading/delivery-status.ts";
import { isComplaint, readFeedbackReport, type FeedbackReport } from "#emails/reading/feedback-report.ts";
import { allParts } from "#emails/reading/mime-tree.ts";
import { partsOf, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReceipt, type ReadReceipt } from "#emails/reading/read-receipt.ts";

export type { DeliveryReport } from "#emails/reading/delivery-status.ts";
export type { FeedbackReport } from "#emails/reading/feedback-report.ts";
export type { ReadReceipt } from "#emails/reading/read-receipt.ts";
export type { CalendarReply } from "#emails/reading/calendar-reply.ts";

export type MailKind =
  | { kind: "bounce"; report: DeliveryReport }
  | { kind: "complaint"; report: FeedbackReport }
  | { kind: "auto-reply"; why: string; until: string | null }
  | { kind: "receipt"; receipt: ReadReceipt }
  | { kind: "list"; why: string }
  | { kind: "loop"; why: string }
  | { kind: "own-mail"; why: string }
  | { kind: "calendar"; reply: CalendarReply }
  | { kind: "person" };

/** Ours, to be told apart from everyone else's. */
export interface OwnMarks {
  domain: string;
  listIds: string[];
}

type Gate = (message: ReadMessage, own: OwnMarks) => MailKind | null;

/** What is asked first; the first that knows the message decides, and whom none knows is a person. */
const gates: Gate[] = [loop, complaint, bounce, receipt, ownMail, calendar, autoReply, list];

/** What kind of mail this is, from the message alone. */
export function sortMail(message: ReadMessage, own: OwnMarks): MailKind {
  for (const gate of gates) {
    const kind = gate(message, own);
    if (kind !== null) return kind;
  }
  return { kind: "person" };
}

const mostHops = 25;

function loop(message: ReadMessage, own: OwnMarks): MailKind | null {
  if (message.receivedCount > mostHops)
    return { kind: "loop", why: `${message.receivedCount} Received lines` };
  if (own.domain === "") return null;
  const looped = message
    .headers("x-loop")
    .find((value) => value.toLowerCase().includes(own.domain.toLowerCase()));
  return looped === undefined ? null : { kind: "loop", why: `X-Loop: ${looped}` };
}

function complaint(message: ReadMessage): MailKind | null {
  const report = readFeedbackReport(message);
  if (report === null) return null;
  return isComplaint(report)
    ? { kind: "complaint", report }
    : { kind: "auto-reply", why: `feedback report: ${report.type}`, until: null };
}

function bounce(message: ReadMessage): MailKind | null {
  const report = readDeliveryReport(message);
  return report === null ? null : { kind: "bounce", report };
}

function receipt(message: ReadMessage): MailKind | null {
  const read = readReceipt(message);
  return read === null ? null : { kind: "receipt", receipt: read };
}

function ownMail(message: ReadMessage, own: OwnMarks): MailKind | null {
  const ids = own.listIds.map(bareListId);
  const listId = message
    .headers("list-id")
    .map(bareListId)
    .find((id) => ids.includes(id));
  if (listId !== undefined) return { kind: "own-mail", why: `List-Id: ${listId}` };
  const domain = own.domain.toLowerCase();
  if (domain === "") return null;
  const ourId = message.messageId?.toLowerCase().endsWith(`@${domain}>`) === true;
  const from = message.from[0]?.address ?? "";
  if (ourId && (from === "" || from.endsWith(`@${domain}`) || message.header("feedback-id") !== null))
    return { kind: "own-mail", why: `Message-ID: ${message.messageId ?? ""}` };
  return null;
}

function bareListId(value: string): string {
  return (/<([^<>]{1,255})>/.exec(value)?.[1] ?? value).trim().toLowerCase();
}

function calendar(message: ReadMessage): MailKind | null {
  if (message.calendar === null) return null;
  const root = partsOf(message);
  const part = root === null ? undefined : allParts(root).find((each) => each.mediaType === "text/calendar");
  const reply = readCalendarReply(message.calendar, {
    from: message.from[0]?.address,
    method: part?.parameters.method,
  });
  return reply === null ? null : { kind: "calendar", reply };
}

function autoReply(message: ReadMessage): MailKind | null {
  const answer = readAutoReply(message);
  return answer === null ? null : { kind: "auto-reply", ...answer };
}

function list(message: ReadMessage): MailKind | null {
  const listId = message.header("list-id");
  if (listId !== null) return { kind: "list", why: `List-Id: ${listId}` };
  const precedence = message.header("precedence");
  return precedence !== null && /^\s*list\b/i.test(precedence)
    ? { kind: "list", why: "Precedence: list" }
    : null;
}
