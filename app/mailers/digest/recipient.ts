import { links } from "#app/lib/links.ts";
import type { LetterCommunity, LetterMember } from "#app/models/delivery/facts.ts";
import type { EditionRow, FrozenHead, FrozenItem } from "#app/models/digest/edition.ts";
import { memberToken } from "#app/models/membership/links.ts";
import type { CompiledDigest, DigestRecipient } from "#emails/templates/digest.ts";
import { knownLocale } from "../locale.ts";
import { memberFooter, replyAddress } from "../letter.ts";
import { shownPosts, viewIdOf } from "./views.ts";
import type { CompiledEdition } from "./compiled-editions.ts";

/** One member's side of an edition: what of it is theirs, and their own addresses. */
export function digestRecipient(
  { community, member }: { community: LetterCommunity; member: LetterMember },
  { digest, items }: Pick<EditionRow, "digest" | "items">,
  { compiled, contents }: { compiled: CompiledDigest } & Pick<CompiledEdition, "contents">,
  way: {
    to: DigestRecipient["to"];
    envelopeFrom: string;
    head: FrozenHead;
    frozen: readonly FrozenItem[];
    openingId: string | null;
    at: Date;
  },
): DigestRecipient {
  // Numbers are places: what is gone since keeps none, and answers go by the addresses of those that are left.
  const there = compiled.places.items;
  const told = way.frozen
    .map((frozen) => ({ frozen, viewId: viewIdOf(frozen) }))
    .filter(({ viewId }) => there.has(viewId));
  const itemByView = new Map(told.map(({ frozen, viewId }) => [viewId, items.get(frozen.itemId)]));
  const answers = new Map(told.map(({ frozen, viewId }) => [viewId, frozen.answer ?? null]));
  const numberOf = (viewId: string) => itemByView.get(viewId)?.number ?? 0;

  return {
    memberNumber: member.number,
    keyVersion: member.person.keyVersion,
    name: member.name,
    to: way.to,
    locale: knownLocale(member.locale),
    timeZone: member.timeZone,
    openingId: compiled.edition.openings.find(({ id }) => id === way.openingId)?.id ?? null,
    isFirst: way.head.introduces === true,
    selection: told.map(({ frozen, viewId }) => ({
      itemId: viewId,
      postIds: shownPosts(frozen.postIds, contents),
    })),
    replyAddress: replyAddress(community, member, "digest", digest.number, way.at),
    itemAddress: once((viewId) => replyAddress(community, member, "item", numberOf(viewId), way.at)),
    itemAnswerUrl: once((viewId) => links.answer(memberToken(member, "answer", numberOf(viewId)))),
    rsvpUrl: (viewId) => {
      const event = contents.events.get(itemByView.get(viewId)?.eventId ?? "");
      return links.rsvp(memberToken(member, "rsvp", event?.number ?? 0));
    },
    rsvpAnswer: (viewId) => answers.get(viewId) ?? null,
    ...memberFooter(community, member, way.at),
    envelopeFrom: way.envelopeFrom,
    joinedAt: member.joinedAt ?? member.createdAt,
  };
}

/** Asked for each time that the letter is tried for its length; sealing is what costs. */
function once(write: (viewId: string) => string): (viewId: string) => string {
  const written = new Map<string, string>();
  return (viewId) => {
    const known = written.get(viewId) ?? write(viewId);
    written.set(viewId, known);
    return known;
  };
}
