import { db, leanDb } from "#app/db/client.ts";
import { together } from "#app/lib/together.ts";
import type { FullMembership } from "#app/models/membership/links.ts";

/** By any of the person's addresses. Asked for each message that comes in: all who ask at once cost one lookup. */
export function membershipByAddress(communityId: string, address: string): Promise<FullMembership | null> {
  // PostgreSQL's text takes no NUL; one odd sender must not turn away the others.
  return address.includes("\0")
    ? Promise.resolve(null)
    : byAddress({ communityId, address: address.trim().slice(0, 1_000) });
}

const byAddress = together(
  async (asked: readonly { communityId: string; address: string }[]): Promise<(FullMembership | null)[]> => {
    const { rows } = await leanDb().query<{ place: string; id: string }>({
      name: "memberships-by-address",
      text: `SELECT asked.place, membership.id::text
        FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS asked (community_id, address, place)
        JOIN email_address ON email_address.address = asked.address::citext
        JOIN membership ON membership.person_id = email_address.person_id
          AND membership.community_id = asked.community_id`,
      values: [asked.map(({ communityId }) => communityId), asked.map(({ address }) => address)],
    });
    const found = await db().membership.findMany({
      where: { id: { in: [...new Set(rows.map(({ id }) => id))] } },
      include: { person: true, community: true },
    });
    const byId = new Map(found.map((membership) => [membership.id, membership]));
    const ids = new Map(rows.map(({ place, id }) => [Number(place) - 1, id]));
    return asked.map((_, at) => byId.get(ids.get(at) ?? "") ?? null);
  },
);
