import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, paragraph, title } from "#emails/templates/kit/blocks.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { MemberLetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, memberFooter } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface FollowingProps extends MemberLetterProps {
  /** The newsletters that came before; null where nothing can be read yet. */
  archiveUrl: string | null;
}

/** The first letter to a new follower: what comes, and how it ends. */
export function following(props: FollowingProps): Draft {
  const words = wordsIn(props.locale).following;
  const { archiveUrl, community } = props;

  return frameLetter(props, {
    kind: "following",
    subject: fitSubject(words.subject, community.name),
    preheader: words.preheader,
    rows: [
      title(words.title(community.name)),
      paragraph(words.body),
      ...(archiveUrl === null ? [] : [button(archiveUrl, words.button)]),
    ],
    text: [
      wrapText(words.title(community.name)),
      wrapText(words.body),
      archiveUrl === null ? null : withAddress(words.button, archiveUrl),
    ],
  });
}

const archiveUrl = "https://letters.example/kiln/newsletters";

export const samples: Record<string, FollowingProps> = {
  plain: { ...inEnglish, footer: memberFooter, archiveUrl },
  "long-name": { ...inGuild, footer: memberFooter, archiveUrl },
  "nothing-yet": { ...inBakery, footer: { ...memberFooter, joinedAt: null }, archiveUrl: null },
};
