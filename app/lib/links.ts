import { config } from "./config.ts";
import { publicPath, type PublicThing } from "./public-paths.ts";

/** An absolute address on this site. */
export function url(path: string): string {
  return config().appUrl + path;
}

/** The pages that letters link to. Tokens come from emails/writing/addresses. */
export const links = {
  join: (token: string) => url(`/join/${token}`),
  confirmJoin: (token: string) => url(`/confirm/${token}`),
  preferences: (token: string) => url(`/preferences/${token}`),
  unsubscribe: (token: string) => url(`/unsubscribe/${token}`),
  rsvp: (token: string) => url(`/rsvp/${token}`),
  answer: (token: string) => url(`/answer/${token}`),
  signIn: (token: string) => url(`/sign-in/${token}`),
  /** "Was this you?" */
  held: (token: string) => url(`/held/${token}`),
  setup: (token: string) => url(`/setup/${token}`),
  photo: (blobId: string, width: 160 | 320 | 640 | 1200) => url(`/photos/${blobId}/${String(width)}`),
  console: (slug: string, path = "") => url(`/console/${slug}${path}`),
  community: (slug: string) => url(`/${slug}`),
  /** Where members read what was said: by the link from their letters, once it is opened there. */
  archive: (slug: string, path = "") => url(`/${slug}/archive${path}`),
  /** A talk between a visitor and a maker, for one of them. */
  inquiry: (token: string) => url(`/inquiries/${token}`),
  calendar: (token: string) => url(`/calendar/${token}`),
  makers: (slug: string) => url(`/${slug}/makers`),
  showcases: (slug: string) => url(`/${slug}/showcases`),
  events: (slug: string) => url(`/${slug}/events`),
  sitemap: (slug: string) => url(`/${slug}/sitemap.xml`),
  /** The picture that is shown where an address of ours is shared. */
  card: (slug: string, name: string) => url(`/${slug}/cards/${name}.png`),
  newsletters: (slug: string) => url(`/${slug}/newsletters`),
  newsletter: (slug: string, issue: number) => url(`/${slug}/newsletters/${issue}`),
  newsletterFeed: (slug: string) => url(`/${slug}/newsletter.rss`),
  follow: (slug: string) => url(`/${slug}/follow`),
  confirmFollow: (slug: string, token: string) => url(`/${slug}/follow/${token}`),
  publicThing: (slug: string, kind: PublicThing, thing: { number: number; title: string }) =>
    url(publicPath(slug, kind, thing)),
  /** Where a mail provider posts (jobs/ingress/webhooks). */
  ingress: (number: number, secret: string) => url(`/ingress/${number}/${secret}`),
  mailroom: (path = "") => url(`/mailroom${path}`),
} as const;
