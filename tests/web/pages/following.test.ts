import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { confirmFollowToken, forgetFollowRequests } from "#app/models/membership/following.ts";
import { memberToken } from "#app/models/membership.ts";
import { publishNewsletter } from "#app/models/newsletter.ts";
import { makePublic } from "#app/models/public-mark.ts";
import { suppress } from "#app/models/suppression.ts";
import { action as confirm, loader as openConfirm } from "#app/routes/$slug_.follow.$token.tsx";
import { action as follow } from "#app/routes/$slug_.follow._index.tsx";
import { action as prefer, loader as openPreferences } from "#app/routes/preferences.$token.tsx";
import { action as unsubscribe } from "#app/routes/unsubscribe.$token.tsx";
import { countPost } from "#app/web/rate-limit.ts";
import type { Community } from "#prisma/generated/client.ts";
import { aFollower, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import { aMember } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const ask = ({ slug }: Community, fields: Record<string, string>) =>
  press(follow, `/${slug}/follow`, fields, { params: { slug } });

const asked = (community: Community, address?: string) =>
  db().followRequest.findMany({
    where: { communityId: community.id, ...(address && { address }) },
    orderBy: { number: "asc" },
  });

async function pressConfirm(community: Community, address: string) {
  const request = (await asked(community, address)).at(-1);
  const token = request ? confirmFollowToken(request) : "";
  const { slug } = community;
  return press(confirm, `/${slug}/follow/${token}`, {}, { params: { slug, token } });
}

const membershipOf = (community: Community, address: string) =>
  db().membership.findFirst({
    where: { communityId: community.id, person: { addresses: { some: { address } } } },
  });

describe("following", () => {
  it("begins with an address, a letter, and a button; nothing happens before the button", async () => {
    setClock(new Date("2026-11-24T07:00:00Z"));
    const { community } = await aPublicCircle();
    const address = "petra@home.example";

    expect(await ask(community, { address, name: "Petra" })).toMatchObject({
      status: 200,
      page: { ok: true, address },
    });
    const deliveries = await db().delivery.findMany({ where: { communityId: community.id } });
    expect(deliveries).toMatchObject([{ kind: "confirm_follow", address, status: "prepared" }]);
    const [letter] = (await compose(deliveries)).values();
    const [request] = await asked(community);
    const token = request ? confirmFollowToken(request) : "";
    const raw = letter && "raw" in letter ? letter.raw.toString() : "";
    expect(raw.replaceAll("=\r\n", "")).toContain(`/${community.slug}/follow/${token}`);

    const { slug } = community;
    const page = await openPage(openConfirm, `/${slug}/follow/${token}`, { params: { slug, token } });
    expect(page).toMatchObject({ status: 200, page: { open: true, address } });
    expect(await membershipOf(community, address)).toBeNull();

    expect(await pressConfirm(community, address)).toMatchObject({ page: { done: true, kind: "follows" } });
    expect(await membershipOf(community, address)).toMatchObject({
      role: "follower",
      status: "active",
      name: "Petra",
      nextDigestAt: null,
    });
    expect(await pressConfirm(community, address)).toMatchObject({ page: { done: true, kind: "already" } });
  });

  it("answers the same for every address, known or not, asked often or not", async () => {
    setClock(new Date("2026-11-24T08:00:00Z"));
    const { community } = await aPublicCircle();
    const member = await aMember(community);
    const follower = await aFollower(community);
    const removed = await aMember(community, { status: "removed" });
    const stopped = "stopped@home.example";
    await suppress(db(), { communityId: community.id, address: stopped, reason: "complaint" });
    const addresses = [member.address, follower.address, removed.address, stopped, "new@home.example"];

    for (const address of addresses) {
      for (let time = 0; time < 5; time++) {
        const { status, page } = await ask(community, { address });
        expect([status, page]).toEqual([200, { ok: true, address }]);
      }
      const letters = await db().delivery.findMany({ where: { communityId: community.id, address } });
      expect(letters.map(({ kind, status }) => [kind, status])).toEqual(
        Array(3).fill(["confirm_follow", "prepared"]),
      );
    }
  });

  it("does as if, when a machine filled the field that nobody sees; an odd address is told beside its field", async () => {
    const { community } = await aPublicCircle();
    const address = "robot@home.example";

    expect(await ask(community, { address, website: "https://buy.example" })).toMatchObject({
      status: 200,
      page: { ok: true, address },
    });
    expect(await asked(community)).toEqual([]);
    expect(await ask(community, { address: "not an address", name: "Petra" })).toMatchObject({
      status: 400,
      page: {
        errors: { address: expect.stringContaining("email address") as unknown },
        typed: { name: "Petra" },
      },
    });
  });

  it("is counted by network address, thirty times in a quarter of an hour", async () => {
    for (let time = 0; time < 30; time++) expect(await countPost("follow", "203.0.113.9")).toBe(0);
    expect(await countPost("follow", "203.0.113.9")).toBeGreaterThan(0);
  });

  it("leaves a member a member, tells who was removed, and takes back who had left or paused", async () => {
    setClock(new Date("2026-11-24T09:00:00Z"));
    const { community } = await aPublicCircle();
    const member = await aMember(community);
    const removed = await aMember(community, { status: "removed" });
    const left = await aMember(community, { status: "left" });
    const paused = await aFollower(community, { status: "paused" });
    const confirmed = async (address: string) => {
      await ask(community, { address });
      return pressConfirm(community, address);
    };

    expect(await confirmed(member.address)).toMatchObject({ page: { kind: "already", isMember: true } });
    expect(await confirmed(removed.address)).toMatchObject({
      status: 400,
      page: { done: false, refused: { reason: "was-removed" } },
    });
    expect(await confirmed(left.address)).toMatchObject({ page: { kind: "follows" } });
    expect(await confirmed(paused.address)).toMatchObject({ page: { kind: "follows" } });
    const roles = await db().membership.findMany({
      where: { id: { in: [member.id, removed.id, left.id, paused.id] } },
      orderBy: { number: "asc" },
    });
    expect(roles.map(({ role, status }) => [role, status])).toEqual([
      ["member", "active"],
      ["member", "removed"],
      ["follower", "active"],
      ["follower", "active"],
    ]);
  });

  it("is for one community: its link opens nothing in another, and nothing once it is old", async () => {
    const at = new Date("2026-11-24T10:00:00Z");
    setClock(at);
    const [here, there] = [await aPublicCircle(), await aPublicCircle()];
    await ask(here.community, { address: "petra@home.example" });
    const [request] = await asked(here.community);
    const token = request ? confirmFollowToken(request) : "";
    const open = ({ slug }: Community) =>
      openPage(openConfirm, `/${slug}/follow/${token}`, { params: { slug, token } });

    expect(await open(there.community)).toMatchObject({ status: 404 });
    expect(
      await press(
        confirm,
        `/${there.community.slug}/follow/${token}`,
        {},
        {
          params: { slug: there.community.slug, token },
        },
      ),
    ).toMatchObject({ status: 404 });
    setClock(new Date(at.getTime() + 4 * 86_400_000));
    expect(await open(here.community)).toMatchObject({ status: 410 });
    expect(await forgetFollowRequests()).toBeGreaterThan(0);
    expect(await asked(here.community)).toEqual([]);
  });

  it("is not offered where the community shows itself to nobody", async () => {
    const { community } = await aPublicCircle({ publicHome: false });
    expect(await ask(community, { address: "petra@home.example" })).toMatchObject({ status: 404 });
    expect(await asked(community)).toEqual([]);
  });

  it("ends by one press, without a cookie or a question, and begins again by another", async () => {
    setClock(new Date("2026-11-24T11:00:00Z"));
    const { community, owner, actor } = await aPublicCircle();
    const petra = await aFollower(community);
    await makePublic(actor, "showcase", (await aShowcase(community, owner)).id);
    await publishNewsletter(actor);
    const token = memberToken(petra, "unsubscribe");
    const where = { params: { token } };

    const stopped = await press(
      unsubscribe,
      `/unsubscribe/${token}`,
      { "List-Unsubscribe": "One-Click" },
      where,
    );
    expect(stopped).toMatchObject({ status: 200, location: null });
    expect(await db().delivery.findMany({ where: { membershipId: petra.id } })).toMatchObject([
      { kind: "newsletter", status: "cancelled" },
    ]);
    const preferences = memberToken(petra, "preferences");
    const own = { params: { token: preferences } };
    expect(await openPage(openPreferences, `/preferences/${preferences}`, own)).toMatchObject({
      page: { kind: "follower", follower: { paused: true } },
    });
    await press(prefer, `/preferences/${preferences}`, { intent: "resume" }, own);
    await press(prefer, `/preferences/${preferences}`, { intent: "language", locale: "fr" }, own);
    expect(await membershipOf(community, petra.address)).toMatchObject({ status: "active", locale: "fr" });
    await press(prefer, `/preferences/${preferences}`, { intent: "leave" }, own);
    expect(await openPage(openPreferences, `/preferences/${preferences}`, own)).toMatchObject({
      page: { kind: "gone", followed: true },
    });
    expect(now()).toEqual(new Date("2026-11-24T11:00:00Z"));
  });
});
