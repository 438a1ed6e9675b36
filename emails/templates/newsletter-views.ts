import type { Face, Picture } from "#emails/templates/kit/blocks.ts";
import type { CommunityLook } from "#emails/templates/letter-props.ts";
import type { Mailbox } from "#emails/writing/headers.ts";

/** What somebody said in a thread that everybody may read: words only, under the name they chose. */
export interface PublicPostView {
  id: string;
  face: Face;
  at: Date;
  text: string;
}

/** One thing that a newsletter shows. `url`: its own page, which everybody may open. */
export type NewsletterItemView =
  | {
      kind: "showcase";
      id: string;
      title: string;
      maker: string;
      price: string | null;
      stock: string;
      story: string;
      photo: Picture | null;
      url: string;
    }
  | {
      kind: "event";
      id: string;
      title: string;
      startsAt: Date;
      endsAt: Date;
      /** Times are told in the event's own zone: followers live anywhere. */
      timeZone: string;
      place: string;
      story: string;
      url: string;
    }
  | {
      kind: "thread";
      id: string;
      title: string;
      posts: readonly PublicPostView[];
      url: string;
    };

/** One issue: the same for all who follow. */
export interface NewsletterEdition {
  /** By which Message-IDs are made; never changes for this issue. */
  key: string;
  community: CommunityLook;
  number: number;
  date: Date;
  timeZone: string;
  /** The owner's words to followers, or null; their HTML sanitised. */
  opening: { html: string; text: string } | null;
  items: readonly NewsletterItemView[];
  /** How many more things of this issue stand only on the web. */
  left: number;
  /** This page. */
  url: string;
  followUrl: string;
}

/** One follower's side of an issue. */
export interface NewsletterRecipient {
  to: Mailbox;
  since: Date | null;
  replyTo: string | null;
  messageId: string;
  envelopeFrom: string;
  preferencesUrl: string;
  unsubscribeUrl: string;
  /** A mailto: URI. */
  unsubscribeMailto: string;
}
