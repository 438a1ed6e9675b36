import type { Face, Picture } from "#emails/templates/kit/blocks.ts";
import type { CommunityLook } from "#emails/templates/letter-props.ts";
import type { Mailbox } from "#emails/writing/headers.ts";
import type { Locale } from "#emails/writing/locale.ts";

/** One post as letters show it. */
export interface DigestPostView {
  id: string;
  author: string;
  authorInitials: string;
  authorColour: string;
  photoUrl: string | null;
  at: Date;
  via: "mail" | "web";
  /** Sanitised when the post was filed. */
  html: string;
  text: string;
  images: readonly Picture[];
  /** Whether the post was shortened for the letter. */
  more: boolean;
}

/** A numbered entry of a digest. `note` is the owner's remark on it. */
export type DigestItemView =
  | {
      kind: "thread";
      id: string;
      title: string;
      note: string | null;
      /** All that is new in the thread; `posts` may hold fewer. */
      postCount: number;
      posts: readonly DigestPostView[];
    }
  | {
      kind: "showcase";
      id: string;
      title: string;
      maker: string;
      price: string | null;
      stock: string;
      story: string;
      photo: Picture | null;
      note: string | null;
    }
  | {
      kind: "event";
      id: string;
      title: string;
      startsAt: Date;
      endsAt: Date;
      timeZone: string;
      place: string;
      note: string | null;
    }
  | {
      kind: "newcomers";
      id: string;
      title: string;
      people: readonly { name: string; makes: string; colour: string; initials: string }[];
    };

/** What an event's guest has said so far; `waiting`: yes, when every seat was taken. */
export type GivenAnswer = "yes" | "no" | "maybe" | "waiting";

/** How a newcomer's first digest introduces the place. */
export interface DigestIntroduction {
  /** What this circle is, in its own words; "" where it has none. */
  about: string;
  memberCount: number;
  /** Some of those who are here. */
  people: readonly { name: string; makes: string; colour: string; initials: string }[];
  /** What was talked about most lately. */
  threads: readonly { title: string; posts: number; voices: number }[];
}

/** One issue, as it was frozen: the same for all who get it. */
export interface DigestEdition {
  /** By which Message-IDs are made; never changes for this issue. */
  key: string;
  community: CommunityLook;
  number: number;
  date: Date;
  /** The owner's opening letters, of which each member's letter has one or none; their HTML sanitised. */
  openings: readonly { id: string; html: string; text: string }[];
  /** For those whose first digest it is; left out where it is nobody's. */
  introduction?: DigestIntroduction | null;
  items: readonly DigestItemView[];
}

/** One member's own digest: what of the edition is new to them, in order, and their own addresses. */
export interface DigestRecipient {
  memberNumber: number;
  keyVersion: number;
  name: string;
  to: Mailbox;
  locale: Locale;
  timeZone: string;
  openingId: string | null;
  /** Their first digest: it introduces the place. */
  isFirst?: boolean;
  /** The number of an item is its place here, counted from 1. `postIds` are of that thread; the rest is told by number. */
  selection: readonly { itemId: string; postIds: readonly string[] }[];
  /** The digest's own. */
  replyAddress: string;
  itemAddress: (itemId: string) => string;
  itemAnswerUrl: (itemId: string) => string;
  rsvpUrl?: (eventItemId: string) => string;
  /** What they had answered when the issue was frozen. */
  rsvpAnswer?: (eventItemId: string) => GivenAnswer | null;
  preferencesUrl: string;
  unsubscribeUrl: string;
  /** A mailto: URI. */
  unsubscribeMailto: string;
  envelopeFrom: string;
  joinedAt: Date;
}

export const faceOf = (view: DigestPostView): Face => ({
  name: view.author,
  initials: view.authorInitials,
  colour: view.authorColour,
  photoUrl: view.photoUrl,
});
