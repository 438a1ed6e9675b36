import { createHash } from "node:crypto";
import { data, type HeadersFunction } from "@remix-run/node";
import { publicWords } from "#app/lib/public-words/index.ts";
import { links } from "#app/lib/links.ts";
import { numberInPath } from "#app/lib/public-paths.ts";
import { partsShown, publicCommunity, type PublicPart } from "#app/models/public-face.ts";
import type { Actor } from "#app/models/roles.ts";
import { hostOf } from "./arrival.ts";

type Community = Actor["community"];

/**
 * The community whose pages of this part everybody may open. A private one is not found, and neither is one that does not
 * exist, or that keeps this part for its members.
 */
export async function requirePublicCommunity(
  slug: string | undefined,
  part: PublicPart = "home",
): Promise<Community> {
  const community = await publicCommunity(slug ?? "");
  if (!community || partsShown(community)[part] === "members") throw new Response(null, { status: 404 });
  return community;
}

/** The thing whose number stands at the end of the path, or 404. */
export async function requireThing<Thing>(
  part: string | undefined,
  find: (number: number) => Promise<Thing | null>,
): Promise<Thing> {
  const number = numberInPath(part);
  const thing = number === null ? null : await find(number);
  if (!thing) throw new Response(null, { status: 404 });
  return thing;
}

/** What each public page says of its community. The clock is left out, so that the same page has the same words. */
export function publicHost(community: Community, part: PublicPart = "home") {
  const { slug, name, timeZone, locale } = community;
  const shown = partsShown(community);
  return {
    community: { ...hostOf(community), logo: logoOf(community) },
    lang: locale,
    unlisted: shown[part] === "unlisted",
    parts: {
      makers: shown.makers !== "members",
      showcases: shown.showcases !== "members",
      events: shown.events !== "members",
      newsletters: shown.newsletters !== "members",
      inquiries: shown.inquiries,
    },
    reader: { timeZone, locale, now: new Date(0).toISOString() },
    feed:
      shown.newsletters === "members"
        ? null
        : { title: `${name}: ${publicWords(locale).nav.newsletters}`, url: links.newsletterFeed(slug) },
  };
}

function logoOf({ logoId, logoWidth, logoHeight }: Community) {
  return logoId && logoWidth && logoHeight ? { id: logoId, width: logoWidth, height: logoHeight } : null;
}

/**
 * A page's data with its ETag: it may be kept, and is asked for again each time, so that what is taken back is gone at
 * once (entry.server.tsx answers 304 when nothing changed).
 */
export function publicData<Body extends { unlisted: boolean }>(body: Body) {
  return data(body, { headers: publicHeaders(JSON.stringify(body), body) });
}

/** For feeds and calendars: 304 when the asker has it already. */
export function publicFile(
  request: Request,
  content: string,
  { type, unlisted }: { type: string; unlisted: boolean },
): Response {
  const headers = { ...publicHeaders(content, { unlisted }), "Content-Type": type };
  if (hasAlready(request, headers.ETag)) return new Response(null, { status: 304, headers });
  return new Response(content, { headers });
}

/** The same for one reader: no cache between may keep it. */
export function privateFile(request: Request, content: string, type: string): Response {
  const { ETag } = publicHeaders(content, { unlisted: true });
  const headers = {
    ETag,
    "Cache-Control": "private, max-age=0, must-revalidate",
    "X-Robots-Tag": "noindex",
    "Content-Type": type,
  };
  if (hasAlready(request, ETag)) return new Response(null, { status: 304, headers });
  return new Response(content, { headers });
}

/** RFC 9110, 13.1.2: any of a list, weakly compared. */
export function hasAlready(request: Request, etag: string): boolean {
  const asked = request.headers.get("if-none-match");
  if (asked === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return asked.split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag));
}

/** Every public page's `headers`: what its loader said. */
export const loaderHeaders: HeadersFunction = ({ loaderHeaders: headers }) => headers;

/** What a page or file says of itself that everybody may have. */
export function publicHeaders(content: string, { unlisted }: { unlisted: boolean }) {
  return {
    ETag: `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    "Cache-Control": "public, max-age=0, must-revalidate",
    ...(unlisted && { "X-Robots-Tag": "noindex" }),
  };
}
