import { lengthOf } from "#emails/writing/graphemes.ts";
import type { DigestEdition, DigestRecipient } from "#emails/templates/digest-views.ts";
import type { ChosenItem } from "#emails/templates/digest/digest-filling.ts";
import { cut, excerpt, fitPreheader } from "#emails/templates/kit/fit.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import type { Locale } from "#emails/writing/locale.ts";

/** 25 to 60 characters that say what is in the letter: the first item's title, and how many more there are. */
export function digestSubject(
  edition: DigestEdition,
  chosen: readonly ChosenItem[],
  { locale, openingId }: Pick<DigestRecipient, "locale" | "openingId">,
): string {
  const { digest } = wordsIn(locale);
  const community = cut(edition.community.name, 22);
  const opening = edition.openings.find(({ id }) => id === openingId);
  const first = excerpt(chosen[0]?.item.title ?? opening?.text ?? community, 200);
  const write = (name: string): string => digest.subject(name, chosen.length - 1, community, edition.number);

  const subject = write(cut(first, 60 - lengthOf(write(""))));
  return lengthOf(subject) >= 25 ? subject : cut(digest.subjectLong(first, community), 60);
}

/** 40 to 110 characters about the rest: the other titles, or the first words of the only item. */
export function digestPreheader(chosen: readonly ChosenItem[], locale: Locale): string {
  const { digest } = wordsIn(locale);
  const [first, ...others] = chosen.map(({ item }) => item);
  const titles = others
    .slice(0, 3)
    .map(({ title }) => cut(title, 40))
    .join(", ");
  const said = first?.kind === "thread" ? first.posts[0] : undefined;

  if (titles !== "") return fitPreheader(`${digest.also(titles)} ${digest.invitation}`);
  if (said) return fitPreheader(`${cut(said.author, 30)}: ${excerpt(said.text, 60)} – ${digest.invitation}`);
  return digest.invitation;
}
