import { redirect } from "@remix-run/node";
import { findCommunity } from "#app/models/community.ts";
import {
  asActor,
  membershipByLink,
  membershipOf,
  memberToken,
  preferencesUrl,
  type FullMembership,
} from "#app/models/membership.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { currentPerson } from "#app/web/current.ts";
import { cookiesAreSecure } from "#app/web/session-cookie.ts";

/** A member who reads: by a session of the console, or by a link from their letters that was opened in this browser. */
export interface ArchiveReader {
  membership: FullMembership;
  preferencesUrl: string;
  /** Signed in to the console, and may open it. */
  curates: boolean;
}

const OPEN_FOR_SECONDS = 30 * 86_400;

/** Who of this community reads here; null for everybody else. It opens reading and one's own things, never the console. */
export async function findReader(
  request: Request,
  community: Pick<Actor["community"], "id" | "slug">,
): Promise<ArchiveReader | null> {
  const person = await currentPerson(request);
  const member = person && (await membershipOf(community.id, person.id));
  if (member && belongs(member)) return readerOf(member, actorMay(asActor(member), "open-console"));

  const token = readCookie(request, community.slug);
  const found = token === null ? null : await membershipByLink("archive", token);
  if (found?.membership.communityId !== community.id || !belongs(found.membership)) return null;
  return readerOf(found.membership, false);
}

/** Throws a redirect to the archive's gate; 404 where there is no such community. Followers have no archive. */
export async function requireReader(
  request: Request,
  slug: string | undefined,
): Promise<ArchiveReader & { community: FullMembership["community"] }> {
  const community = await findCommunity(slug ?? "");
  if (!community) throw new Response(null, { status: 404 });
  const reader = await findReader(request, community);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Remix's redirect is a Response
  if (!reader || reader.membership.role === "follower") throw redirect(`/${community.slug}/archive`);
  return { ...reader, community };
}

/** The cookie after the button was pressed: good for thirty days, and not after the person's links were made new. */
export function openArchive(membership: FullMembership): string {
  return writeCookie(membership.community.slug, memberToken(membership, "archive"), OPEN_FOR_SECONDS);
}

export function closeArchive(slug: string): string {
  return writeCookie(slug, "", 0);
}

function readCookie(request: Request, slug: string): string | null {
  const prefix = `${cookieName(slug)}=`;
  const cookies = request.headers.get("cookie")?.split(";") ?? [];
  const found = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(prefix));
  const token = found?.slice(prefix.length) ?? "";
  return /^[0-9a-z]{20,120}$/.test(token) ? token : null;
}

/** Sent to the pages of its own community only. */
function writeCookie(slug: string, value: string, maxAge: number): string {
  const secure = cookiesAreSecure() ? "; Secure" : "";
  return `${cookieName(slug)}=${value}; Max-Age=${maxAge}; Path=/${slug}; HttpOnly; SameSite=Lax${secure}`;
}

function cookieName(slug: string): string {
  return `archive-${slug}`;
}

function readerOf(membership: FullMembership, curates: boolean): ArchiveReader {
  return { membership, curates, preferencesUrl: preferencesUrl(membership) };
}

function belongs({ status }: FullMembership): boolean {
  return status === "active" || status === "paused";
}
