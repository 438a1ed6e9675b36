import { links } from "#app/lib/links.ts";
import type { LetterCommunity, LetterMember } from "#app/models/delivery/facts.ts";
import type { EditionRow, FrozenHead, FrozenItem } from "#app/models/digest/edition.ts";
import { keyVersionOf } from "#app/models/membership/key-version.ts";
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
  const { selection, itemByView, answers } = tellingOf(way.frozen, { items, compiled, contents });
  const numberOf = (viewId: string) => itemByView.get(viewId)?.number ?? 0;

  return {
    memberNumber: member.number,
    keyVersion: keyVersionOf(member),
    name: member.name,
    to: way.to,
    locale: knownLocale(member.locale),
    timeZone: member.timeZone,
    openingId: compiled.edition.openings.find(({ id }) => id === way.openingId)?.id ?? null,
    isFirst: way.head.introduces === true,
    selection,
    replyAddress: replyAddress(community, member, "digest", digest.number, way.at),
    itemAddress: (viewId) => replyAddress(community, member, "item", numberOf(viewId), way.at),
    itemAnswerUrl: (viewId) => links.answer(memberToken(member, "answer", numberOf(viewId), way.at)),
    rsvpUrl: (viewId) => {
      const event = contents.events.get(itemByView.get(viewId)?.eventId ?? "");
      return links.rsvp(memberToken(member, "rsvp", event?.number ?? 0, way.at));
    },
    rsvpAnswer: (viewId) => answers.get(viewId) ?? null,
    ...memberFooter(community, member, way.at),
    envelopeFrom: way.envelopeFrom,
    joinedAt: member.joinedAt ?? member.createdAt,
  };
}

/** What of an edition is told, in the words of its compiled form. */
interface Telling {
  selection: DigestRecipient["selection"];
  itemByView: ReadonlyMap<string, ReturnType<EditionRow["items"]["get"]>>;
  answers: ReadonlyMap<string, FrozenItem["answer"] | null>;
}

interface Told extends Pick<EditionRow, "items">, Pick<CompiledEdition, "contents"> {
  compiled: CompiledDigest;
}

/** Of each edition so many are kept as were met last: members who are told the same share one, and its letter. */
const KEPT = 16;
const keys = new WeakMap<readonly FrozenItem[], string>();
const tellings = new WeakMap<CompiledDigest, Map<string, Telling>>();

function tellingOf(frozen: readonly FrozenItem[], told: Told): Telling {
  const kept = tellings.get(told.compiled) ?? new Map<string, Telling>();
  tellings.set(told.compiled, kept);
  const key = keys.get(frozen) ?? JSON.stringify(frozen);
  keys.set(frozen, key);
  const telling = kept.get(key) ?? readTelling(frozen, told);
  kept.delete(key);
  kept.set(key, telling);
  if (kept.size > KEPT) for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return telling;
}

function readTelling(frozen: readonly FrozenItem[], { items, compiled, contents }: Told): Telling {
  // Numbers are places: what is gone since keeps none, and answers go by the addresses of those that are left.
  const there = compiled.places.items;
  const told = frozen
    .map((one) => ({ one, viewId: viewIdOf(one) }))
    .filter(({ viewId }) => there.has(viewId));
  return {
    selection: told.map(({ one, viewId }) => ({
      itemId: viewId,
      postIds: shownPosts(one.postIds, contents),
    })),
    itemByView: new Map(told.map(({ one, viewId }) => [viewId, items.get(one.itemId)])),
    answers: new Map(told.map(({ one, viewId }) => [viewId, one.answer ?? null])),
  };
}
