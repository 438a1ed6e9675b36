import { db } from "#app/db/client.ts";
import { createCommunity } from "#app/models/community.ts";
import type { Community, Membership } from "#prisma/generated/client.ts";

export interface Populated {
  community: Community;
  owner: Membership;
  addresses: string[];
}

/** A community with so many members and posts, written in bulk: history is not what is measured. */
export async function populate({
  slug,
  members,
  threads,
  posts,
}: {
  slug: string;
  members: number;
  threads: number;
  posts: number;
}): Promise<Populated> {
  const { community, owner } = await createCommunity({
    slug,
    name: "Kiln Circle",
    timeZone: "Europe/Berlin",
    owner: { name: "Ana Ferreira", address: `ana@${slug}.example` },
  });
  await db().community.update({ where: { id: community.id }, data: { memberLimit: members + 10 } });
  await db().$executeRaw`
    WITH new_person AS (
      INSERT INTO person (id, name) SELECT gen_random_uuid(), 'Member ' || n FROM generate_series(1, ${members}::int) n RETURNING id, name
    ), new_address AS (
      INSERT INTO email_address (id, person_id, address, verified_at)
      SELECT gen_random_uuid(), id, replace(lower(name), ' ', '-') || '@' || ${slug} || '.example', now() FROM new_person
    )
    INSERT INTO membership (id, community_id, person_id, status, name, time_zone, digest_rhythm, digest_weekday, digest_hour, joined_at, told_until)
    SELECT gen_random_uuid(), ${community.id}::uuid, id, 'active', name, 'Europe/Berlin', 'weekly', 5, 7, now() - interval '1 year', now() FROM new_person`;
  await addPosts(community, { threads, posts, age: "200 days" });
  const rows = await db().emailAddress.findMany({
    where: { person: { memberships: { some: { communityId: community.id, role: "member" } } } },
    select: { address: true },
    take: 200,
  });
  return { community, owner, addresses: rows.map(({ address }) => address) };
}

/** New threads with posts by members in turn, spread evenly from `age` ago until now. */
export async function addPosts(
  community: Community,
  { threads, posts, age }: { threads: number; posts: number; age: string },
): Promise<void> {
  await db().$executeRaw`
    WITH author AS (
      SELECT array_agg(id) AS ids FROM (SELECT id FROM membership WHERE community_id = ${community.id}::uuid AND role = 'member' ORDER BY number LIMIT 50) AS some_members
    ), new_thread AS (
      INSERT INTO thread (id, community_id, subject, post_count, created_at, last_post_at)
      SELECT gen_random_uuid(), ${community.id}::uuid, 'How do you fire a slow bisque, part ' || n, ${Math.ceil(posts / threads)}::int, now() - ${age}::interval, now()
      FROM generate_series(1, ${threads}::int) n RETURNING id
    ), numbered AS (SELECT id, row_number() OVER () AS n FROM new_thread)
    INSERT INTO post (id, community_id, thread_id, author_id, text, source, created_at)
    SELECT gen_random_uuid(), ${community.id}::uuid, numbered.id, author.ids[1 + p % cardinality(author.ids)],
      'Slowly to 600, hold an hour, then as fast as the kiln likes. The clay tells you when it has had enough of water. (' || p || ')',
      'mail', now() - ${age}::interval * (1 - p::float / ${posts}::int)
    FROM generate_series(1, ${posts}::int) p JOIN numbered ON numbered.n = 1 + p % ${threads}::int CROSS JOIN author`;
}

/** Others on the same deployment, each with a dozen members and some talk. */
export async function populateNeighbours(count: number): Promise<void> {
  await db().$executeRaw`
    WITH neighbour AS (
      INSERT INTO community (id, slug, name, time_zone)
      SELECT gen_random_uuid(), 'neighbour-' || n, 'Neighbour ' || n, 'Europe/Berlin' FROM generate_series(1, ${count}::int) n
      RETURNING id
    ), new_person AS (
      INSERT INTO person (id, name) SELECT gen_random_uuid(), 'Neighbour ' || n FROM generate_series(1, ${count * 12}::int) n RETURNING id, name
    ), placed AS (
      SELECT place.id AS community_id, someone.id AS person_id, someone.name
      FROM (SELECT id, row_number() OVER () AS n FROM new_person) numbered JOIN new_person someone ON someone.id = numbered.id
      JOIN (SELECT id, row_number() OVER () AS n FROM neighbour) place ON place.n = 1 + numbered.n % ${count}::int
    ), member AS (
      INSERT INTO membership (id, community_id, person_id, status, name, time_zone, digest_rhythm, digest_weekday, digest_hour, joined_at, told_until)
      SELECT gen_random_uuid(), community_id, person_id, 'active', name, 'Europe/Berlin', 'weekly', 5, 7, now(), now() FROM placed
      RETURNING id, community_id
    ), talk AS (
      INSERT INTO thread (id, community_id, subject, post_count, created_at, last_post_at)
      SELECT gen_random_uuid(), id, 'What are you making?', 12, now(), now() FROM neighbour RETURNING id, community_id
    )
    INSERT INTO post (id, community_id, thread_id, author_id, text, source, created_at)
    SELECT gen_random_uuid(), member.community_id, talk.id, member.id, 'A little of everything, as always.', 'mail', now()
    FROM member JOIN talk ON talk.community_id = member.community_id`;
  await db().$executeRaw`ANALYZE`;
}
