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

/** One issue, as it was frozen: the same for all who get it. */
export interface DigestEdition {
  /** By which Message-IDs are made; never changes for this issue. */
  key: string;
  community: CommunityLook;
  number: number;
  date: Date;
  /** The owner's opening letters, of which each member's letter has one or none; their HTML sanitised. */
  openings: readonly { id: string; html: string; text: string }[];
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
  /** The number of an item is its place here, counted from 1. `postIds` are of that thread; the rest is told by number. */
  selection: readonly { itemId: string; postIds: readonly string[] }[];
  /** The digest's own. */
  replyAddress: string;
  itemAddress: (itemId: string) => string;
  itemAnswerUrl: (itemId: string) => string;
  rsvpUrl?: (eventItemId: string) => string;
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
