export interface Head {
  title: string;
  about: string;
  /** Absolute: the page's own address, whatever it was reached by. */
  url: string;
  /** Absolute: the picture that is shown where this page is shared (1200 by 630). */
  card: string | null;
  kind?: "website" | "article" | "profile" | "product";
  /** What the page is about, for machines (schema.org); null where there is nothing to say. */
  thing?: object | null;
}

interface Told {
  head: Head;
  lang: string;
  community: { name: string };
  /** Asked of search engines: not to keep it. */
  unlisted: boolean;
  /** This community's newsletters, for readers of feeds: absolute. */
  feed: { title: string; url: string } | null;
}

/** The head of a page that everybody may open: its name, its own address, a card to share, the feed. */
export function publicMeta(told: Told | undefined) {
  if (!told) return [];
  const { head, lang, community, unlisted, feed } = told;
  const { title, about, url, card, kind = "website", thing } = head;
  const short = about.replace(/\s+/g, " ").trim().slice(0, 200);
  return [
    { title },
    { name: "description", content: short },
    { property: "og:type", content: kind },
    { property: "og:site_name", content: community.name },
    { property: "og:locale", content: locales[lang] ?? "en_GB" },
    { property: "og:title", content: title },
    { property: "og:description", content: short },
    { property: "og:url", content: url },
    ...(card ? cardTags(card, title) : []),
    ...(unlisted ? [{ name: "robots", content: "noindex" }] : []),
    { tagName: "link", rel: "canonical", href: url },
    ...(feed
      ? [
          {
            tagName: "link",
            rel: "alternate",
            type: "application/rss+xml",
            title: feed.title,
            href: feed.url,
          },
        ]
      : []),
    ...(thing ? [{ "script:ld+json": { "@context": "https://schema.org", ...thing } }] : []),
  ];
}

const locales: Readonly<Record<string, string>> = { en: "en_GB", de: "de_DE", fr: "fr_FR", es: "es_ES" };

function cardTags(card: string, title: string) {
  return [
    { property: "og:image", content: card },
    { property: "og:image:type", content: "image/png" },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: title },
    { name: "twitter:card", content: "summary_large_image" },
  ];
}
