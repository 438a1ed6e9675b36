import { createHash } from "node:crypto";
import { CARD_LOOK, drawCard, type CardFacts } from "#app/lib/draw-card.ts";
import { formatPrice } from "#app/lib/price.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { storage } from "#app/lib/storage.ts";
import { photo } from "#app/models/blob.ts";
import { newsletterByIssue } from "#app/models/newsletter.ts";
import {
  partsShown,
  publicEventByNumber,
  publicMaker,
  publicShowcaseByNumber,
  publicShowcases,
  type PublicPart,
} from "#app/models/public-face.ts";
import type { Actor } from "#app/models/roles.ts";

type Community = Actor["community"];

export interface Card {
  facts: CardFacts;
  photoId: string | null;
}

type Told = { title: string; line: string; photoId: string | null };

interface Kind {
  part: PublicPart;
  tell: (community: Community, number: number) => Promise<Told | null>;
}

/** What each kind of page says on its card. Adding a row adds a card. */
const kinds: Record<string, Kind> = {
  home: {
    part: "home",
    tell: async ({ id, name, tagline, ...community }) => {
      const [first] =
        partsShown(community).showcases === "members" ? [] : await publicShowcases(id, { take: 1 });
      return { title: name, line: tagline, photoId: first?.photos[0]?.blob.id ?? null };
    },
  },
  showcases: {
    part: "showcases",
    tell: async ({ id, locale }, number) => {
      const piece = await publicShowcaseByNumber(id, number);
      if (!piece) return null;
      const words = publicWords(locale).showcases;
      const price = piece.priceMinor === null ? "" : formatPrice(piece.priceMinor, piece.currency, locale);
      const stock = piece.stock === "available" ? "" : words[piece.stock];
      return {
        title: piece.title,
        line: [piece.maker.name, price, stock].filter(Boolean).join(", "),
        photoId: piece.photos[0]?.blob.id ?? null,
      };
    },
  },
  makers: {
    part: "makers",
    tell: async ({ id }, number) => {
      const found = await publicMaker(id, number);
      if (!found) return null;
      const { maker, showcases } = found;
      const work = showcases.flatMap(({ photos }) => photos)[0]?.blob.id ?? null;
      return { title: maker.name, line: maker.makes, photoId: work ?? maker.photoId };
    },
  },
  events: {
    part: "events",
    tell: async ({ id, locale }, number) => {
      const event = await publicEventByNumber(id, number);
      if (!event) return null;
      const when = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
        dateStyle: "full",
        ...(event.allDay ? {} : { timeStyle: "short" as const }),
        timeZone: event.timeZone,
      });
      return {
        title: event.title,
        line: [when.format(event.startsAt), event.place].filter(Boolean).join(", "),
        photoId: null,
      };
    },
  },
  newsletters: {
    part: "newsletters",
    tell: async ({ id, locale, name }, number) => {
      const newsletter = await newsletterByIssue(id, number);
      if (!newsletter) return null;
      const photos = newsletter.items.flatMap((item) =>
        item.kind === "showcase" ? item.showcase.photos : [],
      );
      return {
        title: name,
        line: publicWords(locale).newsletters.issue(number),
        photoId: photos[0]?.blob.id ?? null,
      };
    },
  },
};

/** `home`, `showcases-12`: what the card of that page says; null when there is no such page for everybody. */
export async function cardOf(
  community: Community,
  { name, accent }: { name: string; accent: string },
): Promise<Card | null> {
  const [, key = "", digits = "0"] = /^([a-z]+)(?:-(\d{1,9}))?$/.exec(name) ?? [];
  const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
  if (!kind || partsShown(community)[kind.part] === "members") return null;
  const told = await kind.tell(community, Number(digits));
  if (!told) return null;
  const { photoId, ...words } = told;
  return { photoId, facts: { ...words, community: community.name, accent } };
}

/** The same card has the same tag, whoever asks for it and whenever. */
export function cardTag(card: Card): string {
  return createHash("sha256")
    .update(JSON.stringify([CARD_LOOK, card]))
    .digest("hex");
}

/** Drawn when it is first asked for, and kept. */
export async function cardPicture(card: Card): Promise<Buffer> {
  const name = `${cardTag(card)}-card`;
  const kept = await storage().get(name);
  if (kept) return kept;
  const drawn = await drawCard(card.facts, card.photoId === null ? null : await photo(card.photoId, 1200));
  await storage().put(name, drawn);
  return drawn;
}
