import { renderMarkdown } from "#app/lib/markdown.ts";
import { colourOf, initials } from "#app/lib/names.ts";
import { formatPrice } from "#app/lib/price.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import type { EditionContents, EditionShowcase, FrozenItem } from "#app/models/digest/edition.ts";
import type { SubjectKey } from "#app/models/digest/contents.ts";
import type { DigestEdition, DigestIntroduction, DigestItemView } from "#emails/templates/digest-views.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { communityLook } from "../community-look.ts";
import { picture, postView } from "../post-view.ts";
import { stockWords } from "../stock-words.ts";

/** A long thread shows its latest posts, and says how many more are new. */
const SHOWN_POSTS = 4;
const LONGEST_POST = 1500;

/** An edition's own facts, beside its items. */
export interface EditionFrame {
  key: string;
  issue: number;
  date: Date;
  /** Its own, and those of earlier ones that some of its letters carry. Markdown. */
  openings: readonly { id: string; text: string }[];
  introduction: DigestIntroduction | null;
}

/** One item of an edition as it is told to some of its members. */
export interface Variant {
  item: { key: SubjectKey; note: string };
  frozen: FrozenItem;
}

/** The edition with every variant that its letters need: what they look like is drawn once for all who share it. */
export function editionView(
  community: LetterCommunity,
  frame: EditionFrame,
  variants: readonly Variant[],
  contents: EditionContents,
  locale: Locale,
): DigestEdition {
  const items = variants.flatMap((variant) => itemView(variant, contents, locale) ?? []);
  return {
    key: frame.key,
    community: communityLook(community),
    number: frame.issue,
    introduction: frame.introduction,
    date: frame.date,
    openings: frame.openings
      .filter(({ text }) => text.trim() !== "")
      .map(({ id, text }) => ({ id, html: renderMarkdown(text), text: text.trim() })),
    items: [...new Map(items.map((item) => [item.id, item])).values()],
  };
}

/**
 * Members who are told the same of an item share a view; those who are told less of it (they wrote some of it
 * themselves) have another one, so that counts and posts are right for each.
 */
export function viewIdOf({ itemId, postIds, memberIds = [] }: FrozenItem): string {
  return [itemId, ...postIds, ...memberIds].join();
}

/** The posts of an item that stand in the letter itself. */
export function shownPosts(postIds: readonly string[], contents: EditionContents): string[] {
  const there = postIds.filter((id) => {
    const post = contents.posts.get(id);
    return post !== undefined && post.removedAt === null;
  });
  return there.slice(-SHOWN_POSTS);
}

/** Null when what it tells of is gone, or was taken back since. */
function itemView(
  { item, frozen }: Variant,
  contents: EditionContents,
  locale: Locale,
): DigestItemView | null {
  const id = viewIdOf(frozen);
  const note = item.note.trim() === "" ? null : item.note;
  const [kind, subject = ""] = item.key.split(":");

  if (kind === "thread") {
    const thread = contents.threads.get(subject);
    const shown = shownPosts(frozen.postIds, contents).flatMap((postId) => contents.posts.get(postId) ?? []);
    if (!thread || shown.length === 0) return null;
    const postCount = frozen.postIds.filter(
      (postId) => contents.posts.get(postId)?.removedAt === null,
    ).length;
    const posts = shown.map((post) => postView(post, LONGEST_POST));
    return {
      kind,
      id,
      title: thread.subject,
      note,
      postCount,
      posts,
    };
  }
  if (kind === "showcase") {
    const showcase = contents.showcases.get(subject);
    if (showcase?.status !== "published") return null;
    return { kind, id, note, ...showcaseView(showcase, locale) };
  }
  if (kind === "event") {
    const event = contents.events.get(subject);
    if (event?.status !== "published") return null;
    const { title, startsAt, endsAt, timeZone } = event;
    const place = event.place || event.link;
    return { kind, id, title, startsAt, endsAt, timeZone, place, note };
  }
  const people = (frozen.memberIds ?? []).flatMap((memberId) => contents.members.get(memberId) ?? []);
  if (people.length === 0) return null;
  return {
    kind: "newcomers",
    id,
    title: people.map(({ name }) => name).join(", "),
    people: people.map(({ id: memberId, name, makes }) => ({
      name,
      makes,
      colour: colourOf(memberId),
      initials: initials(name),
    })),
  };
}

function showcaseView({ title, story, stock, maker, photos, ...showcase }: EditionShowcase, locale: Locale) {
  const { priceMinor, currency, stockCount } = showcase;
  const photo = photos[0];
  return {
    title,
    story,
    maker: maker.name,
    price: priceMinor === null ? null : formatPrice(priceMinor, currency, locale),
    stock: stockWords(stock, locale, stockCount),
    photo: photo ? picture(photo.blobId, photo.blob, photo.alt || title) : null,
  };
}
