import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { links } from "#app/lib/links.ts";
import {
  readLinkToken,
  verifyLinkToken,
  writeLinkToken,
  type LinkPurpose,
} from "#emails/writing/link-tokens.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { keyVersionOf } from "./key-version.ts";
import type { Community, Membership, Person, Prisma } from "#prisma/generated/client.ts";

/** With the person and the community: what a signed address or link leads to. */
export type FullMembership = Prisma.MembershipGetPayload<{ include: { person: true; community: true } }>;

/** Purposes of links that a member carries in every letter. Raising the person's key version ends them all. */
export type MemberLinkPurpose = Extract<
  LinkPurpose,
  "preferences" | "unsubscribe" | "rsvp" | "answer" | "held" | "file" | "archive" | "calendar"
>;

type Linked = Pick<Membership, "number" | "lettersRevoked"> & { person: Pick<Person, "keyVersion"> };

const DAY = 86_400_000;

/** How long after the letter its links still open something. Unsubscribing has to work for whoever finds an old letter. */
const GOOD_FOR_DAYS: Record<MemberLinkPurpose, number> = {
  preferences: 400,
  unsubscribe: 1_500,
  rsvp: 400,
  answer: 400,
  held: 30,
  file: 400,
  archive: 400,
  // A calendar program asks for years, and nobody reads it a new letter.
  calendar: 4_000,
};

/** `extra` is the event of an RSVP, the digest item of an answer, the message that is asked about, the file. */
export function memberToken(
  membership: Linked,
  purpose: MemberLinkPurpose,
  extra = 0,
  at: Date = now(),
): string {
  return writeLinkToken({
    key: addressKey(),
    keyVersion: keyVersionOf(membership),
    purpose,
    subject: membership.number,
    extra,
    expiresAt: new Date((Math.ceil(at.getTime() / DAY) + GOOD_FOR_DAYS[purpose]) * DAY),
  });
}

export function preferencesUrl(membership: Linked, at?: Date): string {
  return links.preferences(memberToken(membership, "preferences", 0, at));
}

export function unsubscribeUrl(membership: Linked, at?: Date): string {
  return links.unsubscribe(memberToken(membership, "unsubscribe", 0, at));
}

/** Behind it is a button that opens the archive for reading in this browser: opening the link itself changes nothing. */
export function archiveUrl(membership: Linked & { community: Pick<Community, "slug"> }): string {
  return links.archive(membership.community.slug, `/open/${memberToken(membership, "archive")}`);
}

/** The member's own calendar, for their calendar program, which asks for it without a browser. */
export function calendarUrl(membership: Linked): string {
  return links.calendar(memberToken(membership, "calendar"));
}

interface FoundByLink {
  membership: FullMembership;
  extra: number;
  /** The day of the letter that had it, as its reply addresses say it. */
  issuedDay: number;
}

/** Whose link this is, whatever their status now; null when it is not one of ours, is too old, or was revoked. */
export async function membershipByLink(
  purpose: MemberLinkPurpose,
  token: string,
): Promise<FoundByLink | null> {
  const claim = readLinkToken(token);
  if (!claim?.expiresAt || claim.subject > 2_147_483_647) return null;
  const membership = await db().membership.findUnique({
    where: { number: claim.subject },
    include: { person: true, community: true },
  });
  if (!membership) return null;

  const seal = { key: addressKeys(), keyVersion: keyVersionOf(membership), purpose, token };
  if (!verifyLinkToken({ ...seal, now: now() })) return null;
  const issuedDay = dayNumber(claim.expiresAt) - GOOD_FOR_DAYS[purpose] - 1;
  if (membership.mergedIntoId)
    return { membership: await mergedInto(membership.mergedIntoId), extra: claim.extra, issuedDay };
  return { membership, extra: claim.extra, issuedDay };
}

/** They were here twice: who they are now. */
export function mergedInto(id: string): Promise<FullMembership> {
  return db().membership.findUniqueOrThrow({ where: { id }, include: { person: true, community: true } });
}
