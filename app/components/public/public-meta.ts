interface Told {
  title: string;
  about: string;
  /** Absolute. */
  url: string;
  photo?: string | null;
  /** Asked of search engines: not to keep it. */
  unlisted: boolean;
  /** This community's newsletters, for readers of feeds: absolute. */
  feed: { title: string; url: string };
}

/** The head of a page that everybody may open: its name, its own address, a picture to share, the feed. */
export function publicMeta({ title, about, url, photo, unlisted, feed }: Told) {
  const short = about.replace(/\s+/g, " ").trim().slice(0, 200);
  return [
    { title },
    { name: "description", content: short },
    { property: "og:title", content: title },
    { property: "og:description", content: short },
    { property: "og:url", content: url },
    ...(photo ? [{ property: "og:image", content: photo }] : []),
    ...(unlisted ? [{ name: "robots", content: "noindex" }] : []),
    { tagName: "link", rel: "canonical", href: url },
    { tagName: "link", rel: "alternate", type: "application/rss+xml", title: feed.title, href: feed.url },
  ];
}
