import { readAddresses, readMessageIds } from "#emails/reading/header-values.ts";
import { allParts, partHeader, type MimePart } from "#emails/reading/mime-tree.ts";
import { partsOf, type ReadMessage } from "#emails/reading/parse-message.ts";

/** A complaint (ARF, RFC 5965): someone pressed "this is spam", or left by the provider's button. */
export interface FeedbackReport {
  /** abuse, fraud, virus, not-spam, opt-out, auth-failure, other. */
  type: string;
  /** Who complained, where the provider tells. */
  originalRecipient: string | null;
  returnedMessageId: string | null;
}

/** Null when the message is no feedback report. */
export function readFeedbackReport(message: ReadMessage): FeedbackReport | null {
  const root = partsOf(message);
  if (root === null) return null;
  const parts = allParts(root);
  const report = parts.find((part) => part.mediaType === "message/feedback-report");
  if (report === undefined) return null;
  const field = (name: string) =>
    new RegExp(`^${name}[ \\t]{0,5}:[ \\t]{0,20}(.{1,500})$`, "im").exec(report.body)?.[1]?.trim() ?? null;
  const returned = parts.find(
    (part) => part !== root && part.headers.length > 0 && partHeader(part, "message-id") !== null,
  );
  return {
    type: (field("Feedback-Type") ?? "other").toLowerCase(),
    originalRecipient:
      addressIn(field("Original-Rcpt-To")) ??
      addressIn(returned === undefined ? null : partHeader(returned, "to")),
    returnedMessageId: messageIdOf(returned, parts),
  };
}

function addressIn(value: string | null): string | null {
  return value === null ? null : (readAddresses(value)[0]?.address ?? null);
}

function messageIdOf(returned: MimePart | undefined, parts: MimePart[]): string | null {
  const headers = parts.find((part) => part.mediaType === "text/rfc822-headers");
  const written =
    returned === undefined
      ? /^message-id[ \t]{0,5}:[^\n]{0,998}/im.exec(headers?.body ?? "")?.[0]
      : partHeader(returned, "message-id");
  return readMessageIds(written ?? "")[0] ?? null;
}
