import { Refusal } from "#app/lib/refusal.ts";

/** Paths of the site, and local parts that mail hosts keep for themselves (RFC 2142). No community can be called so. */
const RESERVED = new Set(
  [
    "about account admin answer api assets build confirm console events favicon files health healthz help join",
    "livez login logout mailroom metrics new photos preferences public readyz robots rsvp settings setup showcases",
    "sign-in sign-out static status unsubscribe www",
    "abuse bounce bounces hostmaster mailer-daemon no-reply noreply postmaster root security webmaster",
  ].flatMap((line) => line.split(" ")),
);

/** @throws Refusal "slug-odd", "slug-taken" */
export function insistSlug(typed: string): string {
  const slug = typed.trim().toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])$/.test(slug)) throw new Refusal("slug-odd");
  if (RESERVED.has(slug)) throw new Refusal("slug-taken");
  return slug;
}
