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
  const { rows } = await leanDb().query<Omit<Row, "raw">>({
    name: "claim-received",
    text: CLAIM_RECEIVED,
    values: [now(), MOST, MOST_OCTETS],
  });
  const raws = await rawOf(rows.map(({ id }) => id));
  return rows
    .map((row) => asMessage({ ...row, raw: raws.get(row.id) ?? new Uint8Array() }))
    .sort((one, other) => one.number - other.number);
}

/** The bytes themselves, in PostgreSQL's binary form: as text, 25 megabytes would hold up everybody. */
async function rawOf(ids: readonly string[]): Promise<Map<string, InboundMessage["raw"]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await leanDb().query<{ id: Buffer; raw: Buffer }>({
    ...{ name: "raw-of", text: "SELECT id::text, raw FROM inbound_message WHERE id = ANY($1::uuid[])" },
    ...{ values: [ids], binary: true, types: { getTypeParser: () => (bytes: unknown) => bytes } },
  });
  return new Map(rows.map(({ id, raw }) => [id.toString("latin1"), new Uint8Array(raw)]));
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
  RETURNING ${[
    ...[
      "inbound_message.id",
      "number",
      "community_id",
      "ingress",
      "envelope_from",
      "recipient",
      "remote_host",
    ],
    ...["raw_forgotten_at", "fingerprint", "status", "reason", "from_address", "from_name", "subject"],
    ...[
      "authentication",
      "message_id",
      "preview",
      "outcome",
      "membership_id",
      "attempts",
      "error",
      "claimed_at",
    ],
    ...["waits_for", "waits_until", "received_at", "settled_at", "edited_text"],
  ].join(", ")}`;

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
