import { formatDay, formatMoment, formatSpan } from "#emails/templates/kit/dates.ts";
import { beginning, cut } from "#emails/templates/kit/fit.ts";
import { saidText, textParts, underlined, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { NewsletterEdition, NewsletterItemView } from "#emails/templates/newsletter-views.ts";
import type { Drawing } from "#emails/templates/newsletter/newsletter-html.ts";
import { textSlot } from "#emails/templates/newsletter/newsletter-names.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { dropMarks } from "#emails/writing/slots.ts";

type Item<Kind extends NewsletterItemView["kind"]> = Extract<NewsletterItemView, { kind: Kind }>;

const STARS = `${" ".repeat(33)}* * *`;

/** An issue's text part in one language, written for reading: the same things in the same order. */
export function newsletterText(edition: NewsletterEdition, drawing: Drawing): string {
  const { newsletter } = wordsIn(drawing.locale);
  const { community, opening } = edition;
  const issue = newsletter.issue(edition.number, formatDay(edition.date, drawing));
  const items = edition.items.map((item) => `${STARS}\n\n${itemText(item, drawing)}`);
  const parts = [
    `${underlined(said(community.name))}\n${wrapText(issue)}`,
    opening && saidText(said(opening.text)),
    ...items,
    ending(edition, drawing),
  ];
  return `${textParts(...parts)}\n`;
}

function itemText(item: NewsletterItemView, drawing: Drawing): string {
  if (item.kind === "showcase") return showcaseText(item, drawing);
  if (item.kind === "event") return eventText(item, drawing);
  return threadText(item, drawing);
}

function showcaseText(item: Item<"showcase">, { locale, longest }: Drawing): string {
  const all = wordsIn(locale);
  const { photo } = item;
  const price = [item.price, item.stock].filter((part) => part).join(" · ");
  return textParts(
    `${headText(item.title)}\n${wrapText(said(all.newsletter.by(item.maker)))}${price === "" ? "" : `\n${wrapText(price)}`}`,
    item.story.trim() === "" ? null : saidText(said(beginning(item.story, longest))),
    photo && withAddress(said(all.noPicture(photo.alt === "" ? item.title : photo.alt)), photo.url),
    withAddress(all.newsletter.see, item.url),
  );
}

function eventText(item: Item<"event">, { locale, longest }: Drawing): string {
  const all = wordsIn(locale);
  const { day, hours, zone } = formatSpan(item.startsAt, item.endsAt, { locale, timeZone: item.timeZone });
  return textParts(
    `${headText(item.title)}\n${wrapText(all.digest.eventAt)}`,
    `${wrapText(day)}\n${wrapText(`${hours} (${zone})`)}\n${wrapText(said(item.place))}`.trimEnd(),
    item.story.trim() === "" ? null : saidText(said(beginning(item.story, longest))),
    withAddress(all.newsletter.event, item.url),
  );
}

function threadText(item: Item<"thread">, { locale, timeZone, longest }: Drawing): string {
  const { newsletter } = wordsIn(locale);
  const posts = item.posts.map(({ face, at, text }) => {
    const name = cut(said(face.name).replace(/\s+/g, " "), 40);
    return `${name}, ${formatMoment(at, { locale, timeZone })}:\n\n${saidText(said(beginning(text, longest)), "  ")}`;
  });
  return textParts(
    `${headText(item.title)}\n${wrapText(newsletter.talk)}`,
    ...posts,
    withAddress(newsletter.read, item.url),
  );
}

function ending({ community, left, url, followUrl }: NewsletterEdition, { locale }: Drawing): string {
  const { newsletter, footer } = wordsIn(locale);
  const onWeb = left > 0 ? newsletter.left(left).replace(/\s*:$/, "") : newsletter.onWeb;
  return textParts(
    `${STARS}\n\n${wrapText(newsletter.ending)}`,
    withAddress(onWeb, url),
    withAddress(said(newsletter.passedOn(community.name)), followUrl),
    `-- \n${textSlot("reasonText")}`,
    withAddress(footer.preferences, textSlot("preferences")),
    withAddress(footer.unsubscribe, textSlot("unsubscribe")),
    community.postalAddress && said(community.postalAddress),
  );
}

function headText(title: string): string {
  return wrapText(said(title).replace(/\s+/g, " ").trim());
}

/** Nothing that people wrote is taken for a slot. */
const said = dropMarks;
