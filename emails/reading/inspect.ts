import { readDeliveryReport } from "#emails/reading/delivery-status.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply, readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";

/** One case of the scorer's protocol: `{id, kind}` and the file's bytes to one answer. Kinds it does not know are said so. */
// eslint-disable-next-line @typescript-eslint/require-await -- the same promise as parseMessage gives
export async function inspectCase(request: { id: string; kind: string }, bytes: Uint8Array): Promise<object> {
  const { id } = request;
  switch (request.kind) {
    case "text-reply":
      return { id, reply: readReplyText(new TextDecoder().decode(bytes)).text };
    case "html-reply":
      return { id, reply: readReplyHtml(new TextDecoder().decode(bytes)).text };
    case "eml-reply":
      return { id, reply: readReply(readMessage(bytes)).text };
    case "bounce":
      return { id, bounce: bounceAnswer(bytes) };
    case "autoreply":
      return { id, autoreply: sortMail(readMessage(bytes), nobody).kind === "auto-reply" };
    case "robust":
      return { id, ...robustAnswer(bytes) };
    default:
      return { id, unsupported: true };
  }
}

/** A scorer has no community; nothing is ours. */
const nobody = { domain: "invalid", listIds: [] };

function bounceAnswer(bytes: Uint8Array): object {
  const report = readDeliveryReport(readMessage(bytes));
  if (report === null) return { is_bounce: false, recipients: [] };
  return {
    is_bounce: true,
    recipients: report.recipients.map((each) => ({
      address: each.address,
      permanent: each.stated === "permanent",
      outcome: each.outcome,
      status: each.status,
      reason: each.reason,
    })),
  };
}

/** The whole way, as a received message goes it. */
function robustAnswer(bytes: Uint8Array): object {
  const message = readMessage(bytes);
  return {
    sort: sortMail(message, nobody).kind,
    reply: readReply(message).text.length,
    defects: message.defects,
  };
}
