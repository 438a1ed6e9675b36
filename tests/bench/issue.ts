import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { setClock } from "#app/lib/clock.ts";
import { amendConfig } from "#app/lib/config.ts";
import { deliveryCounts, listDeliveries } from "#app/models/delivery.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import { migrate } from "#tests/support/postgres.ts";
import { median, printTable, type Figure } from "./table.ts";

/*
 * Choosing and freezing, without anything being sent: a database of its own, as durable as an operator's, and no
 * worker beside it. Alone: `node --import tsx tests/bench/issue.ts [circle | history | minute]`.
 */

const noon = Date.UTC(2026, 10, 24, 12);
const DAY = 86_400_000;

const measures = { circle: measureCircle, history: measureHistory, minute: measureMinute };

export async function measureIssue(names = Object.keys(measures)): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    const measure = measures[name as keyof typeof measures];
    figures.push(...(await inHouse(measure)));
  }
  return figures;
}

/** 300 members, 5,000 posts of history, 200 new ones: five communities, one after the other. */
async function measureCircle(sql: pg.Client): Promise<Figure[]> {
  const took: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const at = new Date(noon + round * DAY);
    const [id = ""] = await makeCommunities(sql, { count: 1, members: 300, at });
    await addPosts(sql, { ids: [id], posts: 5_000, perThread: 33, from: "200 days", until: "1 day", at });
    await tellUntil(sql, id, at);
    await addPosts(sql, { ids: [id], posts: 200, perThread: 8, from: "23 hours", until: "1 hour", at });
    await sql.query("ANALYZE");
    took.push(await timeIssue(at));
    await sql.query("UPDATE membership SET next_digest_at = NULL");
  }
  return [
    {
      what: "issue: 300 members, 5,000 posts, 200 new",
      ours: milliseconds(median(took.slice(1))), // the first one warms up
      ceiling: "300 ms",
      ratio: (median(took.slice(1)) / 300).toFixed(2),
    },
  ];
}

/** One member's digest of twenty new posts, in a community of 1,000 posts and in one of 1,000,000. */
async function measureHistory(sql: pg.Client): Promise<Figure[]> {
  const at = new Date(noon);
  const [small = "", large = ""] = await makeCommunities(sql, { count: 2, members: 13, at });
  await sql.query("UPDATE membership SET next_digest_at = NULL");
  await addPosts(sql, { ids: [small], posts: 1_000, perThread: 20, from: "900 days", until: "1 day", at });
  await sql.query("ANALYZE");
  const before = await measureOne(sql, small, 0);
  for (let part = 0; part < 10; part += 1) {
    await addPosts(sql, {
      ids: [large],
      posts: 100_000,
      perThread: 20,
      from: "900 days",
      until: "1 day",
      at,
    });
  }
  await sql.query("VACUUM (ANALYZE)");
  const after = await measureOne(sql, large, 30);
  return [
    {
      what: "issue: one member, at 1,000,000 posts against 1,000",
      ours: milliseconds(after),
      ceiling: milliseconds(before),
      ratio: (after / before).toFixed(2),
    },
  ];
}

async function measureOne(sql: pg.Client, id: string, firstDay: number): Promise<number> {
  const took: number[] = [];
  for (let round = 1; round <= 30; round += 1) {
    const at = new Date(noon + (firstDay + round) * DAY);
    await addPosts(sql, { ids: [id], posts: 20, perThread: 4, from: "3 hours", until: "1 hour", at });
    // One who has written nothing themselves.
    await sql.query(
      "UPDATE membership SET next_digest_at = $1 WHERE number = (SELECT min(number) FROM membership WHERE community_id = $2)",
      [at, id],
    );
    took.push(await timeIssue(at));
    await sql.query("UPDATE membership SET next_digest_at = NULL");
  }
  return median(took.slice(10)); // the first ones warm up
}

const COMMUNITIES = 1_000;
const BIG = 10_000;

/** 1,000 communities of 20 members and one of 10,000, all due in the same minute. */
async function measureMinute(sql: pg.Client): Promise<Figure[]> {
  const at = new Date(noon);
  const ids = await makeCommunities(sql, { count: COMMUNITIES, members: 20, at });
  const [big = ""] = await makeCommunities(sql, { count: 1, members: BIG, at });
  for (const id of [big, ...ids.slice(0, 1)]) await tellUntil(sql, id, at);
  await addPosts(sql, { ids: [big, ...ids], posts: 12, perThread: 3, from: "3 hours", until: "1 hour", at });
  await sql.query("ANALYZE");

  const watching = watchIssued(sql, big);
  const took = await timeIssue(at);
  const { smallDone } = await watching.end();
  return [
    {
      what: `issue: ${String(COMMUNITIES)} communities of 20 and one of ${String(BIG)}, due in one minute`,
      ours: `${(took / 1000).toFixed(1)} s`,
      ceiling: "60 s",
      ratio: (took / 60_000).toFixed(2),
    },
    {
      what: "… until the last of the small ones was issued",
      ours: `${(smallDone / 1000).toFixed(1)} s`,
      ceiling: "",
      ratio: "",
    },
    ...(await measureLooking(sql, big)),
  ];
}

/** What a page costs while ten thousand letters are on their way. */
async function measureLooking(sql: pg.Client, communityId: string): Promise<Figure[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT id FROM digest WHERE community_id = $1 AND status = 'issued'",
    [communityId],
  );
  const digestId = rows[0]?.id ?? "";
  const counting = await medianOf(() => deliveryCounts(digestId));
  const listing = await medianOf(() => listDeliveries(communityId, { digestId, page: 100 }));
  const all = await medianOf(() => listDeliveries(communityId, { page: 100 }));
  return [
    {
      what: `counts of a digest's ${String(BIG)} letters; page 100 of their list, of all letters`,
      ours: [counting, listing, all].map(milliseconds).join(", "),
      ceiling: "",
      ratio: "",
    },
  ];
}

async function medianOf(act: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return median(took.slice(2));
}

function watchIssued(sql: pg.Client, big: string) {
  const began = performance.now();
  const ended = new AbortController();
  const watched = (async () => {
    for (;;) {
      const { rows } = await sql.query<{ small: number }>(
        "SELECT count(*)::int AS small FROM digest WHERE status = 'issued' AND community_id <> $1",
        [big],
      );
      if ((rows[0]?.small ?? 0) >= COMMUNITIES || ended.signal.aborted)
        return { smallDone: performance.now() - began };
      await wait(200);
    }
  })();
  return {
    end: () => {
      ended.abort();
      return watched;
    },
  };
}

async function timeIssue(at: Date): Promise<number> {
  setClock(at);
  const began = performance.now();
  const runs = await issueDueDigests(at);
  const took = performance.now() - began;
  if (!runs.some(({ digest }) => digest !== null)) throw new Error("nothing was issued");
  return took;
}

const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** A migrated database of its own, under the models and under our hands. */
async function inHouse<Result>(measure: (sql: pg.Client) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), "roundletter-issue-"));
  const server = await startEmbeddedPostgres({ dataDir });
  await disconnect();
  await migrate(server.url);
  amendConfig({ databaseUrl: server.url, dataDir });
  const sql = new pg.Client({ connectionString: server.url });
  await sql.connect();
  // History is written in bulk, without looking up each reference.
  await sql.query("SET session_replication_role = replica");
  try {
    return await measure(sql);
  } finally {
    setClock(null);
    await sql.end();
    await disconnect();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Communities with members who are all due at one instant. */
async function makeCommunities(
  sql: pg.Client,
  { count, members, at }: { count: number; members: number; at: Date },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `WITH new_community AS (
      INSERT INTO community (id, slug, name, time_zone)
      SELECT gen_random_uuid(), 'c' || substr(md5(random()::text), 1, 20), 'Kiln Circle ' || n, 'Europe/Berlin'
      FROM generate_series(1, $1::int) n RETURNING id
    ), drafted AS (
      INSERT INTO digest (id, community_id, status) SELECT gen_random_uuid(), id, 'draft' FROM new_community
    ), new_person AS (
      INSERT INTO person (id, name)
      SELECT gen_random_uuid(), 'Member ' || n FROM generate_series(1, $1::int * $2::int) n RETURNING id, name
    ), new_address AS (
      INSERT INTO email_address (id, person_id, address, verified_at)
      SELECT gen_random_uuid(), id, id || '@bench.example', $3 FROM new_person
    ), numbered AS (
      SELECT id, name, row_number() OVER () - 1 AS n FROM new_person
    ), home AS (
      SELECT id, row_number() OVER () - 1 AS n FROM new_community
    ), joined AS (
      INSERT INTO membership (id, community_id, person_id, status, name, time_zone, digest_rhythm, digest_weekday,
        digest_hour, next_digest_at, told_until, joined_at)
      SELECT gen_random_uuid(), home.id, numbered.id, 'active', numbered.name, 'Europe/Berlin', 'daily', 5, 13, $3,
        $3::timestamptz - interval '1 day', $3::timestamptz - interval '1 year'
      FROM numbered JOIN home ON home.n = numbered.n % $1::int
    )
    SELECT id FROM new_community`,
    [count, members, at],
  );
  return rows.map(({ id }) => id);
}

async function tellUntil(sql: pg.Client, id: string, at: Date): Promise<void> {
  await sql.query(
    "UPDATE membership SET told_until = $2::timestamptz - interval '1 day' WHERE community_id = $1",
    [id, at],
  );
}

/** In each of these communities: threads of so many posts, by its first members in turn, spread evenly. */
async function addPosts(
  sql: pg.Client,
  {
    ids,
    posts,
    perThread,
    from,
    until,
    at,
  }: { ids: string[]; posts: number; perThread: number; from: string; until: string; at: Date },
): Promise<void> {
  await sql.query(
    `WITH author AS (
      SELECT community_id, array_agg(id) AS ids FROM (
        SELECT id, community_id, row_number() OVER (PARTITION BY community_id ORDER BY number DESC) AS place FROM membership
        WHERE community_id = ANY($1::uuid[])
      ) some_members WHERE place <= 12 GROUP BY community_id
    ), new_thread AS (
      INSERT INTO thread (id, community_id, subject, post_count, created_at, last_post_at)
      SELECT gen_random_uuid(), home.id, 'How do you fire a slow bisque, part ' || n, $3::int, $6::timestamptz - $4::interval, $6
      FROM unnest($1::uuid[]) AS home (id), generate_series(0, ceil($2::float / $3::int)::int - 1) n
      RETURNING id, community_id
    ), numbered AS (
      SELECT id, community_id, row_number() OVER (PARTITION BY community_id) - 1 AS n FROM new_thread
    )
    INSERT INTO post (id, community_id, thread_id, author_id, text, source, created_at)
    SELECT gen_random_uuid(), numbered.community_id, numbered.id, author.ids[1 + p % cardinality(author.ids)],
      'Slowly to 600.', 'mail',
      $6::timestamptz - $4::interval + ($4::interval - $5::interval) * (p::float / $2::int)
    FROM numbered JOIN author USING (community_id)
    JOIN generate_series(0, $2::int - 1) p ON p / $3::int = numbered.n`,
    [ids, posts, perThread, from, until, at],
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const names = process.argv.slice(2);
  printTable(await measureIssue(names.length > 0 ? names : undefined));
  process.exit(0);
}
