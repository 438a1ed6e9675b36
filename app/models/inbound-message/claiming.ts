import { db, leanDb } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

/** Takes a message for reading; null when there is nothing to take (any more): another has it, or it is settled. */
export async function claimInboundMessage(id: string): Promise<InboundMessage | null> {
  const [claimed] = await db().inboundMessage.updateManyAndReturn({
    where: { id, status: "received" },
    data: { status: "processing", claimedAt: now(), attempts: { increment: 1 } },
  });
  return claimed ?? null;
}

const MOST = 50;
const MOST_OCTETS = 4 * 1024 * 1024;

/**
 * Takes what came first and was never read, up to fifty messages or four megabytes (at least one). What crashed or
 * waits for another message is read by itself.
 */
export async function claimReceived(): Promise<InboundMessage[]> {
  const { rows } = await leanDb().query<Row>({
    name: "claim-received",
    text: CLAIM_RECEIVED,
    values: [now(), MOST, MOST_OCTETS],
  });
  return rows.map(asMessage).sort((one, other) => one.number - other.number);
}

const CLAIM_RECEIVED = `
  WITH free AS (
    SELECT id, number, octet_length(raw) AS octets FROM inbound_message
    WHERE status = 'received' AND attempts = 0 AND waits_until IS NULL
    ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), next AS (
    SELECT id FROM (SELECT id, sum(octets) OVER (ORDER BY number) - octets AS before FROM free) AS summed
    WHERE before < $3
  )
  UPDATE inbound_message SET status = 'processing', claimed_at = $1, attempts = 1
  FROM next WHERE inbound_message.id = next.id
  RETURNING inbound_message.*`;

/** As PostgreSQL names its columns. */
type Row = { [Column in keyof InboundMessage as SnakeCase<Column>]: InboundMessage[Column] };

type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Rest}`
  ? `${Head extends Uppercase<Head> ? "_" : ""}${Lowercase<Head>}${SnakeCase<Rest>}`
  : Name;

function asMessage(row: Row): InboundMessage {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_[a-z]/g, (letter) => letter.slice(1).toUpperCase()),
      value,
    ]),
  ) as unknown as InboundMessage;
}
