import { config } from "#app/lib/config.ts";
import { addressKey } from "#app/lib/keys.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { inquiriesById, inquiryMessagesById, inquiryUrl, type LetterInquiry } from "#app/models/inquiry.ts";
import { inquiry as inquiryLetter, type InquiryProps } from "#emails/templates/inquiry.ts";
import { writeReplyAddress } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { composeForCommunities, factId, type CommunityFacts } from "./compose-each.ts";
import { finishLetter, letterProps, messageIdOf, type Composition } from "./letter.ts";
import { knownLocale } from "./locale.ts";

/**
 * What one side of a talk wrote, to the other: a letter of ours through and through. Nothing of the message that it came
 * in is in it but its new words: no header, no Message-ID, no address, no name but the one they chose.
 */
export async function composeInquiries(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const [inquiries, messages] = await Promise.all([
    inquiriesById(deliveries.map((delivery) => factId(delivery, "inquiryId"))),
    inquiryMessagesById(deliveries.map((delivery) => factId(delivery, "inquiryMessageId"))),
  ]);

  return composeForCommunities(deliveries, (facts) => {
    const inquiry = inquiries.get(factId(facts.delivery, "inquiryId"));
    const message = messages.get(factId(facts.delivery, "inquiryMessageId"));
    if (!inquiry || message?.inquiryId !== inquiry.id) return { cancelled: "the talk is gone" };
    if (inquiry.state === "blocked") return { cancelled: "one side wants no more of it" };

    const toMaker = message.side === "asker";
    const draft = inquiryLetter({
      ...letterProps(facts),
      ...readerOf(facts, inquiry, toMaker),
      direction: toMaker ? "to-maker" : "to-customer",
      writer: toMaker ? inquiry.askerName : inquiry.maker.name,
      written: message.text,
      filesLeftOut: message.filesLeftOut,
      showcase: shownIn(facts, inquiry),
      blockUrl: inquiryUrl(inquiry, toMaker ? "maker" : "asker"),
    });
    return finishLetter(facts, draft, {
      toName: toMaker ? inquiry.maker.name : inquiry.askerName,
      replyTo: replyAddressOf(facts, inquiry, toMaker),
      ...threadOf(facts, inquiry, message),
    });
  });
}

function readerOf(
  { community }: CommunityFacts,
  { maker, locale, timeZone }: LetterInquiry,
  toMaker: boolean,
) {
  return toMaker
    ? { locale: knownLocale(maker.locale), timeZone: maker.timeZone }
    : { locale: knownLocale(locale), timeZone: timeZone ?? community.timeZone };
}

/** One for each side, sealed under the talk's own version: it names no member to the asker. */
function replyAddressOf({ community }: CommunityFacts, inquiry: LetterInquiry, toMaker: boolean): string {
  return writeReplyAddress({
    key: addressKey(),
    keyVersion: inquiry.keyVersion,
    slug: community.slug,
    domain: config().mailDomain,
    kind: "inquiry",
    issuedDay: dayNumber(inquiry.createdAt),
    member: toMaker ? inquiry.maker.number : 0,
    target: inquiry.number,
  });
}

/** The letters that this side got before, so that its mail program shows one conversation. */
function threadOf(
  { delivery }: CommunityFacts,
  { messages }: LetterInquiry,
  { id, side }: { id: string; side: string },
) {
  const earlier = messages
    .slice(
      0,
      messages.findIndex((each) => each.id === id),
    )
    .filter((each) => each.side === side)
    .map((each) => messageIdOf({ letterKey: `inquiry:${each.id}`, address: delivery.address }));
  const last = earlier.at(-1);
  return last === undefined ? {} : { inReplyTo: last, references: earlier.slice(-20) };
}

function shownIn({ community }: CommunityFacts, { showcase }: LetterInquiry): InquiryProps["showcase"] {
  if (!showcase) return null;
  const [photo] = showcase.photos;
  const { width, height } = photo?.blob ?? {};
  return {
    title: showcase.title,
    url: links.publicThing(community.slug, "showcases", showcase),
    photo:
      photo && width && height
        ? { url: links.photo(photo.blobId, 1200), width, height, alt: photo.alt || showcase.title }
        : null,
  };
}
