import { readAddresses, readMessageIds } from "#emails/reading/header-values.ts";
import { allParts } from "#emails/reading/mime-tree.ts";
import { fieldOf } from "#emails/reading/report-fields.ts";
import { partsOf, type ReadMessage } from "#emails/reading/parse-message.ts";

/** "Your message was displayed" (RFC 8098). */
export interface ReadReceipt {
  /** displayed, deleted, dispatched, processed, denied, failed; null when it is not told. */
  disposition: string | null;
  /** A program answered by itself. */
  automatic: boolean;
  recipient: string | null;
  originalMessageId: string | null;
}

/** Null when the message is no receipt. */
export function readReceipt(message: ReadMessage): ReadReceipt | null {
  const root = partsOf(message);
  if (root === null) return null;
  const told = allParts(root).find((part) => part.mediaType === "message/disposition-notification");
  if (told === undefined && !/disposition-notification/i.test(root.parameters["report-type"] ?? ""))
    return null;

  const field = (name: string) => fieldOf(told?.body ?? "", name);
  const disposition = field("Disposition") ?? "";
  return {
    disposition: /;\s{0,5}([a-z-]{1,40})/i.exec(disposition)?.[1]?.toLowerCase() ?? null,
    automatic: /automatic-action|sent-automatically/i.test(disposition),
    recipient:
      readAddresses((field("Final-Recipient") ?? "").replace(/^[\w-]{1,20}\s?;/, ""))[0]?.address ?? null,
    originalMessageId: readMessageIds(field("Original-Message-ID") ?? "")[0] ?? null,
  };
}
