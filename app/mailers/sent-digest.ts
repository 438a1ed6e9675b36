import { initials } from "#app/lib/names.ts";
import { letterFacts } from "#app/models/delivery/facts.ts";
import { digestAsSent, type SentItem } from "#app/models/digest.ts";
import { editionsById, frozenHead, frozenItems, frozenOpening } from "#app/models/digest/edition.ts";
import type { SentDigest } from "#emails/reading/digest-answers.ts";
import { composeDigest } from "#emails/templates/digest.ts";
import { compileEdition } from "./digest/compiled-editions.ts";
import { digestRecipient } from "./digest/recipient.ts";
import { knownLocale } from "./locale.ts";

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
  const row = sent && (await editionsById([digestId])).get(digestId);
  const [facts] = sent ? await letterFacts([sent.delivery]) : [];
  const { community, member } = facts ?? {};
  if (!sent || !row || !community || !member) return null;

  const frozen = frozenItems(sent.delivery.facts);
  const openingId = frozenOpening(sent.delivery.facts, row.digest);
  const told = { items: frozen, openingIds: openingId === null ? [] : [openingId] };
  const edition = await compileEdition(community, row, told, { asItWas: true });
  const compiled = await edition.in(knownLocale(member.locale));
  const at = sent.delivery.createdAt;
  const recipient = digestRecipient(
    { community, member },
    row,
    { compiled, contents: edition.contents },
    {
      to: { name: member.name, address: sent.delivery.address },
      envelopeFrom: "",
      head: frozenHead(sent.delivery.facts),
      frozen,
      openingId,
      at,
    },
  );
  const letter = composeDigest(compiled, recipient, at);

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
