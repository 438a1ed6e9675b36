import { links } from "#app/lib/links.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { formatPrice } from "#app/lib/price.ts";
import type { NewsletterItem, PublicNewsletter } from "#app/models/newsletter.ts";
import type { Actor } from "#app/models/roles.ts";

type Community = Actor["community"];

/** RSS 2.0 with full contents, every address absolute (validator.w3.org/feed). */
export function writeNewsletterFeed(
  community: Pick<Community, "slug" | "name" | "tagline" | "locale" | "timeZone">,
  newsletters: readonly PublicNewsletter[],
): string {
  const { slug, name, tagline, locale } = community;
  const words = publicWords(locale).newsletters;
  const latest = newsletters[0]?.date;
  const channel = [
    element("title", `${name}: ${words.title}`),
    element("link", links.newsletters(slug)),
    element("description", tagline || words.line(name)),
    element("language", locale),
    `<atom:link href="${escapeXml(links.newsletterFeed(slug))}" rel="self" type="application/rss+xml"/>`,
    ...(latest ? [element("lastBuildDate", latest.toUTCString())] : []),
    ...newsletters.map((newsletter) => feedItem(community, newsletter)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
${channel.join("\n")}
</channel>
</rss>
`;
}

function feedItem(
  community: Pick<Community, "slug" | "name" | "locale" | "timeZone">,
  { issue, date, opening, items }: PublicNewsletter,
): string {
  const { slug, name, locale } = community;
  const words = publicWords(locale).newsletters;
  const page = links.newsletter(slug, issue);
  const titles = items.map(titleOf);
  const content = [
    ...(opening === "" ? [] : [renderMarkdown(opening)]),
    ...items.map((item) => itemHtml(community, item)),
  ].join("\n");
  const parts = [
    element("title", `${name}, ${words.number(issue)}${titles[0] ? `: ${titles[0]}` : ""}`),
    element("link", page),
    `<guid isPermaLink="true">${escapeXml(page)}</guid>`,
    element("pubDate", date.toUTCString()),
    element("description", (titles.length > 0 ? titles.join(", ") : opening).slice(0, 300)),
    element("content:encoded", content),
  ];
  return `<item>\n${parts.join("\n")}\n</item>`;
}

function itemHtml(
  { slug, locale }: Pick<Community, "slug" | "locale" | "timeZone">,
  item: NewsletterItem,
): string {
  if (item.kind === "showcase") {
    const { title, story, maker, priceMinor, currency, photos } = item.showcase;
    const price = priceMinor === null ? "" : `, ${formatPrice(priceMinor, currency, locale)}`;
    const pictures = photos.map(({ alt, blob }) => {
      const size = blob.width && blob.height ? sizeOf(blob.width, blob.height) : "";
      return `<p><img src="${escapeXml(links.photo(blob.id, 1200))}" alt="${escapeXml(alt || title)}"${size}></p>`;
    });
    const heading = headingOf(links.publicThing(slug, "showcases", item.showcase), title);
    return `${pictures.join("")}${heading}<p>${escapeXml(maker.name + price)}</p>${paragraphs(story)}`;
  }
  if (item.kind === "event") {
    const { title, startsAt, timeZone, place, story } = item.event;
    const when = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
      dateStyle: "full",
      timeStyle: "short",
      timeZone,
    }).format(startsAt);
    const line = [`${when} (${timeZone.replaceAll("_", " ")})`, place].filter(Boolean).join(", ");
    const heading = headingOf(links.publicThing(slug, "events", item.event), title);
    return `${heading}<p>${escapeXml(line)}</p>${paragraphs(story)}`;
  }
  const said = item.posts.map(
    ({ author, html, text }) =>
      `<p><strong>${escapeXml(author.name)}</strong></p>${html ?? paragraphs(text)}`,
  );
  return headingOf(links.publicThing(slug, "threads", item.thread), item.thread.title) + said.join("");
}

function titleOf(item: NewsletterItem): string {
  if (item.kind === "showcase") return item.showcase.title;
  return item.kind === "event" ? item.event.title : item.thread.title;
}

function headingOf(url: string, title: string): string {
  return `<h2><a href="${escapeXml(url)}">${escapeXml(title)}</a></h2>`;
}

function sizeOf(width: number, height: number): string {
  const shown = Math.min(width, 1200);
  return ` width="${shown}" height="${Math.round((height * shown) / width)}"`;
}

function paragraphs(text: string): string {
  const blocks = text.trim().split(/\n[ \t]*\n+/);
  return blocks
    .filter((block) => block.trim() !== "")
    .map((block) => `<p>${escapeXml(block).replace(/\n/g, "<br>")}</p>`)
    .join("");
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What XML 1.0 has no way to say (control characters, halves of pairs) is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/\p{Cs}/gu, "")
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
