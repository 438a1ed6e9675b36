import { config } from "#app/lib/config.ts";
import { communityById } from "#app/models/community.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import type { Reading } from "#app/models/inbound-message.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";
import { readReply, type ReplyText } from "#emails/reading/reply-text.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import { readAddress, type ReadAddress } from "#emails/writing/addresses.ts";
import { type Read, readLetter } from "#jobs/reading/read-apart.ts";
import type { Community, InboundMessage } from "#prisma/generated/client.ts";

/** A message with everything that its bytes tell; nothing is decided yet. */
export interface Letter {
  inbound: InboundMessage;
  /** null: written to the house itself (the return path of a sign-in letter). */
  community: Community | null;
  address: ReadAddress | null;
  message: ReadMessage;
  kind: MailKind;
  reply: ReplyText;
  /** A person looked at it and let it pass: the gates that doubt are open. */
  released: boolean;
  /** What is kept of reading it; who stands by the sender is added when that is asked. */
  reading: Reading;
}

export async function openLetter(inbound: InboundMessage): Promise<Letter> {
  const { mailDomain } = config();
  const community = inbound.communityId === null ? null : await communityById(inbound.communityId);
  const released = isReleased(inbound);
  const listIds = community ? [`${community.slug}.${mailDomain}`] : [];
  const read = await readLetter(inbound.raw, { domain: mailDomain, listIds });
  const { message, reply } = asEdited(read, inbound.editedText);
  return {
    inbound,
    community,
    address: readAddress(inbound.recipient, mailDomain),
    message,
    kind: released ? { kind: "person" } : read.kind,
    reply,
    released,
    reading: { facts: factsOf(message, reply), authentication: null },
  };
}

function factsOf(message: ReadMessage, reply: ReplyText): Reading["facts"] {
  const [sender] = message.from;
  return {
    fromAddress: cut(sender?.address, 320),
    fromName: cut(sender?.name, 200),
    subject: cut(withoutTokens(message.subject), 500),
    messageId: cut(message.messageId, 998),
    preview: cut(withoutTokens(reply.text.slice(0, 2_000)).replaceAll(/\s+/g, " "), 300),
  };
}

/** Whoever let it pass may have edited the new words: those are read then, and what was there is folded away. */
function asEdited({ message, reply }: Read, text: string | null): Pick<Letter, "message" | "reply"> {
  if (text === null) return { message, reply };
  const edited = { ...message, text, html: null };
  const before = reply.spans.map((span) =>
    span.kind === "new" ? { ...span, kind: "unedited" as const } : span,
  );
  const now = readReply(edited);
  return { message: edited, reply: { ...now, dialect: reply.dialect, spans: [...now.spans, ...before] } };
}

function isReleased({ outcome }: InboundMessage): boolean {
  return (
    Array.isArray(outcome) && outcome.some((each) => (each as { kind?: unknown } | null)?.kind === "released")
  );
}

/** What the database can keep, and a list can show. */
function cut(text: string | null | undefined, most: number): string | null {
  return text
    ? text
        .replaceAll("\0", "")
        .slice(0, most)
        .replace(/[\uD800-\uDBFF]$/, "")
    : null;
}
