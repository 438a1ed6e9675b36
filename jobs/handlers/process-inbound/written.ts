import { mailProgram } from "#emails/reading/mail-program.ts";
import type { NewPost } from "#app/models/post.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { KeptAttachments } from "#app/models/attachment/keep.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

/** What every post that came by mail has in common. */
export function writtenBy(
  { inbound, message, reply }: Letter,
  author: Author,
  { kept }: KeptAttachments,
): Omit<NewPost, "threadId" | "text" | "html"> {
  return {
    communityId: author.communityId,
    authorId: author.id,
    folded: reply.spans.flatMap(({ kind, text }) =>
      kind === "new" || text.trim() === "" ? [] : [{ kind, text: plain(text) }],
    ),
    source: "mail",
    client: mailProgram(message) ?? clients[reply.dialect ?? ""] ?? null,
    inboundMessageId: inbound.id,
    attachments: kept,
  };
}

/** The new words, or nothing but attachments. What is neither is looked at by a person: never filed empty, never lost. */
export function newWords(
  { reply }: Letter,
  { kept }: KeptAttachments,
): { text: string; html: string | null } {
  const text = plain(reply.text);
  if (text.trim() === "" && kept.length === 0) throw new Rejection("no-new-words");
  return { text, html: reply.html === null ? null : plain(reply.html) };
}

/** PostgreSQL's text takes no NUL. */
export function plain(text: string): string {
  return text.replaceAll("\0", "");
}

/** Where the headers say nothing, the way of quoting does. */
const clients: Record<string, string> = {
  gmail: "Gmail",
  outlook: "Outlook",
  yahoo: "Yahoo Mail",
  zimbra: "Zimbra",
};
