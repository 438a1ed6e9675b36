import type { Face, Picture } from "#emails/templates/kit/blocks.ts";
import { writeReplyAddress } from "#emails/writing/addresses.ts";
import type { CommunityLook, LetterProps, MemberFooter } from "#emails/templates/letter-props.ts";

/** The people and places of the samples: previews, the contact sheet and the tests all read these. */
export const kilnCircle: CommunityLook = {
  name: "Kiln Circle",
  slug: "kiln",
  accent: "#a4502f",
  logo: { url: "https://letters.example/media/logo-kiln.jpg", width: 320, height: 320 },
  domain: "letters.example",
  webUrl: "https://letters.example",
  homeUrl: "https://letters.example/kiln",
  archiveUrl: "https://letters.example/kiln/archive",
  postalAddress: "Kiln Circle, 4 Potters Row\nBristol BS1 4ND",
  locale: "en",
};

export const longNamedGuild: CommunityLook = {
  ...kilnCircle,
  name: "The Worshipful Guild of Hand Printers, Binders & Marblers",
  slug: "printers-and-marblers",
  accent: "#2f6f4f",
  logo: { url: "https://letters.example/media/logo-guild.jpg", width: 640, height: 200 },
  postalAddress: null,
};

/** A pale accent, which must be darkened before anyone can read it. */
export const paleBakers: CommunityLook = {
  ...kilnCircle,
  name: "Brød",
  slug: "brod",
  accent: "#f4d35e",
  logo: null,
  postalAddress: null,
};

/** An accent so dark that it must be lightened at night. */
export const inkMakers: CommunityLook = {
  ...kilnCircle,
  name: "Ink & Iron",
  slug: "ink-iron",
  accent: "#10131f",
  logo: null,
  postalAddress: null,
};

/** Long enough to be real, and the same every time. */
export const token = (letter: string): string => `2${letter.repeat(2)}4w8am7nn5jq8zbscnkv75j4jc0`;

/** A genuine address, sealed with a key that is no secret. */
export function replyAddress(about: string, slug = kilnCircle.slug): string {
  const target =
    Array.from(about).reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) % 100_000;
  const { domain } = kilnCircle;
  return writeReplyAddress({
    key: "sample",
    keyVersion: 1,
    slug,
    domain,
    kind: "item",
    issuedDay: 2317,
    member: 7,
    target,
  });
}

export const memberFooter: MemberFooter = {
  joinedAt: new Date("2025-05-11T10:00:00Z"),
  preferencesUrl: "https://letters.example/preferences/20a4bm7nn5jq8zbscnkv75j4jc0x7",
  unsubscribeUrl: "https://letters.example/unsubscribe/20a4bm7nn5jq8zbscnkv75j4jc0x8",
  unsubscribeMailto: `mailto:${replyAddress("v")}?subject=stop`,
};

export const inEnglish: LetterProps = { community: kilnCircle, locale: "en", timeZone: "Europe/London" };
export const inGuild: LetterProps = { community: longNamedGuild, locale: "en", timeZone: "America/New_York" };
export const inBakery: LetterProps = { community: paleBakers, locale: "en", timeZone: "Asia/Kathmandu" };

export const inInk: LetterProps = { community: inkMakers, locale: "en", timeZone: "Europe/Berlin" };

export const faces = {
  ana: { name: "Ana Ruiz", initials: "AR", colour: "#b5651d", photoUrl: null },
  jonas: { name: "Jonas Lindqvist", initials: "JL", colour: "#3f6f8f", photoUrl: null },
  mei: { name: "Mei Tanaka", initials: "MT", colour: "#7a4f8a", photoUrl: null },
  omar: { name: "عمر بن عبد العزيز", initials: "عع", colour: "#4f7a4a", photoUrl: null },
  rosalind: {
    name: "Rosalind Featherstonehaugh-Cholmondeley of Little Wittenham",
    initials: "RF",
    colour: "#a03f5f",
    photoUrl: null,
  },
  tom: {
    name: "Tom Okafor",
    initials: "TO",
    colour: "#8a7a2f",
    photoUrl: "https://letters.example/media/tom-72.jpg",
  },
} satisfies Record<string, Face>;

export function picture(name: string, width: number, height: number, alt: string): Picture {
  return { url: `https://letters.example/media/${name}.jpg`, width, height, alt };
}

export const instants = {
  monday: new Date("2026-05-04T08:14:00Z"),
  tuesday: new Date("2026-05-05T17:40:00Z"),
  wednesday: new Date("2026-05-06T06:02:00Z"),
  saturday: new Date("2026-05-16T12:00:00Z"),
  saturdayLater: new Date("2026-05-16T15:00:00Z"),
};
