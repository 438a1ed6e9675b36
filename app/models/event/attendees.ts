import type { Tx } from "#app/db/transaction.ts";
import type { MembershipStatus, RsvpAnswer } from "#prisma/generated/enums.ts";

/** Somebody who answered an event, and whether a letter can reach them. */
export interface Attendee {
  eventId: string;
  membershipId: string;
  answer: RsvpAnswer;
  waiting: boolean;
  answeredAt: Date;
  status: MembershipStatus;
  timeZone: string;
  eventReminders: boolean;
  address: string | null;
  isSuppressed: boolean;
}

/** All who answered one of these events: one query. */
export function attendeesOf(tx: Tx, eventIds: readonly string[]): Promise<Attendee[]> {
  return tx.$queryRaw<Attendee[]>`
    SELECT rsvp.event_id AS "eventId", membership.id AS "membershipId", rsvp.answer::text, rsvp.waiting,
      rsvp.answered_at AS "answeredAt", membership.status::text, membership.time_zone AS "timeZone",
      membership.event_reminders AS "eventReminders", address.address::text,
      (suppression.id IS NOT NULL) AS "isSuppressed"
    FROM rsvp JOIN membership ON membership.id = rsvp.membership_id
    LEFT JOIN LATERAL (
      SELECT address FROM email_address WHERE email_address.person_id = membership.person_id
      ORDER BY is_primary DESC, created_at LIMIT 1
    ) address ON true
    LEFT JOIN suppression
      ON suppression.community_id = membership.community_id AND suppression.address = address.address
    WHERE rsvp.event_id = ANY(${eventIds as string[]}::uuid[])
    ORDER BY rsvp.answered_at, membership.number`;
}
