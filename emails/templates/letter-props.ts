import type { Logo } from "#emails/templates/kit/pictures.ts";
import type { Locale } from "#emails/writing/locale.ts";

/** What a letter shows of its community. */
export interface CommunityLook {
  name: string;
  slug: string;
  /** #rrggbb; darkened or lightened as far as it must be to be read. */
  accent: string;
  /** A picture of ours, shown beside the name; null: the name stands alone. */
  logo: Logo | null;
  domain: string;
  webUrl: string;
  homeUrl: string;
  archiveUrl: string;
  postalAddress: string | null;
  locale: Locale;
}

/** Why a member gets a letter, and the ways to change it. Each link carries its own right and expires. */
export interface MemberFooter {
  joinedAt: Date | null;
  preferencesUrl: string;
  unsubscribeUrl: string;
  /** A mailto: URI. */
  unsubscribeMailto: string;
}

/** What each template is given besides its own facts. */
export interface LetterProps {
  community: CommunityLook;
  /** The receiver's language and clock. */
  locale: Locale;
  timeZone: string;
  /** Given whenever the receiver is a member: then the letter ends with their own ways to change what comes. */
  footer?: MemberFooter | undefined;
}

export interface MemberLetterProps extends LetterProps {
  footer: MemberFooter;
}
