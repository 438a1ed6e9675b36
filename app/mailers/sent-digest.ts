import { initials } from "#app/lib/names.ts";
import { digestAsSent, type SentItem } from "#app/models/digest.ts";
import type { SentDigest } from "#emails/reading/digest-answers.ts";
import { readDigests } from "./digest/as-sent.ts";

/** The digest as one member got it, for reading their answer, and where an answer to each item goes. */
export interface AnswerableDigest extends SentDigest {
  digestId: string;
  /** The digest's own thread, for general remarks. */
  threadId: string | null;
  targets: Record<number, SentItem>;
}

/**
 * What this member was sent, word for word, reproduced from what was frozen: also what was taken back since, for it
 * may be quoted. Null when they were not sent this digest.
 */
export async function sentDigestOf(membershipId: string, digestId: string): Promise<AnswerableDigest | null> {
  const sent = await digestAsSent(membershipId, digestId);
  const read = sent && (await readDigests([sent.delivery])).get(sent.delivery.id);
  if (!sent || !read) return null;
  const { letter, recipient } = read;

  return {
    digestId,
    threadId: sent.digest.threadId,
    text: letter.text,
    html: letter.html,
    items: sent.items.map((item, place) => {
      const viewId = recipient.selection[place]?.itemId ?? "";
      return {
        number: item.number,
        code: String(item.number),
        title: item.title,
        text: [item.story, ...item.posts.flatMap(({ author, text }) => [initials(author), author, text])]
          .filter((words) => words !== "")
          .join("\n\n"),
        addresses: viewId === "" ? [] : [recipient.itemAddress(viewId)],
        htmlId: `item-${item.number}`,
      };
    }),
    targets: Object.fromEntries(sent.items.map((item) => [item.number, item])),
  };
}
