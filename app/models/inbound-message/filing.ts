import { leanDb } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { newId } from "#app/lib/ids.ts";
import type { Filed } from "#app/models/inbound-message.ts";

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

/**
 * Rows, one hint that there is something to read, and the word to the relay in one statement: one round trip, one
 * commit. All messages travel as one piece, out of which each row takes its own.
 */
async function writeRows(filings: readonly Filing[]): Promise<(Filed | undefined)[]> {
  const at = now();
  const { rows } = await leanDb().query<{ id: string; fingerprint: string }>({
    name: "file-received",
    text: FILE_RECEIVED,
    values: [
      filings.map(() => newId()),
      filings.map(({ slug }) => slug),
      filings.map(({ ingress }) => ingress),
      filings.map(({ envelopeFrom }) => envelopeFrom),
      filings.map(({ recipient }) => recipient),
      filings.map(({ remoteHost }) => remoteHost),
      filings.map(({ fingerprint }) => fingerprint),
      filings.map(({ raw }) => raw.byteLength),
      filings.length === 1 ? filings[0]?.raw : Buffer.concat(filings.map(({ raw }) => raw)),
      at,
    ],
  });

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

const FILE_RECEIVED = `
  WITH came AS (
    SELECT *, 1 + sum(octets) OVER (ORDER BY place) - octets AS begins
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[])
      WITH ORDINALITY AS came (id, slug, ingress, envelope_from, recipient, remote_host, fingerprint, octets, place)
  ), filed AS (
    INSERT INTO inbound_message
      (id, community_id, ingress, envelope_from, recipient, remote_host, raw, fingerprint, received_at)
    SELECT came.id, community.id, came.ingress, came.envelope_from, came.recipient::citext, came.remote_host,
      substring($9::bytea FROM came.begins::int FOR came.octets), came.fingerprint, $10::timestamptz
    FROM came LEFT JOIN community ON community.slug = came.slug
    ORDER BY came.place
    ON CONFLICT (fingerprint) DO NOTHING
    RETURNING id, fingerprint
  ), hinted AS (
    INSERT INTO outbox_job (name, payload, run_at, created_at)
    SELECT 'read-inbound', '{}', $10::timestamptz, $10::timestamptz WHERE EXISTS (SELECT FROM filed)
  )
  SELECT id::text, fingerprint, pg_notify('outbox', '')::text FROM filed`;

async function findKnown(filings: readonly Filing[]): Promise<Map<string, string>> {
  if (filings.length === 0) return new Map();
  const { rows } = await leanDb().query<{ id: string; fingerprint: string }>({
    name: "known-fingerprints",
    text: "SELECT id::text, fingerprint FROM inbound_message WHERE fingerprint = ANY($1::text[])",
    values: [filings.map(({ fingerprint }) => fingerprint)],
  });
  return new Map(rows.map(({ fingerprint, id }) => [fingerprint, id]));
}
