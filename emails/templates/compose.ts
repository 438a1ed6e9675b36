import type { Draft } from "#emails/templates/draft.ts";
import { largeLogo, smallLogo } from "#emails/templates/kit/pictures.ts";
import { letterFrame } from "#emails/templates/kit/frame.ts";
import { accentOf } from "#emails/templates/kit/palette.ts";
import type { CommunityLook } from "#emails/templates/letter-props.ts";
import type { Mailbox } from "#emails/writing/headers.ts";
import { escapeHtml } from "#emails/writing/html.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { feedbackId, listHeaders, machineHeaders } from "#emails/writing/list-headers.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { mannersOf } from "#emails/writing/manners.ts";
import { fillTemplate } from "#emails/writing/slots.ts";

/** Where one letter goes, and by which name it is known. */
export interface Envelope {
  to: Mailbox;
  replyTo: string | null;
  /** The VERP return path; kinds that are sent with an empty one (see manners.ts) drop it. */
  envelopeFrom: string;
  messageId: string;
  inReplyTo?: string | null;
  references?: string[];
  date: Date;
}

/** A draft with an address becomes a letter: its HTML drawn, its headers as its kind demands. */
export async function composeLetter(draft: Draft, envelope: Envelope): Promise<Letter> {
  const { community } = draft;
  return {
    from: { name: draft.fromName, address: `${community.slug}@${community.domain}` },
    to: envelope.to,
    replyTo: envelope.replyTo,
    envelopeFrom: mannersOf(draft.kind).nullReturnPath ? "" : envelope.envelopeFrom,
    messageId: envelope.messageId,
    inReplyTo: envelope.inReplyTo ?? null,
    references: envelope.references ?? [],
    subject: draft.subject,
    headers: letterHeaders(draft),
    text: draft.text,
    html: await drawLetter(draft),
    calendar: draft.calendar,
    date: envelope.date,
  };
}

/** The letter's HTML. */
export async function drawLetter(draft: Draft): Promise<string> {
  const head = {
    locale: draft.locale,
    subject: escapeHtml(draft.subject),
    preheader: escapeHtml(draft.preheader),
  };
  return fillTemplate(await letterFrame(), {
    slots: frameSlots(draft.community, head),
    groups: { sections: draft.sections },
  });
}

/** What the frame asks for; subject and preheader are HTML already, or slots. */
export function frameSlots(
  community: CommunityLook,
  head: { locale: Locale; subject: string; preheader: string },
): Record<string, string> {
  const { text, nightText } = accentOf(community.accent);
  return {
    lang: head.locale,
    dir: "ltr",
    accent: text,
    nightAccent: nightText,
    smallLogo: smallLogo(community.logo).markup,
    largeLogo: largeLogo(community.logo).markup,
    subject: head.subject,
    preheader: head.preheader,
  };
}

/** List-*, Auto-Submitted, Precedence and Feedback-ID, as the kind of letter demands. */
export function letterHeaders({
  kind,
  community,
  footer,
}: Pick<Draft, "kind" | "community" | "footer">): Record<string, string> {
  const { auto, list } = mannersOf(kind);
  return {
    ...(list && footer ? listHeaders(community, footer) : {}),
    ...(auto ? machineHeaders(auto) : {}),
    ...(list && !auto ? { Precedence: "list" } : {}),
    ...feedbackId(kind, community),
  };
}
