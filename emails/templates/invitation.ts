import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import {
  button,
  eyebrow,
  type Face,
  link,
  paragraph,
  post,
  small,
  title,
} from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface InvitationProps extends LetterProps {
  inviter: Face;
  /** The inviter's own words, or null. */
  personal: string | null;
  /** What the community says about itself, or null. */
  about: string | null;
  memberCount: number;
  url: string;
  declineUrl: string;
  expiresAt: Date;
  reminder: boolean;
}

/** Someone is asked into the circle, by a person whose name stands on it. */
export function invitation(props: InvitationProps): Draft {
  const all = wordsIn(props.locale);
  const words = all.invitation;
  const { community, personal, about } = props;
  const inviter = props.inviter.name;
  const until = all.linkUntil(formatDeadline(props.expiresAt, props));
  const lead = personal === null ? words.invites(inviter, community.name) : `${inviter}, ${words.says}:`;
  const members = props.memberCount > 1 ? words.members(props.memberCount) : null;

  return frameLetter(props, {
    kind: "invitation",
    fromName: all.via(inviter, community.name),
    subject: invitationSubject(props),
    preheader: words.preheader(cut(community.name, 40)),
    rows: [
      ...(props.reminder ? [eyebrow(words.reminder)] : []),
      title(words.title(community.name)),
      ...(personal === null
        ? [paragraph(lead)]
        : [post({ face: props.inviter, when: words.says, content: htmlOfText(personal), extra: [] })]),
      ...(about === null ? [] : [paragraph(about)]),
      paragraph(members === null ? words.what : `${words.what} ${members}`),
      button(props.url, words.button),
      small(until),
      small(link(props.declineUrl, words.decline)),
    ],
    text: [
      wrapText(words.title(community.name)),
      props.reminder ? wrapText(words.reminder) : null,
      wrapText(lead),
      personal === null ? null : saidText(personal, "  "),
      about === null ? null : wrapText(about),
      wrapText(members === null ? words.what : `${words.what} ${members}`),
      withAddress(words.button, props.url),
      wrapText(until),
      withAddress(words.decline, props.declineUrl),
    ],
  });
}

function invitationSubject({ locale, inviter, community }: InvitationProps): string {
  const words = wordsIn(locale).invitation;
  const named = words.subject(cut(inviter.name, 24), community.name);
  return named.length >= 25 && named.length <= 60 ? named : fitSubject(words.subjectLong, community.name);
}

const links = {
  url: `https://letters.example/invitations/${token("e")}`,
  declineUrl: `https://letters.example/invitations/${token("e")}/no`,
  expiresAt: instants.saturday,
};

export const samples: Record<string, InvitationProps> = {
  personal: {
    ...inEnglish,
    ...links,
    inviter: faces.ana,
    personal:
      "Hello Sam,\n\nyou asked at the market how we glaze. Come and read along: there are fourteen of us, and nobody minds beginners.\n\nAna",
    about:
      "We are potters around Bristol who fire together, sell together, and help one another when a kiln fails.",
    memberCount: 14,
    reminder: false,
  },
  bare: {
    ...inBakery,
    ...links,
    inviter: { name: "Jo", initials: "J", colour: "#8a7a2f", photoUrl: null },
    personal: null,
    about: null,
    memberCount: 1,
    reminder: false,
  },
  "long-names": {
    ...inGuild,
    ...links,
    inviter: faces.rosalind,
    personal: "Do come.",
    about: null,
    memberCount: 149,
    reminder: true,
  },
  "right-to-left": {
    ...inEnglish,
    ...links,
    inviter: faces.omar,
    personal: "أهلا بك في دائرتنا الصغيرة",
    about: null,
    memberCount: 15,
    reminder: false,
  },
};
