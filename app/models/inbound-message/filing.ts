import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import type { Filed } from "#app/models/inbound-message.ts";
import { Prisma } from "#prisma/generated/client.ts";

export interface Filing {
  ingress: string;
  envelopeFrom: string;
  recipient: string;
  slug: string;
  remoteHost: string;
  raw: Uint8Array;
  fingerprint: string;
}

interface Waiting {
  filing: Filing;
  resolve: (filed: Filed) => void;
  reject: (error: unknown) => void;
}

const MOST = 50;
const MOST_OCTETS = 8 * 1024 * 1024;

let waiting: Waiting[] = [];
let writing = false;

/**
 * Messages that come while a commit is under way share the next one (group commit): each is answered only after its
 * own row and job are durable, and many at once cost little more than one.
 */
export function fileInGroup(filing: Filing): Promise<Filed> {
  return new Promise((resolve, reject) => {
    waiting.push({ filing, resolve, reject });
    if (!writing) void writeGroups();
  });
}

async function writeGroups(): Promise<void> {
  writing = true;
  // One turn of the event loop, so that what arrived together is written together.
  await new Promise((resolve) => setImmediate(resolve));
  while (waiting.length > 0) await writeGroup(takeGroup());
  writing = false;
}

function takeGroup(): Waiting[] {
  let octets = 0;
  const fits = ({ filing }: Waiting, at: number): boolean => {
    octets += filing.raw.byteLength;
    return at === 0 || (at < MOST && octets <= MOST_OCTETS);
  };
  const end = waiting.findIndex((each, at) => !fits(each, at));
  const group = waiting.slice(0, end === -1 ? undefined : end);
  waiting = waiting.slice(group.length);
  return group;
}

async function writeGroup(group: readonly Waiting[]): Promise<void> {
  try {
    const filed = await writeRows(group.map(({ filing }) => filing));
    group.forEach(({ resolve, reject }, at) => {
      const outcome = filed[at];
      if (outcome) resolve(outcome);
      else reject(new Error("a message was neither filed nor known"));
    });
  } catch (error) {
    // One message that the database cannot take must not turn away the others.
    if (group.length === 1) group[0]?.reject(error);
    else for (const each of group) await writeGroup([each]);
  }
}

/** Row, job and the word to the relay in one statement: one round trip, one commit. */
async function writeRows(filings: readonly Filing[]): Promise<(Filed | undefined)[]> {
  const at = now();
  const values = filings.map(
    (filing) => Prisma.sql`(
      ${newId()}::uuid, (SELECT id FROM community WHERE slug = ${filing.slug}), ${filing.ingress},
      ${filing.envelopeFrom}, ${filing.recipient}::citext, ${filing.remoteHost}, ${filing.raw}::bytea,
      ${filing.fingerprint}, ${at}::timestamptz)`,
  );
  const rows = await db().$queryRaw<{ id: string; fingerprint: string }[]>`
    WITH filed AS (
      INSERT INTO inbound_message
        (id, community_id, ingress, envelope_from, recipient, remote_host, raw, fingerprint, received_at)
      VALUES ${Prisma.join(values)}
      ON CONFLICT (fingerprint) DO NOTHING
      RETURNING id, fingerprint
    ), told AS (
      INSERT INTO outbox_job (name, payload, run_at, created_at)
      SELECT 'process-inbound', jsonb_build_object('inboundMessageId', id), ${at}::timestamptz, ${at}::timestamptz
      FROM filed
    )
    SELECT id::text, fingerprint, pg_notify('outbox', '')::text FROM filed`;

  const fresh = new Map(rows.map(({ fingerprint, id }) => [fingerprint, id]));
  const known = await findKnown(filings.filter(({ fingerprint }) => !fresh.has(fingerprint)));
  return filings.map(({ fingerprint }) => {
    const id = fresh.get(fingerprint);
    // Twice in one group: the first of them filed it.
    if (id !== undefined) fresh.delete(fingerprint);
    if (id !== undefined) known.set(fingerprint, id);
    const before = known.get(fingerprint);
    return before === undefined ? undefined : { id: before, duplicate: id === undefined };
  });
}

async function findKnown(filings: readonly Filing[]): Promise<Map<string, string>> {
  if (filings.length === 0) return new Map();
  const rows = await db().inboundMessage.findMany({
    where: { fingerprint: { in: filings.map(({ fingerprint }) => fingerprint) } },
    select: { id: true, fingerprint: true },
  });
  return new Map(rows.map(({ fingerprint, id }) => [fingerprint, id]));
}
