import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { DigestRhythm, MembershipStatus, RsvpAnswer } from "#prisma/generated/enums.ts";
import { type Addressee, prepareForAudience } from "../delivery/audience.ts";

/** Somebody whom an event concerns: who was invited, who answered, who belongs. */
export interface Invitee extends Omit<Addressee, "exclusion"> {
  status: MembershipStatus;
  digestRhythm: DigestRhythm;
  answer: RsvpAnswer | null;
  /** The address that their invitation went to; null: they have none yet. */
  invitedAt: string | null;
}

const DAY = 86_400_000;

/**
 * A calendar's invitation (RFC 5546 REQUEST) to every member, each their own. Asked again it writes to those who are
 * new. Nobody is invited to what is over, and who wants no letters gets none.
 */
export async function inviteMembers(tx: Tx, event: Event): Promise<void> {
  if (event.status !== "published" || event.endsAt.getTime() <= now().getTime()) return;
  const invitees = await inviteesOf(tx, event);
  await prepareForAudience(
    tx,
    {
      communityId: event.communityId,
      kind: "event_invitation",
      letterKey: invitationKey(event.id),
      facts: { eventId: event.id },
      urgency: 5,
      notAfter: event.endsAt,
    },
    // Who has moved to another address meanwhile is not asked twice.
    invitees.map((invitee) => ({
      ...invitee,
      address: invitee.invitedAt ?? invitee.address,
      exclusion: whyNot(invitee),
    })),
  );
}

/** For the clock: who came in during the last days gets what is coming, who left gets a cancellation of theirs. */
export async function keepInvitationsCurrent(): Promise<void> {
  for (const id of await eventsWithNews()) {
    await transaction(async (tx) => {
      const event = await tx.event.findUniqueOrThrow({ where: { id } });
      await inviteMembers(tx, event);
      await takeBackFromLeavers(tx, event);
    });
  }
}

/** Everybody of the community, those too who left after they were invited; followers are not asked. */
export function inviteesOf(
  tx: Tx,
  { id, communityId }: Pick<Event, "id" | "communityId">,
): Promise<Invitee[]> {
  return tx.$queryRaw<Invitee[]>`
    SELECT membership.id AS "membershipId", membership.status::text, membership.digest_rhythm::text AS "digestRhythm",
      rsvp.answer::text, invitation.address::text AS "invitedAt", address.address::text,
      (suppression.id IS NOT NULL) AS "isSuppressed"
    FROM membership
    LEFT JOIN rsvp ON rsvp.membership_id = membership.id AND rsvp.event_id = ${id}::uuid
    LEFT JOIN LATERAL (
      SELECT address FROM delivery WHERE letter_key = ${invitationKey(id)} AND membership_id = membership.id LIMIT 1
    ) invitation ON true
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE membership.community_id = ${communityId}::uuid AND membership.role <> 'follower'
      AND (membership.status IN ('active', 'paused') OR invitation.address IS NOT NULL OR rsvp.id IS NOT NULL)
    ORDER BY membership.number`;
}

function invitationKey(eventId: string): string {
  return `event-invitation:${eventId}`;
}

function whyNot({ status, digestRhythm, answer, invitedAt }: Invitee): Addressee["exclusion"] {
  if (status === "left" || status === "removed" || status === "waiting") return "gone";
  if (status === "paused") return "paused";
  if (invitedAt !== null) return null;
  if (answer === "no") return "not-coming";
  return digestRhythm === "off" ? "wants-none" : null;
}

async function takeBackFromLeavers(tx: Tx, event: Event): Promise<void> {
  const leavers = (await inviteesOf(tx, event)).filter(
    ({ status, answer, invitedAt }) =>
      (status === "left" || status === "removed") &&
      (invitedAt !== null || answer !== null) &&
      answer !== "no",
  );
  if (leavers.length === 0) return;
  await prepareForAudience(
    tx,
    {
      communityId: event.communityId,
      kind: "event_cancellation",
      letterKey: `event-left:${event.id}`,
      facts: { eventId: event.id, hasLeft: true },
      urgency: 5,
      notAfter: event.endsAt,
    },
    leavers.map((leaver) => ({ ...leaver, address: leaver.invitedAt ?? leaver.address, exclusion: null })),
  );
}

/** Events to come of communities where somebody came in or left lately, and has not heard of it. */
async function eventsWithNews(): Promise<string[]> {
  const [at, since] = [now(), new Date(now().getTime() - 3 * DAY)];
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT event.id FROM event
    JOIN membership ON membership.community_id = event.community_id AND membership.role <> 'follower'
    WHERE event.status = 'published' AND event.ends_at > ${at}
      AND ((membership.status = 'active' AND membership.joined_at > ${since}
          AND NOT EXISTS (SELECT 1 FROM delivery
            WHERE letter_key = 'event-invitation:' || event.id AND membership_id = membership.id))
        OR (membership.status IN ('left', 'removed') AND membership.ended_at > ${since}
          AND NOT EXISTS (SELECT 1 FROM delivery
            WHERE letter_key = 'event-left:' || event.id AND membership_id = membership.id)))`;
  return found.map(({ id }) => id);
}
