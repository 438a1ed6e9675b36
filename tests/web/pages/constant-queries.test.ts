import { expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { startSession } from "#app/models/session.ts";
import { loader as deliveries } from "#app/routes/console.$slug.deliveries._index.tsx";
import { loader as digests } from "#app/routes/console.$slug.digests._index.tsx";
import { loader as insight } from "#app/routes/console.$slug.insight.tsx";
import { loader as members } from "#app/routes/console.$slug.members._index.tsx";
import { loader as newsletters } from "#app/routes/console.$slug.newsletters._index.tsx";
import { loader as threads } from "#app/routes/console.$slug.threads._index.tsx";
import { loader as thread } from "#app/routes/console.$slug.threads.$id.tsx";
import { sessionCookie } from "#app/web/session-cookie.ts";
import { aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";
import { countStatements } from "#tests/support/count-statements.ts";
import { openPage } from "#tests/support/pages.ts";

const pages = { threads, thread, members, deliveries, digests, newsletters, insight } as const;

it("a page asks as often for much as for little", async () => {
  const community = await aCommunity();
  const ana = await anOwner(community);
  const first = await aThread(community, { by: ana });
  await aPost(first, ana);
  await aPost(first, await aMember(community));
  const { token } = await transaction((tx) => startSession(tx, ana.personId, "test"));
  const cookie = sessionCookie(token).split(";")[0] ?? "";
  const counts = async () => {
    const counted: Record<string, number> = {};
    for (const [name, loader] of Object.entries(pages)) {
      const asked = { cookie, params: { slug: community.slug, id: first.id } };
      const { statements, result } = await countStatements(() => openPage(loader, `/${name}`, asked));
      expect(result.status, name).toBe(200);
      counted[name] = statements;
    }
    return counted;
  };

  await counts(); // the draft is made by the first look at it
  const few = await counts();
  for (let each = 0; each < 12; each++) {
    const by = await aMember(community);
    const more = await aThread(community, { by, subject: `More ${each}` });
    for (const where of [more, first]) await aPost(where, by);
    await db().reaction.create({
      data: {
        communityId: community.id,
        postId: (await aPost(first, by)).id,
        membershipId: ana.id,
        emoji: "👍",
      },
    });
  }
  const many = await counts();
  expect(many).toEqual(few);
  expect(Math.max(...Object.values(many))).toBeLessThan(45);
});
