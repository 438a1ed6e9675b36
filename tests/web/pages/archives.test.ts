import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { startSession } from "#app/models/session.ts";
import { storage } from "#app/lib/storage.ts";
import { runArchive } from "#app/models/uploaded-archive/run.ts";
import { action, loader } from "#app/routes/console.$slug.imports.archive.tsx";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember, anOwner, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

let community: Community;
let owner: MemberOfTest;
let cookie: string;

beforeAll(async () => {
  community = await aCommunity();
  owner = await anOwner(community, { address: "ana@example.org" });
  cookie = `session=${(await startSession(db(), owner.personId, "test")).token}`;
});

const message = (number: number, from: string, subject: string, words: string) =>
  [
    `From ${from} Fri Mar  ${number} 10:00:00 2019`,
    `From: Somebody <${from}>`,
    `To: list@example.org`,
    `Subject: ${subject}`,
    `Date: Fri, 0${number} Mar 2019 10:00:00 +0000`,
    `Message-ID: <${number}@list.example.org>`,
    ...(number > 1 ? [`In-Reply-To: <1@list.example.org>`] : []),
    "",
    words,
    "",
    "",
  ].join("\n");

const mbox =
  message(1, "ana@example.org", "Which clay?", "I wonder which clay to take.") +
  message(2, "old.friend@example.net", "Re: Which clay?", "The red one from the pit, always.") +
  message(3, "ana@example.org", "Re: Which clay?", "Then red it is, thank you.");

async function bring(name: string, bytes: Uint8Array): Promise<number> {
  const form = new FormData();
  form.set("intent", "bring");
  form.set("file", new File([Uint8Array.from(bytes)], name));
  const request = new Request(`http://roundletter.test/console/${community.slug}/imports/archive`, {
    method: "POST",
    body: form,
    headers: { cookie },
  });
  const answer = (await action({ request, params: { slug: community.slug }, context: { nonce: "" } })) as {
    status?: number;
    init?: { status?: number };
  };
  return answer.status ?? answer.init?.status ?? 0;
}

const newest = () =>
  db().archiveImport.findFirstOrThrow({
    where: { communityId: community.id },
    orderBy: { createdAt: "desc" },
  });
const asked = () => ({ cookie, params: { slug: community.slug } });

it("a gzipped archive becomes threads, once however often it runs, and is taken out again but for what members answered", async () => {
  expect(await bring("list.mbox.gz", gzipSync(mbox))).toBe(302);
  expect(await bring("list.mbox.gz", gzipSync(mbox))).toBe(400); // the first one still waits
  const { id } = await newest();
  await runArchive(id);
  await runArchive(id);

  expect(await openPage(loader, "/", asked())).toMatchObject({
    page: { archives: [{ status: "done", report: { posts: 3, threads: 1, formerMembers: 1 } }] },
  });
  const thread = await db().thread.findFirstOrThrow({
    where: { communityId: community.id },
    include: { posts: true },
  });
  expect(thread).toMatchObject({ subject: "Which clay?", posts: { length: 3 } });
  expect(await db().delivery.count({ where: { communityId: community.id } })).toBe(0);
  expect(await storage().get(`kept-${id}-0`)).toBeNull();

  const member = await aMember(community);
  const live = await aPost(thread, member, { text: "Still the red one." });
  await press(action, "/", { intent: "undo", archive: id }, asked());
  expect(await db().post.findMany({ where: { communityId: community.id } })).toMatchObject([{ id: live.id }]);
  expect(await db().thread.findUnique({ where: { id: thread.id } })).toMatchObject({ postCount: 1 });
  expect(await db().membership.count({ where: { communityId: community.id, status: "left" } })).toBe(0);
  expect(await press(action, "/", { intent: "undo", archive: id }, asked())).toMatchObject({ status: 400 });
});

it("what is no archive is not taken, and a damaged one is told", async () => {
  const other = await aThread(community);
  expect(await bring("letter.docx", Buffer.from("PK something"))).toBe(400);
  expect(await bring("broken.gz", gzipSync(mbox).subarray(0, 60))).toBe(302);
  const { id } = await newest();
  await runArchive(id);
  expect(await db().archiveImport.findUnique({ where: { id } })).toMatchObject({ status: "failed" });
  expect(await openPage(loader, "/", asked())).toMatchObject({
    page: { archives: [{ report: { trouble: expect.stringContaining("damaged") as string } }, {}] },
  });
  expect(await db().thread.findUnique({ where: { id: other.id } })).not.toBeNull();
});
