import { links } from "#app/lib/links.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { colourOf, initials } from "#app/lib/names.ts";
import { formatPrice } from "#app/lib/price.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import type { NewsletterItem } from "#app/models/newsletter.ts";
import type { PublicPerson, PublicPost, PublicShowcase } from "#app/models/public-face.ts";
import type { NewsletterEdition, NewsletterItemView, PublicPostView } from "#emails/templates/newsletter.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { communityLook } from "../community-look.ts";
import { stockWords } from "../stock-words.ts";

/** What a letter can hold; the rest stands on the issue's page. */
const MOST: Record<NewsletterItem["kind"], number> = { showcase: 12, event: 6, thread: 6 };
const WIDEST = 600;

/** An issue's own facts, beside what it tells. */
export interface IssueFrame {
  key: string;
  issue: number;
  date: Date;
  /** Markdown. */
  opening: string;
}

/** An issue as a letter in this language shows it: only what everybody may see is in it (see models/public-face). */
export function newsletterEdition(
  community: LetterCommunity,
  { key, issue, date, opening }: IssueFrame,
  items: readonly NewsletterItem[],
  locale: Locale,
): NewsletterEdition {
  const { slug, timeZone } = community;
  const shown = firstOfEach(items);
  return {
    key,
    number: issue,
    date,
    timeZone,
    community: { ...communityLook(community), archiveUrl: links.newsletters(slug) },
    opening: opening.trim() === "" ? null : { html: renderMarkdown(opening), text: opening.trim() },
    items: shown.map((item) => itemView(slug, item, locale)),
    left: items.length - shown.length,
    url: links.newsletter(slug, issue),
    followUrl: links.follow(slug),
  };
}

function firstOfEach(items: readonly NewsletterItem[]): NewsletterItem[] {
  const counts = { showcase: 0, event: 0, thread: 0 };
  return items.filter(({ kind }) => (counts[kind] += 1) <= MOST[kind]);
}

function itemView(slug: string, item: NewsletterItem, locale: Locale): NewsletterItemView {
  if (item.kind === "showcase") return showcaseView(slug, item.showcase, locale);
  if (item.kind === "event") {
    const { id, title, startsAt, endsAt, timeZone, place, story } = item.event;
    const url = links.publicThing(slug, "events", item.event);
    return { kind: "event", id, title, startsAt, endsAt, timeZone, place, story, url };
  }
  const { id, title } = item.thread;
  const url = links.publicThing(slug, "threads", item.thread);
  return { kind: "thread", id, title, posts: item.posts.map(postView), url };
}

function showcaseView(slug: string, showcase: PublicShowcase, locale: Locale): NewsletterItemView {
  const { id, title, story, maker, priceMinor, currency, stock, photos } = showcase;
  const [photo] = photos;
  return {
    kind: "showcase",
    id,
    title,
    story,
    maker: maker.name,
    price: priceMinor === null ? null : formatPrice(priceMinor, currency, locale),
    stock: stockWords(stock, locale),
    photo: photo ? largePicture(photo.blob, photo.alt || title) : null,
    url: links.publicThing(slug, "showcases", showcase),
  };
}

function postView({ id, author, createdAt, text }: PublicPost): PublicPostView {
  return { id, face: faceOf(author), at: createdAt, text };
}

function faceOf({ id, name, photoId }: PublicPerson): PublicPostView["face"] {
  return {
    name,
    initials: initials(name),
    colour: colourOf(id),
    photoUrl: photoId === null ? null : links.photo(photoId, 160),
  };
}

/** Across the whole letter, sharp enough for a phone; its place is kept until it comes. */
function largePicture(
  { id, width, height }: PublicShowcase["photos"][number]["blob"],
  alt: string,
): NonNullable<Extract<NewsletterItemView, { kind: "showcase" }>["photo"]> {
  const shown = Math.min(width ?? WIDEST, WIDEST);
  const tall = Math.round((shown * (height ?? WIDEST * 0.75)) / (width ?? WIDEST));
  return { url: links.photo(id, 640), width: shown, height: Math.max(tall, 3), alt };
}
