import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { listThreads, threadWithPosts } from "#app/models/thread.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";

/* A community at its size: 200 members, 300 threads, 5,000 posts, one thread of 800 with reactions. */

let community: Community;

beforeAll(async () => {
  community = await aCommunity();
  const member = await aMember(community);
  await db().$executeRaw`
    WITH people AS (
      INSERT INTO person (id, name) SELECT gen_random_uuid(), 'Person ' || n FROM generate_series(1, 199) n
      RETURNING id, name)
    INSERT INTO membership (id, community_id, person_id, status, name, time_zone, digest_rhythm, digest_weekday, digest_hour)
    SELECT gen_random_uuid(), ${community.id}::uuid, id, 'active', name, 'Europe/Berlin', 'weekly', 5, 7 FROM people`;
  await db().$executeRaw`
    INSERT INTO thread (id, community_id, subject, started_by_id, post_count, last_post_at)
    SELECT gen_random_uuid(), ${community.id}::uuid, 'Subject ' || n || ' about ' || md5(n::text), ${member.id}::uuid,
      CASE WHEN n = 1 THEN 800 ELSE 14 END, now() - n * interval '1 hour' FROM generate_series(1, 300) n`;
  await db().$executeRaw`
    WITH voices AS (SELECT array_agg(id) AS ids FROM membership WHERE community_id = ${community.id}::uuid)
    INSERT INTO post (id, community_id, thread_id, author_id, text, source, created_at)
    SELECT gen_random_uuid(), ${community.id}::uuid, thread.id, voices.ids[1 + (n * 7 + length(subject)) % 200],
      'Words ' || n || ' ' || repeat(md5(n::text || subject) || ' ', 20), 'mail', now() - n * interval '1 minute'
    FROM thread, voices, generate_series(1, thread.post_count) n WHERE thread.community_id = ${community.id}::uuid`;
  await db().$executeRaw`
    INSERT INTO reaction (id, community_id, post_id, membership_id, emoji)
    SELECT gen_random_uuid(), ${community.id}::uuid, id, author_id, '👍' FROM post WHERE community_id = ${community.id}::uuid`;
  await db().$executeRawUnsafe("ANALYZE");
}, 60_000);

/** How many statements, and how long: the middle of several runs, so that a busy machine does not decide. */
async function measure(ask: () => Promise<unknown>) {
  await ask();
  const query = vi.spyOn(pg.Client.prototype, "query");
  await ask();
  const statements = query.mock.calls.length;
  query.mockRestore();

  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { statements, middle: times[7] ?? Infinity };
}

/** The same in the smallest question there is, at the same time: what a machine under load does to both. */
async function timesSmallest(middle: number): Promise<number> {
  const smallest = await measure(() => db().$queryRaw`SELECT 1`);
  return middle / smallest.middle;
}

test("the list of threads is two questions, quickly answered, on each of its pages", async () => {
  const { statements, middle } = await measure(() => listThreads(community.id));
  expect(statements).toBe(2);
  expect(middle).toBeLessThan(100);

  const subjects: string[] = [];
  let page = await listThreads(community.id);
  for (;;) {
    subjects.push(...page.threads.map(({ subject }) => subject));
    if (page.next === null) break;
    page = await listThreads(community.id, { after: page.next });
  }
  expect(page).toMatchObject({ total: 300, next: null });
  expect(subjects).toHaveLength(300);
  expect(subjects.at(-1)).toMatch(/^Subject 300 /);
  expect(new Set(subjects).size).toBe(300);
  const back = await listThreads(community.id, { before: page.previous ?? "" });
  expect(back.threads.map(({ subject }) => subject)).toEqual(subjects.slice(240, 270));
});

test("a search through five thousand posts is quickly answered", async () => {
  const { statements, middle } = await measure(() => listThreads(community.id, { search: "words 700" }));
  expect(statements).toBe(2);
  expect(await timesSmallest(middle)).toBeLessThan(80);
});

test("a thread of eight hundred posts comes page by page, in as many questions as a short one", async () => {
  const { threads } = await listThreads(community.id);
  const [long, short] = [threads[0]?.id ?? "", threads[5]?.id ?? ""];

  const atLength = await measure(() => threadWithPosts(community.id, long));
  const inShort = await measure(() => threadWithPosts(community.id, short));
  expect(atLength.statements).toBe(inShort.statements);
  // A post on a full page of the long thread costs no more than one of the short thread's fourteen.
  expect(atLength.middle / 100).toBeLessThan((2 * inShort.middle) / 14);

  const conversation = await threadWithPosts(community.id, long, { page: 8 });
  expect(conversation).toMatchObject({ page: 8, pages: 8 });
  expect(conversation?.posts).toHaveLength(100);
  expect(conversation?.posts.at(-1)?.text).toMatch(/^Words 1 /);
});
