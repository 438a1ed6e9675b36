import { db } from "#app/db/client.ts";
import type { Community, Delivery, Membership, Person } from "#prisma/generated/client.ts";

export type LetterCommunity = Community;

/** The member a letter is written to: what letters need of them. */
export type LetterMember = Pick<
  Membership,
  | "id"
  | "number"
  | "communityId"
  | "personId"
  | "role"
  | "status"
  | "name"
  | "locale"
  | "timeZone"
  | "lettersRevoked"
  | "digestRhythm"
  | "instantPosts"
  | "joinedAt"
  | "toldUntil"
  | "seatHeldUntil"
  | "createdAt"
> & { person: Pick<Person, "keyVersion"> };

/** One delivery with those it concerns. Both may be missing: a sign-in belongs to no community. */
export interface LetterFacts {
  delivery: Delivery;
  community: LetterCommunity | null;
  member: LetterMember | null;
}

/** In whose name and to whom a batch of letters is written: two queries, however many letters. */
export async function letterFacts(deliveries: readonly Delivery[]): Promise<LetterFacts[]> {
  const [communities, members] = await Promise.all([
    db().community.findMany({ where: { id: { in: idsOf(deliveries, "communityId") } } }),
    readMembers(idsOf(deliveries, "membershipId")),
  ]);
  const communityById = new Map(communities.map((community) => [community.id, community]));
  const memberById = new Map(members.map((member) => [member.id, member]));

  return deliveries.map((delivery) => ({
    delivery,
    community: communityById.get(delivery.communityId ?? "") ?? null,
    member: memberById.get(delivery.membershipId ?? "") ?? null,
  }));
}

/** A hundred at a time, many times a second: they come as one text, and only with what is asked for. */
async function readMembers(ids: readonly string[]): Promise<LetterMember[]> {
  if (ids.length === 0) return [];
  const [found] = await db().$queryRaw<{ members: string }[]>`
    SELECT coalesce(json_agg(member), '[]')::text AS members FROM (
      SELECT membership.id, membership.number, community_id AS "communityId", person_id AS "personId", role, status,
        membership.name, membership.locale, time_zone AS "timeZone", letters_revoked AS "lettersRevoked",
        digest_rhythm AS "digestRhythm", instant_posts AS "instantPosts", joined_at AS "joinedAt",
        told_until AS "toldUntil", seat_held_until AS "seatHeldUntil", membership.created_at AS "createdAt",
        json_build_object('keyVersion', person.key_version) AS person
      FROM membership JOIN person ON person.id = person_id
      WHERE membership.id = ANY(string_to_array(${ids.join()}, ',')::uuid[])
    ) AS member`;
  return (JSON.parse(found?.members ?? "[]") as MemberText[]).map((member) => ({
    ...member,
    joinedAt: dateOf(member.joinedAt),
    toldUntil: new Date(member.toldUntil),
    seatHeldUntil: dateOf(member.seatHeldUntil),
    createdAt: new Date(member.createdAt),
  }));
}

type MemberText = Omit<LetterMember, "joinedAt" | "toldUntil" | "seatHeldUntil" | "createdAt"> & {
  joinedAt: string | null;
  toldUntil: string;
  seatHeldUntil: string | null;
  createdAt: string;
};

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function idsOf(deliveries: readonly Delivery[], key: "communityId" | "membershipId"): string[] {
  return [...new Set(deliveries.flatMap((delivery) => delivery[key] ?? []))];
}
