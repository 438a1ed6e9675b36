import { expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { insightOf } from "#app/models/insight.ts";
import { aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

const monday = new Date("2026-11-23T12:00:00Z");
const before = (days: number) => new Date(monday.getTime() - days * 86_400_000);

it("half a year is told by weeks: who was here, who took part, how soon somebody answered, what came back", async () => {
  setClock(monday);
  const community = await aCommunity();
  const ana = await anOwner(community, { joinedAt: before(100) });
  const ben = await aMember(community, { joinedAt: before(30), invitedById: ana.id });
  await aMember(community, { joinedAt: before(9), invitedById: ben.id });
  const thread = await aThread(community, { by: ana, createdAt: before(8) });
  await aPost(thread, ana, { createdAt: before(8) });
  await aPost(thread, ben, { createdAt: new Date(before(8).getTime() + 3 * 3_600_000) });
  const alone = await aThread(community, { by: ben, subject: "Anybody?", createdAt: before(5) });
  await aPost(alone, ben, { createdAt: before(5) });
  for (const status of ["sent", "sent", "bounced"] as const)
    await db().delivery.create({
      data: {
        communityId: community.id,
        membershipId: ben.id,
        kind: "receipt",
        status,
        letterKey: `insight:${status}:${Math.random()}`,
        address: ben.address,
        notBefore: before(1),
        notAfter: monday,
        createdAt: before(1),
      },
    });

  const insight = await insightOf(community.id, "Europe/Berlin");
  expect(insight.members).toHaveLength(26);
  expect(insight.members.at(-1)).toMatchObject({ week: "2026-11-23", here: 3 });
  expect(insight.members[0]).toMatchObject({ here: 0 });
  expect(insight.takingPart.find(({ week }) => week === "2026-11-09")).toMatchObject({ wrote: 2 });
  expect(insight.firstReply.find(({ week }) => week === "2026-11-09")).toMatchObject({
    hours: 3,
    unanswered: 0,
  });
  expect(insight.unanswered).toMatchObject([{ subject: "Anybody?", by: ben.name }]);
  expect(insight.letters.find(({ week }) => week === "2026-11-16")).toMatchObject({ sent: 2, bounced: 1 });
  expect(insight.growth).toMatchObject([
    { id: ana.id, invited: 1, further: 1 },
    { id: ben.id, invited: 1, further: 0 },
  ]);
});

it("another community's life is not in it", async () => {
  setClock(monday);
  const [mine, other] = [await aCommunity(), await aCommunity()];
  const theirs = await anOwner(other, { joinedAt: before(10) });
  await aPost(await aThread(other, { by: theirs }), theirs);
  const insight = await insightOf(mine.id, "Europe/Berlin");
  expect(insight.members.at(-1)?.here).toBe(0);
  expect(insight.takingPart.at(-1)?.wrote).toBe(0);
});
