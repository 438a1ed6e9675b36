import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { addressKey } from "#app/lib/keys.ts";
import { links } from "#app/lib/links.ts";
import {
  readLinkToken,
  verifyLinkToken,
  writeLinkToken,
  type LinkPurpose,
} from "#emails/writing/link-tokens.ts";
import type { Membership, Person, Prisma } from "#prisma/generated/client.ts";

/** With the person and the community: what a signed address or link leads to. */
export type FullMembership = Prisma.MembershipGetPayload<{ include: { person: true; community: true } }>;

/** Purposes of links that a member carries in every letter. Raising the person's key version ends them all. */
export type MemberLinkPurpose = Extract<LinkPurpose, "preferences" | "unsubscribe" | "rsvp" | "answer">;

type Linked = Pick<Membership, "number"> & { person: Pick<Person, "keyVersion"> };

/** `extra` is the event of an RSVP, the digest item of an answer. */
export function memberToken(membership: Linked, purpose: MemberLinkPurpose, extra = 0): string {
  return writeLinkToken({
    key: addressKey(),
    keyVersion: membership.person.keyVersion,
    purpose,
    subject: membership.number,
    extra,
  });
}

export function preferencesUrl(membership: Linked): string {
  return links.preferences(memberToken(membership, "preferences"));
}

export function unsubscribeUrl(membership: Linked): string {
  return links.unsubscribe(memberToken(membership, "unsubscribe"));
}

/** Whose link this is, whatever their status now; null when it is not one of ours, or was revoked. */
export async function membershipByLink(
  purpose: MemberLinkPurpose,
  token: string,
): Promise<{ membership: FullMembership; extra: number } | null> {
  const claim = readLinkToken(token);
  if (!claim || claim.subject > 2_147_483_647) return null;
  const membership = await db().membership.findUnique({
    where: { number: claim.subject },
    include: { person: true, community: true },
  });
  if (!membership) return null;

  const { keyVersion } = membership.person;
  const genuine = verifyLinkToken({ key: addressKey(), keyVersion, purpose, token, now: now() });
  return genuine ? { membership, extra: claim.extra } : null;
}
