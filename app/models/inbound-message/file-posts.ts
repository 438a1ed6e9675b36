import type { Tx } from "#app/db/transaction.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import type { Outcome, Reading } from "#app/models/inbound-message.ts";
import { prepareInstantLetters } from "#app/models/delivery/instant.ts";
import { wakeWaiting } from "#app/models/inbound-message/waiting.ts";
import { contentOf, type NewPost } from "#app/models/post.ts";
import { tidySubject } from "#app/models/thread.ts";

/** A message that becomes one post, in a thread that is there or in a new one, and nothing else. */
export interface PlainPost {
  post: Omit<NewPost, "threadId" | "attachments">;
  to: { threadId: string } | { newSubject: string };
  /** Whoever writes from an address can be written to. */
  writesFrom?: string;
}

export interface Plain extends PlainPost {
  inboundMessageId: string;
  reading: Reading;
}

/**
 * Files many messages as what `postReply`, `startThread` and `settleInboundMessage` would make of each: threads, posts,
 * counters, proof of life and outcome in one statement and one commit. Gives back which messages are settled now;
 * what is not (its thread was closed, or somebody else was quicker) is to be looked at by itself.
 */
export async function filePosts(plain: readonly Plain[]): Promise<Set<string>> {
  const at = now();
  const rows = plain.map(asRow);
  return transaction(async (tx) => {
    const filed = await write(tx, rows, at);
    const byId = new Map(rows.map((row) => [row.inbound_id, row]));
    for (const { id, isAwaited } of filed) {
      const row = byId.get(id);
      // Somebody wants this at once: their letters are written with the post, as for any other.
      if (row && isAwaited) await prepareInstantLetters(tx, asPost(row, at));
    }
    await wakeWaiting(
      tx,
      filed.map(({ id }) => byId.get(id)?.message_id ?? null),
    );
    return new Set(filed.map(({ id }) => id));
  });
}

type Row = ReturnType<typeof asRow>;

function asRow({ inboundMessageId, reading, post, to, writesFrom }: Plain) {
  const { facts, authentication } = reading;
  const isNew = "newSubject" in to;
  const postId = newId();
  const threadId = isNew ? newId() : to.threadId;
  const said: Outcome[number] = { kind: "post", id: postId, threadId };
  return {
    inbound_id: inboundMessageId,
    community_id: post.communityId,
    author_id: post.authorId,
    post_id: postId,
    thread_id: threadId,
    new_subject: isNew ? tidySubject(to.newSubject) : null,
    in_reply_to: post.inReplyToId ?? null,
    ...contentOf(post),
    client: post.client ?? null,
    writes_from: writesFrom ?? null,
    from_address: facts.fromAddress,
    from_name: facts.fromName,
    subject: facts.subject,
    message_id: facts.messageId,
    preview: facts.preview,
    authentication,
    outcome: isNew ? [{ kind: "thread", id: threadId }, said] : [said],
  };
}

function asPost(row: Row, createdAt: Date) {
  const { post_id: id, community_id: communityId, thread_id: threadId, author_id: authorId } = row;
  return { id, communityId, threadId, authorId, createdAt };
}

function write(tx: Tx, rows: readonly Row[], at: Date): Promise<{ id: string; isAwaited: boolean }[]> {
  return tx.$queryRaw`
    WITH wanted AS (
      SELECT wanted.* FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (
        inbound_id uuid, community_id uuid, author_id uuid, post_id uuid, thread_id uuid, new_subject text,
        in_reply_to uuid, text text, html text, folded jsonb, client text, writes_from text, from_address text,
        from_name text, subject text, message_id text, preview text, authentication jsonb, outcome jsonb
      )) WITH ORDINALITY AS wanted (
        inbound_id, community_id, author_id, post_id, thread_id, new_subject, in_reply_to, text, html, folded, client,
        writes_from, from_address, from_name, subject, message_id, preview, authentication, outcome, place)
    ),
    -- In one order, so that two who file into the same threads do not wait for each other in a circle.
    open AS (
      SELECT id, community_id FROM thread
      WHERE id IN (SELECT thread_id FROM wanted WHERE new_subject IS NULL)
        AND closed_at IS NULL AND removed_at IS NULL AND merged_into_id IS NULL
      ORDER BY id FOR NO KEY UPDATE
    ),
    settled AS (
      UPDATE inbound_message SET status = 'accepted', reason = NULL, outcome = wanted.outcome, settled_at = ${at},
        claimed_at = NULL, error = NULL, membership_id = wanted.author_id, from_address = wanted.from_address::citext,
        from_name = wanted.from_name, subject = wanted.subject, message_id = wanted.message_id,
        preview = wanted.preview, authentication = wanted.authentication
      FROM wanted LEFT JOIN open ON open.id = wanted.thread_id AND open.community_id = wanted.community_id
      WHERE inbound_message.id = wanted.inbound_id AND inbound_message.status = 'processing'
        AND (wanted.new_subject IS NOT NULL OR open.id IS NOT NULL)
        AND NOT EXISTS (SELECT FROM post WHERE post.inbound_message_id = wanted.inbound_id)
      RETURNING inbound_message.id
    ),
    done AS (SELECT wanted.* FROM wanted JOIN settled ON settled.id = wanted.inbound_id),
    begun AS (
      INSERT INTO thread (id, community_id, subject, started_by_id, post_count, created_at, last_post_at)
      SELECT thread_id, community_id, new_subject, author_id, 1, ${at}, ${at} FROM done WHERE new_subject IS NOT NULL
    ),
    counted AS (
      UPDATE thread SET post_count = thread.post_count + more.posts, last_post_at = ${at}
      FROM (SELECT thread_id, count(*)::int AS posts FROM done WHERE new_subject IS NULL GROUP BY 1) more
      WHERE thread.id = more.thread_id
    ),
    posted AS (
      INSERT INTO post (id, community_id, thread_id, author_id, in_reply_to_id, text, html, folded, source, client,
        inbound_message_id, answer, created_at)
      SELECT post_id, community_id, thread_id, author_id,
        (SELECT id FROM post answered WHERE answered.id = done.in_reply_to AND answered.thread_id = done.thread_id),
        text, html, folded, 'mail', client, inbound_id, 0, ${at}
      FROM done ORDER BY place
    ),
    alive AS (
      SELECT DISTINCT community_id, writes_from::citext AS address FROM done WHERE writes_from IS NOT NULL
    ),
    cleared AS (
      UPDATE bounce SET cleared_at = ${at} FROM alive
      WHERE bounce.community_id = alive.community_id AND bounce.address = alive.address AND bounce.cleared_at IS NULL
    ),
    ended AS (
      DELETE FROM suppression USING alive
      WHERE suppression.community_id = alive.community_id AND suppression.address = alive.address
        AND suppression.reason = 'soft_bounces'
      RETURNING suppression.id, suppression.community_id
    ),
    told AS (
      INSERT INTO audit_entry (id, community_id, act, subject_id, details, at)
      SELECT gen_random_uuid(), community_id, 'suppression.ended', id::text,
        '{"reason": "soft_bounces", "proof": "reply"}', ${at} FROM ended
    ),
    eager AS (
      SELECT DISTINCT community_id FROM membership
      WHERE community_id IN (SELECT community_id FROM done) AND instant_posts
    )
    SELECT inbound_id::text AS id, (
      done.community_id IN (SELECT community_id FROM eager)
      OR EXISTS (SELECT FROM thread_preference
        WHERE thread_preference.thread_id = done.thread_id AND wish = 'follow')
      OR EXISTS (SELECT FROM membership WHERE membership.id = done.author_id AND follows_own)
    ) AS "isAwaited"
    FROM done ORDER BY place`;
}
