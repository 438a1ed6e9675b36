import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDay } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, instants } from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";

export interface ClosingProps extends LetterProps {
  ownerName: string;
  /** When everything is deleted; null: it is open again. */
  deletesAt: Date | null;
}

/** The community closes, and what that means for its members; or it is open again. */
export function closing(props: ClosingProps): Draft {
  const { deletesAt, ownerName, community } = props;
  const all = wordsIn(props.locale).closing;
  const words = deletesAt ? all.closes : all.opens;
  const body = words.body(ownerName, community.name);
  const more = deletesAt ? all.closes.until(formatDay(deletesAt, props)) : all.opens.goOn;

  return frameLetter(props, {
    kind: "closing",
    subject: fitSubject(words.subject, community.name),
    preheader: words.preheader,
    rows: [title(words.title), paragraph(body), paragraph(more), small(all.answer)],
    text: [wrapText(words.title), wrapText(body), wrapText(more), wrapText(all.answer)],
  });
}

export const samples: Record<string, ClosingProps> = {
  closes: { ...inEnglish, ownerName: "Ana Ferreira", deletesAt: instants.saturday },
  opens: { ...inBakery, ownerName: "Jo", deletesAt: null },
};
