import { setImmediate as nextTurn } from "node:timers/promises";

import { config } from "#app/lib/config.ts";
import { now } from "#app/lib/clock.ts";
import { keepAttachments, type KeptAttachments } from "#app/models/attachment/keep.ts";
import { fingerprintOf } from "#app/models/inbound-message/fingerprint.ts";
import { tidyAddress } from "#app/models/person.ts";
import { contentOf, type NewPost } from "#app/models/post.ts";
import { parseMessage, type MailAddress, type ReadMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import type { Community } from "#prisma/generated/client.ts";

export type SkipReason = "no-author" | "no-words" | "machine" | "cannot-be-read";

/** One message of an archive, as far as it matters for its post. */
export interface Archived {
  raw: Uint8Array;
  fingerprint: string;
  recipient: string;
  author: { name: string; address: string };
  messageId: string | null;
  /** What it answers, the nearest first. */
  answers: readonly string[];
  subject: string;
  at: Date;
  words: Pick<NewPost, "text" | "html" | "folded">;
  /** Files are kept only for what is filed. */
  keepFiles: () => Promise<KeptAttachments>;
}

/** A message, or why it is left out. */
export async function readArchived(
  community: Community,
  raw: Uint8Array | null,
): Promise<Archived | SkipReason> {
  if (raw === null || raw.byteLength === 0) return "cannot-be-read";
  // An archive is long; others are spoken to between two messages.
  await nextTurn();
  const message = await parseMessage(raw);
  const { mailDomain } = config();
  const { kind } = sortMail(message, { domain: mailDomain, listIds: [`${community.slug}.${mailDomain}`] });
  if (kind !== "person" && kind !== "list" && kind !== "loop" && kind !== "calendar") return "machine";

  const author = authorIn(message);
  if (!author) return "no-author";
  const reply = readReply(message);
  const text = reply.text.replaceAll("\0", "");
  if (text.trim() === "" && message.attachments.length === 0) return "no-words";

  const recipient = `${community.slug}@${mailDomain}`;
  return {
    raw,
    fingerprint: await fingerprintOf(recipient, raw),
    recipient,
    author,
    messageId: clean(message.messageId),
    answers: [...new Set([...message.inReplyTo, ...message.references.toReversed()])].slice(0, 40),
    subject: clean(message.subject) ?? "",
    at: dateOf(message),
    words: contentOf({
      text,
      html: clean(reply.html),
      folded: reply.spans.flatMap((span) =>
        span.kind === "new" || span.text.trim() === ""
          ? []
          : [{ kind: span.kind, text: span.text.replaceAll("\0", "") }],
      ),
    }),
    keepFiles: () => keepAttachments(message),
  };
}

/** A list that writes in its own name ("Ana via Potters") has the author in Reply-To. */
function authorIn({ from, replyTo }: ReadMessage): Archived["author"] | null {
  const [written] = from;
  const via = / via /i.exec(written?.name ?? "");
  const author: MailAddress | undefined = via && replyTo[0] ? replyTo[0] : written;
  const address = author ? tidyAddress(author.address) : null;
  if (address === null) return null;
  const name = via ? (written?.name ?? "").slice(0, via.index) : (author?.name ?? "");
  return { address, name: name.trim() || (address.split("@")[0] ?? address) };
}

/** Nothing was written in the future, or before there was mail. */
function dateOf({ date }: ReadMessage): Date {
  const at = date ?? now();
  return at > now() || at.getUTCFullYear() < 1980 ? now() : at;
}

function clean(text: string | null): string | null {
  return text === null ? null : text.replaceAll("\0", "");
}
