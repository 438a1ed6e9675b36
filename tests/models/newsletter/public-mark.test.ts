import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { makePrivate, makePublic } from "#app/models/public-mark.ts";
import { aMember, actorOf, aThread } from "#tests/support/circle.ts";
import { anEvent, aPublicCircle, aShowcase } from "./public-circle.ts";

describe("the public mark", () => {
  it("is on nothing until somebody who curates puts it there, and is written down", async () => {
    setClock(new Date("2026-11-24T07:00:00Z"));
    const { community, owner } = await aPublicCircle();
    const moderator = await aMember(community, { role: "moderator" });
    const things = {
      thread: await aThread(community, { by: owner }),
      showcase: await aShowcase(community, owner),
      event: await anEvent(community, owner),
    };

    for (const kind of ["thread", "showcase", "event"] as const) {
      const { id, publicAt } = things[kind];
      expect(publicAt).toBeNull();
      const actor = actorOf(moderator, community);
      await makePublic(actor, kind, id);
      await makePublic(actor, kind, id);
      await makePrivate(actor, kind, id);
      await makePrivate(actor, kind, id);
      const acts = await db().auditEntry.findMany({
        where: { communityId: community.id, subjectId: id },
        orderBy: { id: "asc" },
      });
      expect(acts).toMatchObject([
        { act: `${kind}.made-public`, actorId: moderator.personId },
        { act: `${kind}.made-private`, actorId: moderator.personId },
      ]);
    }
  });

  it("is for members on their own showcases only, not for anybody of another community, nor on remarks about a digest", async () => {
    const { community, owner, actor } = await aPublicCircle();
    const other = await aPublicCircle();
    const member = await aMember(community);
    const showcase = await aShowcase(community, owner);
    const own = await aShowcase(community, member);
    const remarks = await aThread(community, { by: owner, kind: "digest" });

    await expect(makePublic(actorOf(member, community), "showcase", showcase.id)).rejects.toMatchObject({
      reason: "not-allowed",
    });
    await makePublic(actorOf(member, community), "showcase", own.id);
    await expect(makePublic(other.actor, "showcase", showcase.id)).rejects.toMatchObject({
      reason: "not-found",
    });
    await expect(makePublic(actor, "showcase", "1")).rejects.toMatchObject({ reason: "not-found" });
    await expect(makePublic(actor, "thread", remarks.id)).rejects.toMatchObject({ reason: "not-found" });
    expect(await db().showcase.findUnique({ where: { id: showcase.id } })).toMatchObject({ publicAt: null });
  });
});
