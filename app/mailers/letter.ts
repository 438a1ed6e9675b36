import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { addressKey } from "#app/lib/keys.ts";
import type { Delivery } from "#app/models/delivery.ts";
import type { LetterCommunity, LetterFacts, LetterMember } from "#app/models/delivery/facts.ts";
import { keyVersionOf } from "#app/models/membership/key-version.ts";
import { preferencesUrl, unsubscribeUrl } from "#app/models/membership/links.ts";
import { composeLetter, type Envelope } from "#emails/templates/compose.ts";
import type { Draft } from "#emails/templates/draft.ts";
import type { LetterProps, MemberFooter } from "#emails/templates/letter-props.ts";
import { type ReplyTargetKind, writeReplyAddress } from "#emails/writing/addresses.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";
import { writeMessage } from "#emails/writing/mime.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { communityLook, communitySlug } from "./community-look.ts";
import { knownLocale } from "./locale.ts";

/** A letter ready for the transport, or the reason why it is not sent after all (what it was about is gone). */
export type Composition = ComposedLetter | { cancelled: string };

export interface ComposedLetter {
  envelope: { from: string; to: string };
  readonly raw: Buffer;
  /** The same bytes where most of them are shared with other letters: whoever can sends these, and joins nothing. */
  readonly pieces?: readonly Buffer[];
  messageId: string;
}

/**
 * Facts → letters, for one kind. Gets all deliveries of a batch that are of its kind and reads what they need in
 * bulk (`letterFacts` and its own facts): a constant number of queries. Each delivery must be answered, by its id.
 */
export type Mailer = (deliveries: readonly Delivery[]) => Promise<Map<string, Composition>>;

/** What a letter's way is besides its template. */
export interface LetterTurns {
  /** The receiver's name beside the address, where there is no member to take it from. */
  toName?: string;
  /** Where an answer goes: the community's address when left out, null for nowhere of its own. */
  replyTo?: string | null;
  inReplyTo?: string | null;
  references?: string[];
}

/** A template's draft → bytes and envelope, with every header that its kind must have. */
export async function finishLetter(
  facts: LetterFacts,
  draft: Draft,
  turns: LetterTurns = {},
): Promise<Composition> {
  const letter = await composeLetter(draft, envelopeFor(facts, turns));
  return {
    envelope: { from: letter.envelopeFrom, to: letter.to.address },
    raw: writeMessage(letter),
    messageId: letter.messageId,
  };
}

/** Where this delivery's letter goes, and by which id it is known: for `composeLetter` or the digest's own writer. */
export function envelopeFor({ delivery, community, member }: LetterFacts, turns: LetterTurns = {}): Envelope {
  const ownAddress = community && `${community.slug}@${config().mailDomain}`;
  return {
    to: { name: turns.toName ?? member?.name ?? "", address: delivery.address },
    replyTo: turns.replyTo === undefined ? ownAddress : turns.replyTo,
    envelopeFrom: returnPath(delivery, communitySlug(community)),
    messageId: messageIdOf(delivery),
    inReplyTo: turns.inReplyTo ?? null,
    references: turns.references ?? [],
    date: now(),
  };
}

/** Community, language and clock: what every template asks for. */
export function letterProps({ community, member }: Pick<LetterFacts, "community" | "member">): LetterProps {
  return {
    community: communityLook(community),
    locale: knownLocale(member?.locale ?? community?.locale ?? "en"),
    timeZone: member?.timeZone ?? community?.timeZone ?? "UTC",
  };
}

/** Why a member gets letters, and the ways to change it. `at`: when the letter was written, which its addresses say. */
export function memberFooter(
  community: LetterCommunity,
  member: LetterMember,
  at: Date = now(),
): MemberFooter {
  const stop = replyAddress(community, member, "unsubscribe", member.number, at);
  return {
    joinedAt: member.joinedAt,
    preferencesUrl: preferencesUrl(member, at),
    unsubscribeUrl: unsubscribeUrl(member, at),
    unsubscribeMailto: `mailto:${stop}?subject=stop`,
  };
}

/** `slug+token@domain`: genuine only for this member and this target. */
export function replyAddress(
  { slug }: Pick<LetterCommunity, "slug">,
  member: LetterMember,
  kind: ReplyTargetKind,
  target: number,
  at: Date = now(),
): string {
  return writeReplyAddress({
    key: addressKey(),
    keyVersion: keyVersionOf(member),
    slug,
    domain: config().mailDomain,
    kind,
    issuedDay: dayNumber(at),
    member: member.number,
    target,
  });
}

/** Where somebody who may not write to all can write to: those who look after the community. */
export function ownersAddress({ slug }: Pick<LetterCommunity, "slug">): string {
  return `${slug}+owner@${config().mailDomain}`;
}

/** Deterministic: the same letter to the same address has the same id, however often it is composed. */
export function messageIdOf({ letterKey, address }: Pick<Delivery, "letterKey" | "address">): string {
  return writeMessageId(letterKey, address.toLowerCase(), config().mailDomain);
}

/** Bounces come back here (VERP). It belongs to one delivery and to no member: member 0, key version 1. */
function returnPath(delivery: Delivery, slug: string): string {
  return writeReplyAddress({
    key: addressKey(),
    keyVersion: 1,
    slug,
    domain: config().mailDomain,
    kind: "delivery",
    issuedDay: dayNumber(now()),
    member: 0,
    target: delivery.number,
  });
}
