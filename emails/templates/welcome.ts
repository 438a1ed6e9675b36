import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, link, paragraph, quote, step, title } from "#emails/templates/kit/blocks.ts";
import { cut, fitSubject } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { MemberLetterProps } from "#emails/templates/letter-props.ts";
import { faces, inBakery, inEnglish, inGuild, memberFooter, token } from "#emails/templates/samples/world.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";
import { asHtml } from "#emails/writing/html.ts";

export interface WelcomeProps extends MemberLetterProps {
  name: string;
  rhythm: keyof Words["welcome"]["rhythms"];
  owner: { name: string; words: string } | null;
  profileUrl: string;
}

/** The first letter to a new member: how it works, and where to write. */
export function welcome(props: WelcomeProps): Draft {
  const words = wordsIn(props.locale).welcome;
  const { community, owner } = props;
  const address = `${community.slug}@${community.domain}`;
  const first = words.first(words.rhythms[props.rhythm]);

  return frameLetter(props, {
    kind: "welcome",
    subject: fitSubject(words.subject, community.name),
    preheader: words.preheader,
    rows: [
      title(words.title(props.name)),
      paragraph(words.body(community.name)),
      ...(owner ? [paragraph(words.from(owner.name)), quote(owner.words)] : []),
      step("1", first),
      step("2", words.second),
      step("3", asHtml`${words.third}<br>${link(`mailto:${address}`, address)}`),
      paragraph(words.introduce),
      button(props.profileUrl, words.button),
    ],
    text: [
      wrapText(words.title(props.name)),
      wrapText(words.body(community.name)),
      owner && `${wrapText(words.from(owner.name))}\n\n${saidText(owner.words, "  ")}`,
      wrapText(first, "1. ", "   "),
      wrapText(words.second, "2. ", "   "),
      `${wrapText(words.third, "3. ", "   ")}\n   ${address}`,
      wrapText(words.introduce),
      withAddress(words.button, props.profileUrl),
    ],
  });
}

const profileUrl = `https://letters.example/profile/${token("f")}`;

export const samples: Record<string, WelcomeProps> = {
  plain: {
    ...inEnglish,
    footer: memberFooter,
    name: "Sam",
    rhythm: "weekly",
    owner: {
      name: faces.ana.name,
      words: "Good to have you. We fire on the first Saturday of the month; come by.\n\nAna",
    },
    profileUrl,
  },
  "long-name": {
    ...inGuild,
    footer: memberFooter,
    name: cut(faces.rosalind.name, 60),
    rhythm: "publish",
    owner: null,
    profileUrl,
  },
  "right-to-left": {
    ...inBakery,
    footer: { ...memberFooter, joinedAt: null },
    name: faces.omar.name,
    rhythm: "daily",
    owner: null,
    profileUrl,
  },
};
