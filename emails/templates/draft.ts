import type { Section } from "#emails/templates/kit/blocks.ts";
import type { CommunityLook, MemberFooter } from "#emails/templates/letter-props.ts";
import type { Letter } from "#emails/writing/letter.ts";
import type { Locale } from "#emails/writing/locale.ts";
import type { LetterKind } from "#emails/writing/manners.ts";

/** What a template gives: the letter as its reader will see it, before it has an address. */
export interface Draft {
  kind: LetterKind;
  community: CommunityLook;
  locale: Locale;
  /** The name in From: the community's, or "Ada via Kiln Circle". */
  fromName: string;
  subject: string;
  preheader: string;
  sections: readonly Section[];
  text: string;
  calendar: Letter["calendar"];
  footer: MemberFooter | null;
}
