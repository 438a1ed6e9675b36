import { db } from "#app/db/client.ts";
import { asPage, keysetSql, type Page, type Turn } from "#app/db/keyset.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** One thing between a member and the community: a letter that they got, or something that they did. */
export interface Moment {
  kind: "letter" | "post" | "reaction" | "rsvp" | "mail" | "bounce";
  id: string;
  at: Date;
  /** A letter's kind, an emoji, an answer, a mail's outcome, a bounce's class. */
  what: string;
  /** What became of it, where that is told: a delivery's or a message's status. */
  state: string | null;
  /** A subject, a title, a mail server's words. */
  words: string | null;
  /** The thread, event or message that it leads to. */
  subjectId: string | null;
}

type Row = Moment & { number: number };

const PAGE = 40;

/** Every letter and answer of one member, the latest first. One query. */
export async function timelineOf(
  { id, communityId }: { id: string; communityId: string },
  turn: Turn = {},
): Promise<Page<Moment>> {
  const order = {
    value: Prisma.sql`at`,
    number: Prisma.sql`number`,
    direction: "desc",
    kind: "time",
  } as const;
  const { where, orderBy } = keysetSql(order, turn);
  const part = (sql: Prisma.Sql) =>
    Prisma.sql`(SELECT * FROM (${sql}) part (kind, id, at, number, what, state, words, "subjectId") WHERE ${where} ORDER BY ${orderBy} LIMIT ${PAGE + 1})`;
  const parts = momentsOf(id, communityId).map(part);
  const found = await db().$queryRaw<Row[]>`
    SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) moment ORDER BY ${orderBy} LIMIT ${PAGE + 1}`;
  return asPage(found, PAGE, turn, ({ number, at }) => ({ number, value: at }));
}

function momentsOf(id: string, communityId: string): Prisma.Sql[] {
  return [
    Prisma.sql`
      SELECT 'letter' AS kind, id::text, coalesce(sent_at, not_before) AS at, number, kind::text AS what,
        status::text AS state, CASE WHEN status = 'sent' THEN NULL ELSE response END AS words, digest_id::text AS "subjectId"
      FROM delivery WHERE membership_id = ${id}::uuid`,
    Prisma.sql`
      SELECT 'post', post.id::text, post.created_at, post.number, post.source::text,
        CASE WHEN post.removed_at IS NULL THEN NULL ELSE 'removed' END, thread.subject, thread.id::text
      FROM post JOIN thread ON thread.id = post.thread_id WHERE post.author_id = ${id}::uuid`,
    Prisma.sql`
      SELECT 'reaction', reaction.id::text, reaction.created_at, post.number, reaction.emoji, NULL, thread.subject, thread.id::text
      FROM reaction JOIN post ON post.id = reaction.post_id JOIN thread ON thread.id = post.thread_id
      WHERE reaction.membership_id = ${id}::uuid`,
    Prisma.sql`
      SELECT 'rsvp', rsvp.id::text, rsvp.answered_at, event.number, rsvp.answer::text, NULL, event.title, event.id::text
      FROM rsvp JOIN event ON event.id = rsvp.event_id WHERE rsvp.membership_id = ${id}::uuid`,
    // What became a post or a nod is told by that.
    Prisma.sql`
      SELECT 'mail', id::text, received_at, number,
        coalesce(outcome -> 0 ->> 'name', outcome -> 0 ->> 'kind', reason, ''), status::text, subject, id::text
      FROM inbound_message
      WHERE membership_id = ${id}::uuid AND community_id = ${communityId}::uuid
        AND NOT (status = 'accepted' AND outcome @> ANY (ARRAY['[{"kind":"post"}]', '[{"kind":"reaction"}]']::jsonb[]))`,
    Prisma.sql`
      SELECT 'bounce', bounce.id::text, bounce.at, delivery.number, bounce.class::text, NULL,
        coalesce(nullif(bounce.words, ''), bounce.reason), NULL
      FROM bounce JOIN delivery ON delivery.id = bounce.delivery_id
      WHERE delivery.membership_id = ${id}::uuid`,
  ];
}
