import { links } from "#app/lib/links.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { mappedPages, partsShown } from "#app/models/public-face.ts";
import type { Actor } from "#app/models/roles.ts";

interface Mapped {
  address: string;
  changedAt?: Date;
}

/** sitemaps.org, 0.9: every page of a community that may be found. */
export async function writeSitemap(community: Actor["community"]): Promise<string> {
  const { slug, id } = community;
  const shown = partsShown(community);
  const { newsletters } =
    shown.newsletters === "everybody" ? await newsletterArchive(id, { take: 200 }) : { newsletters: [] };
  const lists = (["showcases", "makers", "events", "newsletters"] as const).filter(
    (part) => shown[part] === "everybody",
  );
  const pages: Mapped[] = [
    { address: links.community(slug) },
    ...lists.map((part) => ({ address: links[part](slug) })),
    ...(await mappedPages(community)).map(({ kind, number, title, changedAt }) => ({
      address: links.publicThing(slug, kind, { number, title }),
      changedAt,
    })),
    ...newsletters.map(({ issue, date }) => ({ address: links.newsletter(slug, issue), changedAt: date })),
  ];
  return document(
    "urlset",
    pages.map(
      ({ address, changedAt }) => `<url>${location(address)}${changedAt ? lastmod(changedAt) : ""}</url>`,
    ),
  );
}

/** One entry for each community's own map. */
export function writeSitemapIndex(slugs: readonly string[]): string {
  return document(
    "sitemapindex",
    slugs.map((slug) => `<sitemap>${location(links.sitemap(slug))}</sitemap>`),
  );
}

function document(root: string, entries: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join("\n")}
</${root}>
`;
}

/** Our own addresses have none of XML's signs but the ampersand. */
function location(address: string): string {
  return `<loc>${address.replaceAll("&", "&amp;")}</loc>`;
}

function lastmod(at: Date): string {
  return `<lastmod>${at.toISOString()}</lastmod>`;
}
