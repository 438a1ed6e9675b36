import { describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  digestAsSent,
  digestById,
  draftOf,
  editDraft,
  ensureDraft,
  listDigests,
  publishDigest,
} from "#app/models/digest.ts";
import { actorOf, aCommunity, aMember, anOwner, aPost, aThread } from "#tests/support/circle.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

async function aDraft() {
  setClock(minutes(-600));
  const community = await aCommunity();
  const [ana, ben] = [await anOwner(community), await aMember(community)];
  const threads = [];
  for (const [at, subject] of ["Clay", "Glazes", "Market"].entries()) {
    const thread = await aThread(community, { subject });
    await aPost(thread, ana, { createdAt: minutes(-60 + at) });
    threads.push(thread);
  }
  setClock(noon);
  return { community, ana, ben, threads, owner: actorOf(ana, community) };
}

const titles = async (communityId: string) => (await draftOf(communityId)).items.map(({ title }) => title);

describe("the digest to come", () => {
  test("is one, however many ask for it at once", async () => {
    const community = await aCommunity();
    const drafts = await Promise.all(
      [1, 2, 3, 4].map(() => transaction((tx) => ensureDraft(tx, community.id))),
    );
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
  });

  test("drafts itself from what is new, the latest first", async () => {
    const { community } = await aDraft();
    expect(await titles(community.id)).toEqual(["Market", "Glazes", "Clay"]);
    expect(await db().digestItem.count({ where: { digest: { communityId: community.id } } })).toBe(0);
  });

  test("goes out as the owner arranged it", async () => {
    const { community, ben, owner, threads } = await aDraft();
    const [clay, glazes, market] = threads.map(({ id }) => `thread:${id}`);
    if (!clay || !glazes || !market) throw new Error("a thread is missing");
    await editDraft(owner, {
      opening: "  The kiln is mended.  ",
      items: [
        { key: glazes, dropped: true },
        { key: clay, note: "Worth reading" },
        { key: market, pinned: true },
      ],
    });
    expect(await titles(community.id)).toEqual(["Market", "Glazes", "Clay"]);
    await aPost(await aThread(community, { subject: "Late" }), owner.membership, { createdAt: minutes(-1) });
    const { digest } = await publishDigest(owner, community.id);

    const sent = await digestAsSent(ben.id, digest.id);
    expect(sent?.opening).toBe("The kiln is mended.");
    expect(sent?.items.map(({ title }) => title)).toEqual(["Market", "Clay", "Late"]);
    const items = (await digestById(community.id, digest.id))?.items ?? [];
    expect(items.find(({ threadId }) => `thread:${threadId ?? ""}` === clay)?.note).toBe("Worth reading");
    expect((await draftOf(community.id)).opening).toBe("");
    expect(await titles(community.id)).toEqual([]);
  });

  test("takes nothing of another community, and is edited by who may", async () => {
    const { owner, ben, community } = await aDraft();
    const foreign = await aThread(await aCommunity());
    await expect(editDraft(owner, { items: [{ key: `thread:${foreign.id}` }] })).rejects.toMatchObject({
      reason: "not-found",
    });
    await expect(editDraft(owner, { items: [{ key: "thread:'; DROP TABLE digest" }] })).rejects.toMatchObject(
      { reason: "not-found" },
    );
    await expect(editDraft(actorOf(ben, community), { opening: "Mine" })).rejects.toMatchObject({
      reason: "not-allowed",
    });
  });

  test("joins the list of issues when it is out; another community does not find it", async () => {
    const { community, owner } = await aDraft();
    const { digest } = await publishDigest(owner, community.id);
    const { digests, total } = await listDigests(community.id);
    expect(total).toBe(1);
    expect(digests).toMatchObject([
      { id: digest.id, issue: 1, itemCount: 3, audience: { candidates: 2, prepared: 1 } },
    ]);
    expect(await digestById((await aCommunity()).id, digest.id)).toBeNull();
  });
});
