import { createHash } from "node:crypto";
import { now } from "#app/lib/clock.ts";
import { groupBy } from "#app/lib/group-by.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { type LetterCommunity, letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import { newsletterForLetters } from "#app/models/newsletter.ts";
import {
  type CompiledNewsletter,
  compileNewsletter,
  type NewsletterEdition,
  writeNewsletterMessage,
} from "#emails/templates/newsletter.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { factId } from "./compose-each.ts";
import { type Composition, envelopeFor, memberFooter, ownersAddress } from "./letter.ts";
import { knownLocale } from "./locale.ts";
import { newsletterEdition } from "./newsletter/edition.ts";

/** Newsletters: what they may tell is read anew for each batch, and drawn again only when that has changed. */
export async function composeNewsletters(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const facts = await letterFacts(deliveries);

  const composed = new Map<string, Composition>();
  for (const [id, letters] of groupBy(facts, ({ delivery }) => factId(delivery, "newsletterId"))) {
    const community = letters[0]?.community ?? null;
    for (const [deliveryId, one] of await composeIssue(community, id, letters)) composed.set(deliveryId, one);
  }
  return composed;
}

async function composeIssue(
  community: LetterCommunity | null,
  id: string,
  letters: readonly LetterFacts[],
): Promise<[string, Composition][]> {
  const newsletter = community && (await newsletterForLetters(community.id, id));
  const why = reasonNotTo(community, newsletter);
  if (!community || !newsletter || why !== null)
    return letters.map(({ delivery }) => [delivery.id, { cancelled: why ?? "the newsletter is gone" }]);

  const editionIn = (locale: Locale) =>
    newsletterEdition(community, { key: newsletter.id, ...newsletter }, newsletter.items, locale);
  return Promise.all(letters.map((letter) => composeOne(community, letter, editionIn)));
}

/** Why an issue is not sent after all; null when it is. */
function reasonNotTo(
  community: LetterCommunity | null,
  newsletter: Awaited<ReturnType<typeof newsletterForLetters>>,
): string | null {
  if (!community || !newsletter) return "the newsletter is gone";
  if (newsletter.status !== "issued") return "the newsletter was stopped";
  if (!community.publicHome) return "the community shows itself to nobody now";
  return newsletter.items.length === 0 && newsletter.opening === "" ? "all of it was taken back" : null;
}

async function composeOne(
  community: LetterCommunity,
  letter: LetterFacts,
  editionIn: (locale: Locale) => NewsletterEdition,
): Promise<[string, Composition]> {
  const { delivery, member } = letter;
  if (member?.status !== "active" || member.role !== "follower")
    return [delivery.id, { cancelled: "they do not follow now" }];

  const locale = knownLocale(member.locale);
  const compiled = await compiledOnce(editionIn(locale), locale);
  const envelope = envelopeFor(letter);
  const { joinedAt: since, ...ways } = memberFooter(community, member);
  const { to, envelopeFrom, messageId } = envelope;
  const recipient = { to, envelopeFrom, messageId, since, replyTo: ownersAddress(community), ...ways };
  return [
    delivery.id,
    {
      envelope: { from: envelopeFrom, to: delivery.address },
      raw: writeNewsletterMessage(compiled, recipient, now()),
      messageId,
    },
  ];
}

const KEPT = 8;
const kept = new Map<string, Promise<CompiledNewsletter>>();

/** The same words in the same language are drawn once; a thing that was taken back meanwhile makes other words. */
function compiledOnce(edition: NewsletterEdition, locale: Locale): Promise<CompiledNewsletter> {
  const name = createHash("sha256")
    .update(JSON.stringify([locale, edition]))
    .digest("base64url");
  const known = kept.get(name);
  if (known) return known;
  const drawn = compileNewsletter(edition, locale);
  kept.set(name, drawn);
  drawn.catch(() => kept.delete(name));
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return drawn;
}
