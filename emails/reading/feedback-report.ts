import { readAddresses, readMessageIds } from "#emails/reading/header-values.ts";
import { allParts, partHeader, readMimeTree, type MimePart } from "#emails/reading/mime-tree.ts";
import { partsOf, type ReadMessage } from "#emails/reading/parse-message.ts";
import { fieldOf } from "#emails/reading/report-fields.ts";

/** What a provider says that somebody pressed (ARF, RFC 5965): "this is spam", most of all. */
export interface FeedbackReport {
  /** abuse, fraud, virus, not-spam, opt-out, auth-failure, other. */
  type: string;
  /** Who complained, where the provider tells. */
  originalRecipient: string | null;
  returnedMessageId: string | null;
  /** The return path of the letter (Original-Mail-From): with VERP the surest name of it, since names are often hidden. */
  originalPath: string | null;
}

/** Types that tell of no complaint: someone took it back, or a signature did not match. */
const harmless = new Set(["not-spam", "auth-failure", "dmarc", "dkim"]);

/** Whether somebody wants no more such mail. */
export function isComplaint({ type }: FeedbackReport): boolean {
  return !harmless.has(type);
}

/** Null when the message is no feedback report. */
export function readFeedbackReport(message: ReadMessage): FeedbackReport | null {
  const root = partsOf(message);
  if (root === null) return null;
  const parts = allParts(root);
  const report = parts.find((part) => part.mediaType === "message/feedback-report");
  if (report === undefined) return readJunkReport(message, parts);

  const field = (name: string) => fieldOf(report.body, name);
  const returned = returnedLetter(parts);
  return {
    type: (field("Feedback-Type") ?? "other").toLowerCase(),
    originalRecipient: addressIn(field("Original-Rcpt-To")) ?? addressIn(headerOf(returned, "to")),
    returnedMessageId: readMessageIds(headerOf(returned, "message-id") ?? "")[0] ?? null,
    originalPath: addressIn(field("Original-Mail-From")) ?? addressIn(headerOf(returned, "return-path")),
  };
}

/** Microsoft's junk mail reports: the letter itself, with whom it was for in a header of their own. */
function readJunkReport(message: ReadMessage, parts: MimePart[]): FeedbackReport | null {
  const isReport =
    /^staff@(?:hotmail|outlook)\./.test(message.from[0]?.address ?? "") &&
    /^complaint about message from/i.test(message.subject);
  const returned = isReport ? returnedLetter(parts) : null;
  if (returned === null) return null;
  const recipient = headerOf(returned, "x-hmxmroriginalrecipient") ?? headerOf(returned, "to");
  return {
    type: "abuse",
    originalRecipient: addressIn(recipient),
    returnedMessageId: readMessageIds(headerOf(returned, "message-id") ?? "")[0] ?? null,
    originalPath: addressIn(headerOf(returned, "return-path")),
  };
}

/** The letter, or what is left of its head. */
function returnedLetter(parts: MimePart[]): MimePart | null {
  const enclosed = parts.find((part) => part.mediaType === "message/rfc822" && part.parts.length > 0);
  if (enclosed !== undefined) return enclosed.parts[0] ?? null;
  const head = parts.find((part) => /^(?:text|message)\/rfc822-?headers?$/.test(part.mediaType));
  return head === undefined ? null : readMimeTree(Buffer.from(head.body, "latin1"), []);
}

function headerOf(part: MimePart | null, name: string): string | null {
  return part === null ? null : partHeader(part, name);
}

function addressIn(value: string | null): string | null {
  const address = value === null ? undefined : readAddresses(value)[0]?.address;
  return address?.includes("@") === true ? address : null;
}
