import { beforeAll, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { keepFile } from "#app/models/blob.ts";
import { type Act, mayDo } from "#app/models/roles.ts";
import { startSession } from "#app/models/session.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import type { Community } from "#prisma/generated/client.ts";
import {
  actorOf,
  aCommunity,
  aMember,
  anOwner,
  aPost,
  aThread,
  type MemberOfTest,
} from "#tests/support/circle.ts";
import { openPage } from "#tests/support/pages.ts";
import { allRoutes, type WalkedRoute } from "./routes.ts";

/** In everything that the other community has: it may be seen in nothing that is answered under ours. */
const MARK = "FOREIGN-WORDS";

interface Full {
  community: Community;
  owner: MemberOfTest;
  /** Ids and numbers of everything in it. */
  things: string[];
}

let ours: Full;
let theirs: Full;
const people: Record<"member" | "moderator" | "owner" | "follower" | "outsider", string> = {
  member: "",
  moderator: "",
  owner: "",
  follower: "",
  outsider: "",
};
let routes: WalkedRoute[];

beforeAll(async () => {
  ours = await fill("ours");
  theirs = await fill(MARK);
  people.owner = await cookieOf(ours.owner);
  people.outsider = await cookieOf(theirs.owner);
  for (const role of ["member", "moderator", "follower"] as const)
    people[role] = await cookieOf(await aMember(ours.community, { role }));
  routes = await allRoutes();
}, 120_000);

async function cookieOf({ personId }: MemberOfTest): Promise<string> {
  const { token } = await transaction((tx) => startSession(tx, personId, "Firefox"));
  return sessionCookie(token).split(";")[0] ?? "";
}

async function fill(words: string): Promise<Full> {
  const community = await aCommunity({ name: words, publicHome: true });
  const communityId = community.id;
  const owner = await anOwner(community, { name: words });
  const member = await aMember(community, { name: words, makes: words });
  const thread = await aThread(community, { by: member, subject: words });
  const post = await aPost(thread, member, { text: words });
  const blob = await keepFile(Buffer.from(words), "text/plain");
  const attachment = await db().attachment.create({
    data: { communityId, postId: post.id, blobId: blob.id, filename: words, position: 0 },
  });
  const showcase = await db().showcase.create({ data: { communityId, makerId: member.id, title: words } });
  const event = await db().event.create({
    data: {
      communityId,
      organizerId: member.id,
      title: words,
      startsAt: now(),
      endsAt: new Date(now().getTime() + 3_600_000),
      timeZone: "UTC",
    },
  });
  const digest = await db().digest.create({ data: { communityId, opening: words } });
  const newsletter = await db().newsletter.create({ data: { communityId, opening: words } });
  const held = await db().inboundMessage.create({
    data: {
      communityId,
      ingress: "smtp",
      envelopeFrom: "eve@elsewhere.example",
      recipient: `${community.slug}@roundletter.test`,
      raw: Buffer.from(`From: eve@elsewhere.example\r\nSubject: ${words}\r\n\r\n${words}`),
      fingerprint: `${words}-held`,
      status: "held",
      subject: words,
      preview: words,
    },
  });
  const rows = [owner, member, thread, post, attachment, showcase, event, digest, newsletter, held] as const;
  const things = rows.flatMap((row) => [row.id, ...("number" in row ? [String(row.number)] : [])]);
  return { community, owner, things };
}

/** Everything that belongs to a community, whatever table it is in: a new table is watched by itself. */
async function snapshotOf({ community }: Full): Promise<Map<string, string>> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE column_name = 'community_id' AND table_schema = 'public' ORDER BY 1`;
  expect(tables.length).toBeGreaterThan(15);
  const all = new Map<string, string>();
  for (const { name } of [...tables, { name: "community" }]) {
    const key = name === "community" ? "id" : "community_id";
    const [row] = await db().$queryRawUnsafe<{ sum: string | null }[]>(
      `SELECT md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS sum FROM "${name}" t WHERE t.${key}::text = $1`,
      community.id,
    );
    all.set(name, row?.sum ?? "");
  }
  return all;
}

type Answer = { status: number; body: string } | { broke: string };

async function ask(
  { module, path, params }: WalkedRoute,
  method: "GET" | "POST",
  given: { cookie?: string; slug: string; thing: string; fields?: Record<string, string> },
): Promise<Answer> {
  const route = module[method === "GET" ? "loader" : "action"] as Parameters<typeof openPage>[0] | undefined;
  if (!route) return { status: 404, body: "" };
  const filled = Object.fromEntries(params.map((name) => [name, name === "slug" ? given.slug : given.thing]));
  const at = path.replaceAll(/\$(\w+)/g, (_, name: string) => filled[name] ?? "");
  const request = new Request(`http://roundletter.test${at}`, {
    method,
    headers: given.cookie === undefined ? {} : { cookie: given.cookie },
    ...(given.fields && { body: new URLSearchParams(given.fields) }),
  });
  try {
    return await read(await route({ request, params: filled, context: { nonce: "" } }));
  } catch (thrown) {
    return thrown instanceof Response ? read(thrown) : { broke: String(thrown) };
  }
}

async function read(answer: unknown): Promise<Answer> {
  if (answer instanceof Response) {
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
    if (isStream) await answer.body?.cancel();
    return { status: answer.status, body: isStream ? "" : await answer.text() };
  }
  const given = answer as { data?: unknown; init?: { status?: number } | null } | null;
  const isInit = given !== null && typeof given === "object" && "init" in given;
  return { status: (isInit ? given.init?.status : undefined) ?? 200, body: JSON.stringify(answer) };
}

const statusOf = (answer: Answer) => ("status" in answer ? answer.status : answer.broke);
const inConsole = () => routes.filter(({ path }) => path.startsWith("/console/$slug"));
/** What everybody makes (threads, showcases, events) has pages in the console, too: the table says so. */
const mayMembers = ({ source }: WalkedRoute) =>
  [...source.matchAll(/requireActor\([^,]+,[^,]+,\s*"([a-z-]+)"/g)].some(([, act = ""]) =>
    (mayDo.member as readonly string[]).includes(act),
  );
const intentsOf = ({ source }: WalkedRoute) => [
  ...new Set(
    [...source.matchAll(/^\s+"?([a-z][a-z-]*)"?: async|value="([a-z-]+)"|intent: "([a-z-]+)"/gm)].map(
      ([, ...names]) => names.find(Boolean) ?? "",
    ),
  ),
];

describe("a walk over every route, with two communities", () => {
  test(
    "the console is closed to strangers, to another community's owner, and to those whose role may not",
    { timeout: 120_000 },
    async () => {
      const wrong: string[] = [];
      for (const route of inConsole()) {
        const { slug } = ours.community;
        for (const method of ["GET", "POST"] as const) {
          if (!((method === "GET" ? "loader" : "action") in route.module)) continue;
          const expected = {
            stranger: [302],
            outsider: [404],
            member: [403, 404],
            follower: [403, 404],
          } as const;
          for (const [who, statuses] of Object.entries(expected)) {
            if (who === "member" && mayMembers(route)) continue;
            const cookie = who === "stranger" ? undefined : people[who as keyof typeof people];
            const fields = method === "POST" ? { fields: { intent: "save" } } : {};
            const answer = await ask(route, method, {
              slug,
              thing: ours.things[0] ?? "",
              ...(cookie && { cookie }),
              ...fields,
            });
            const status = statusOf(answer);
            if (!(statuses as readonly (number | string)[]).includes(status))
              wrong.push(`${method} ${route.path} as ${who}: ${String(status)}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test(
    "nothing of the other community is seen under ours, by any role, with any of its ids",
    { timeout: 240_000 },
    async () => {
      const wrong: string[] = [];
      const { slug } = ours.community;
      for (const route of routes.filter(({ params }) => params.includes("slug"))) {
        const things = route.params.length > 1 ? theirs.things : [""];
        for (const thing of things)
          for (const who of ["owner", "moderator"] as const) {
            const answer = await ask(route, "GET", { slug, thing, cookie: people[who] });
            if ("broke" in answer) wrong.push(`GET ${route.path} ${thing} broke: ${answer.broke}`);
            else if (answer.body.includes(MARK))
              wrong.push(`GET ${route.path} ${thing} shows what is not ours`);
          }
      }
      expect(wrong).toEqual([]);
    },
  );

  test(
    "nothing of the other community is changed by any act of ours, with any of its ids",
    { timeout: 240_000 },
    async () => {
      const before = await snapshotOf(theirs);
      const wrong: string[] = [];
      const { slug } = ours.community;
      let acts = 0;
      for (const route of routes.filter(
        ({ params, module }) => params.includes("slug") && "action" in module,
      )) {
        const things = route.params.length > 1 ? theirs.things : theirs.things.slice(0, 1);
        for (const intent of intentsOf(route))
          for (const thing of things) {
            const names = [
              "id",
              "as",
              "member",
              "memberId",
              "thread",
              "threadId",
              "into",
              "post",
              "postId",
              "event",
              "showcase",
              "address",
              "key",
              "number",
              "numbers",
              "items",
              "photo",
            ];
            const fields = { intent, ...Object.fromEntries(names.map((name) => [name, thing])) };
            const answer = await ask(route, "POST", { slug, thing, cookie: people.owner, fields });
            acts++;
            if ("body" in answer && answer.body.includes(MARK))
              wrong.push(`POST ${route.path} ${intent} shows what is not ours`);
          }
      }
      expect(acts).toBeGreaterThan(100);
      expect(await snapshotOf(theirs)).toEqual(before);
      expect(wrong).toEqual([]);
    },
  );
});

describe("the table of roles", () => {
  const acts = [...new Set(Object.values(mayDo).flat())] as Act[];

  test("has each act for owners, and none for followers", () => {
    expect([...mayDo.owner].sort()).toEqual([...acts].sort());
    expect(mayDo.follower).toEqual([]);
  });

  test("gives nobody an act who has left, waits or was removed", async () => {
    const { actorMay } = await import("#app/models/roles.ts");
    for (const status of ["left", "removed", "waiting"] as const) {
      const gone = await aMember(ours.community, { role: "owner", status });
      for (const act of acts) expect(actorMay(actorOf(gone, ours.community), act)).toBe(false);
    }
  });
});
