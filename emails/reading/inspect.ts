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
    default:
      return { id, unsupported: true };
  }
}
