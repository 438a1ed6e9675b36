import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { importArchive } from "#app/models/archive-import.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";

interface Old {
  id: string;
  from: string;
  subject: string;
  date: string;
  answers?: string;
  text: string;
  headers?: string;
}

function asMessage({ id, from, subject, date, answers, text, headers = "" }: Old): string {
  const answered = answers === undefined ? "" : `In-Reply-To: <${answers}>\n`;
  return `From: ${from}\nTo: potters@old.example\nSubject: ${subject}\nDate: ${date}\nMessage-ID: <${id}>\n${answered}${headers}\n${text}\n`;
}

function asMbox(messages: readonly Old[]): string {
  return messages
    .map(
      (old) =>
        `From ${old.id} Mon May  4 10:00:00 2015\n${asMessage(old).replaceAll(/^(>*From )/gm, ">$1")}\n`,
    )
    .join("");
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream of chunks, odd sizes on purpose
async function* inChunks(text: string, size = 37): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const glaze: Old[] = [
  {
    id: "reply@old",
    from: "Bea <bea@old.example>",
    subject: "Re: Glaze",
    date: "Mon, 04 May 2015 12:00:00 +0000",
    answers: "glaze@old",
    text: "From the old recipe, always.",
  },
  {
    id: "glaze@old",
    from: "Ana <ANA@example.org>",
    subject: "Glaze",
    date: "Mon, 04 May 2015 10:00:00 +0000",
    text: "Which one do you use?\n\nFrom where?",
  },
  {
    id: "again@old",
    from: "Cleo <cleo@old.example>",
    subject: "AW: Glaze",
    date: "Tue, 05 May 2015 09:00:00 +0000",
    text: "No header of mine says so, but this belongs here.",
  },
  {
    id: "market@old",
    from: "Cleo <cleo@old.example>",
    subject: "Market",
    date: "Wed, 06 May 2015 09:00:00 +0000",
    text: "Who comes?",
  },
  {
    id: "away@old",
    from: "Dan <dan@old.example>",
    subject: "Out of office",
    date: "Wed, 06 May 2015 09:01:00 +0000",
    headers: "Auto-Submitted: auto-replied\n",
    text: "I am away.",
  },
];

describe("an archive that is brought along", () => {
  let community: Community;
  let anaId: string;
  const glazeThread = () =>
    db().thread.findFirstOrThrow({
      where: { communityId: community.id, subject: "Glaze" },
      include: { posts: { orderBy: { createdAt: "asc" }, include: { author: true } } },
    });
  const bring = (messages: readonly Old[]) =>
    importArchive({ communityId: community.id, actorId: null }, { mbox: inChunks(asMbox(messages)) });

  beforeEach(async () => {
    community = await aCommunity();
    await db().emailAddress.deleteMany({ where: { address: { contains: "@old.example" } } });
    await db().emailAddress.deleteMany({ where: { address: "ana@example.org" } });
    anaId = (await aMember(community, { address: "ana@example.org", instantPosts: true })).id;
  });

  test("becomes threads, in the order of its dates, and nobody gets a letter", async () => {
    const told: number[] = [];
    const report = await importArchive(
      { communityId: community.id, actorId: null },
      { mbox: inChunks(asMbox(glaze)) },
      { tell: ({ read }) => told.push(read) },
    );

    expect(report).toMatchObject({ read: 5, posts: 4, threads: 2, known: 0, formerMembers: 2 });
    expect(report.skipped).toEqual([{ reason: "machine", count: 1 }]);
    expect(told.at(-1)).toBe(5);
    const thread = await glazeThread();
    expect(thread).toMatchObject({ postCount: 3, startedById: anaId });
    expect(thread.createdAt.toISOString()).toBe("2015-05-04T10:00:00.000Z");
    expect(thread.lastPostAt.toISOString()).toBe("2015-05-05T09:00:00.000Z");
    expect(thread.posts.map(({ text }) => text)).toEqual([
      "Which one do you use?\n\nFrom where?",
      "From the old recipe, always.",
      "No header of mine says so, but this belongs here.",
    ]);
    expect(thread.posts[1]?.author).toMatchObject({ name: "Bea", status: "left", digestRhythm: "off" });
    expect(await db().delivery.count({ where: { communityId: community.id } })).toBe(0);
    expect(
      await db().auditEntry.count({ where: { communityId: community.id, act: "archive.imported" } }),
    ).toBe(1);
  });

  test("goes on where it broke off, also when a reply came in before its parent", async () => {
    await bring(glaze.slice(0, 1));
    const report = await bring(glaze);

    expect(report).toMatchObject({ posts: 3, known: 1, threads: 1 });
    expect((await glazeThread()).posts).toHaveLength(3);
    expect(await bring(glaze)).toMatchObject({ posts: 0, known: 4, threads: 0, formerMembers: 0 });
    expect(await db().thread.count({ where: { communityId: community.id } })).toBe(2);
  });

  test("may be a Maildir", async () => {
    const folder = await mkdtemp(join(tmpdir(), "roundletter-maildir-"));
    for (const [at, old] of glaze.entries()) {
      const inside = join(folder, at < 3 ? "cur" : ".Market/new");
      await mkdir(inside, { recursive: true });
      await writeFile(join(inside, `14307${String(at)}.M1.host:2,S`), asMessage(old));
    }
    const report = await importArchive({ communityId: community.id, actorId: null }, { maildir: folder });
    await rm(folder, { recursive: true });

    expect(report).toMatchObject({ read: 5, posts: 4, threads: 2 });
  });
});
