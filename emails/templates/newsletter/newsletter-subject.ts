import type { NewsletterEdition } from "#emails/templates/newsletter-views.ts";
import { cut, excerpt, fitPreheader } from "#emails/templates/kit/fit.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { lengthOf } from "#emails/writing/graphemes.ts";
import type { Locale } from "#emails/writing/locale.ts";

/** 25 to 60 characters that name the first thing, and say how many more there are. */
export function newsletterSubject(edition: NewsletterEdition, locale: Locale): string {
  const { newsletter } = wordsIn(locale);
  const community = cut(edition.community.name, 26);
  const first = excerpt(edition.items[0]?.title ?? edition.opening?.text ?? community, 200);
  const write = (name: string): string => newsletter.subject(name, moreThanFirst(edition), community);

  const subject = write(cut(first, 60 - lengthOf(write(""))));
  return lengthOf(subject) >= 25 ? subject : cut(newsletter.subjectLong(first, community), 60);
}

/** 40 to 110 characters about the rest. */
export function newsletterPreheader({ items, community }: NewsletterEdition, locale: Locale): string {
  const { newsletter } = wordsIn(locale);
  const titles = items
    .slice(1, 4)
    .map(({ title }) => cut(title.replace(/\s+/g, " "), 40))
    .join(", ");
  const what = newsletter.preheader(cut(community.name, 30));
  if (titles === "") return fitPreheader(what);
  const also = newsletter.also(titles);
  return fitPreheader(lengthOf(also) >= 40 ? also : `${also} ${what}`);
}

function moreThanFirst({ items, left }: NewsletterEdition): number {
  return Math.max(items.length - 1, 0) + left;
}
