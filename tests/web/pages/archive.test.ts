import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { archiveUrl, calendarUrl, membershipById } from "#app/models/membership.ts";
import { action as pressArchive, loader as openArchive } from "#app/routes/$slug_.archive._index.tsx";
import { loader as openDigests } from "#app/routes/$slug_.archive.digests._index.tsx";
import { loader as openEvents } from "#app/routes/$slug_.archive.events.tsx";
import { loader as openMember } from "#app/routes/$slug_.archive.members.$number.tsx";
import { loader as openMembers } from "#app/routes/$slug_.archive.members._index.tsx";
import { action as open, loader as openGate } from "#app/routes/$slug_.archive.open.$token.tsx";
import { action as mark, loader as openPieces } from "#app/routes/$slug_.archive.showcases._index.tsx";
import { loader as openPiece } from "#app/routes/$slug_.archive.showcases.$number.tsx";
import { loader as openThread } from "#app/routes/$slug_.archive.threads.$number.tsx";
import { loader as openCalendar } from "#app/routes/calendar.$token.ts";
import { aFollower, anEvent, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import { aMember, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

async function tokenOf(member: MemberOfTest) {
  const whole = await membershipById(member.communityId, member.id);
  return whole ? (archiveUrl(whole).split("/").at(-1) ?? "") : "";
}

async function cookieOf(member: MemberOfTest, slug: string) {
  const token = await tokenOf(member);
  const { headers } = await press(open, `/${slug}/archive/open/${token}`, {}, { params: { slug, token } });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function aCircleThatTalks() {
  setClock(new Date("2026-11-24T09:00:00Z"));
  const circle = await aPublicCircle({ publicHome: false });
  const mei = await aMember(circle.community, { name: "Mei Tanaka", makes: "Bowls" });
  const thread = await aThread(circle.community, { by: mei, subject: "Why does ash make a glaze?" });
  await aPost(thread, mei, { text: "Because it is half glass already." });
  await aPost(thread, mei, { text: "Taken back", removedAt: new Date() });
  const showcase = await aShowcase(circle.community, mei);
  const event = await anEvent(circle.community, mei);
  const { slug } = circle.community;
  return { ...circle, slug, mei, thread, showcase, event };
}

describe("the members' archive", () => {
  it("opens by the link from a letter and a button, in this browser and for this community only", async () => {
    const { slug, mei, community } = await aCircleThatTalks();
    const token = await tokenOf(mei);
    const gate = await openPage(openGate, `/${slug}/archive/open/${token}`, { params: { slug, token } });
    expect(gate).toMatchObject({ status: 200, page: { name: "Mei Tanaka" } });
    expect(gate.headers.get("set-cookie")).toBeNull();

    const { location, headers } = await press(open, "/", {}, { params: { slug, token } });
    expect(location).toBe(`/${slug}/archive`);
    expect(headers.get("set-cookie")).toContain(`Path=/${slug}; HttpOnly; SameSite=Lax`);
    const cookie = await cookieOf(mei, slug);
    expect(await openPage(openArchive, `/${slug}/archive`, { params: { slug }, cookie })).toMatchObject({
      page: { isOpen: true, threads: [{ subject: "Why does ash make a glaze?", postCount: 2 }] },
    });
    expect(
      await openPage(openArchive, `/${slug}/archive?search=nobody`, { params: { slug }, cookie }),
    ).toMatchObject({ page: { threads: [] } });

    await db().person.update({ where: { id: mei.personId }, data: { keyVersion: { increment: 1 } } });
    expect(await openPage(openArchive, `/${slug}/archive`, { params: { slug }, cookie })).toMatchObject({
      page: { isOpen: false },
    });
    expect(community.publicHome).toBe(false);
  });

  it("tells a stranger nothing: neither that there is such a community nor who is in it", async () => {
    const { slug, mei, community } = await aCircleThatTalks();
    const [closed, none] = await Promise.all([
      openPage(openArchive, `/${slug}/archive`, { params: { slug } }),
      openPage(openArchive, "/no-such-circle/archive", { params: { slug: "no-such-circle" } }),
    ]);
    const blank = (page: object) => JSON.stringify(page).replaceAll(/no-such-circle|circle-[\d-]+/g, "…");
    expect(blank(closed.page)).toBe(blank(none.page));

    for (const [loader, params] of [
      [openThread, { number: "1" }],
      [openDigests, {}],
      [openMembers, {}],
      [openMember, { number: String(mei.number) }],
      [openPieces, {}],
      [openEvents, {}],
    ] as const)
      expect(await openPage(loader, "/", { params: { slug, ...params } })).toMatchObject({
        status: 302,
        location: `/${slug}/archive`,
      });

    const sent = (address: string) =>
      press(pressArchive, `/${slug}/archive`, { address, website: "" }, { params: { slug } });
    expect((await sent(mei.address)).page).toEqual((await sent("eve@elsewhere.example")).page);
    const letters = await db().delivery.findMany({ where: { communityId: community.id } });
    expect(letters).toMatchObject([{ kind: "receipt", address: mei.address }]);
    const [letter] = (await compose(letters)).values();
    const raw = letter && "raw" in letter ? letter.raw.toString().replaceAll("=\r\n", "") : "";
    expect(raw).toContain(`/${slug}/archive/open/`);
  });

  it("is not for followers, nor for members of another community", async () => {
    const [here, there] = [await aCircleThatTalks(), await aCircleThatTalks()];
    const follower = await aFollower(here.community);
    const token = await tokenOf(follower);
    const params = { slug: here.slug, token };
    expect(await press(open, "/", {}, { params })).toMatchObject({ status: 404 });

    const cookie = (await cookieOf(there.mei, there.slug)).replace(there.slug, here.slug);
    expect(await openPage(openArchive, "/", { params: { slug: here.slug }, cookie })).toMatchObject({
      page: { isOpen: false },
    });
    const own = await cookieOf(here.mei, here.slug);
    const thread = { params: { slug: here.slug, number: String(there.thread.number) }, cookie: own };
    expect(await openPage(openThread, "/", thread)).toMatchObject({ status: 404 });
    const piece = { params: { slug: here.slug, number: String(there.showcase.number) }, cookie: own };
    expect(await openPage(openPiece, "/", piece)).toMatchObject({ status: 404 });
  });

  it("reads threads without what was removed, people without their addresses, and one's own answers", async () => {
    const { slug, mei, thread, event, showcase, community } = await aCircleThatTalks();
    const cookie = await cookieOf(mei, slug);
    await db().rsvp.create({
      data: {
        communityId: community.id,
        eventId: event.id,
        membershipId: mei.id,
        answer: "maybe",
        answeredAt: new Date(),
      },
    });
    const at = (params: Record<string, string>) => ({ params: { slug, ...params }, cookie });

    const read = await openPage(openThread, "/", at({ number: String(thread.number) }));
    expect(read.page).toMatchObject({ posts: [{ text: "Because it is half glass already." }] });
    expect(read.page.answerTo).toMatch(new RegExp(`^${slug}\\+[a-z0-9]+@`));
    expect(await openPage(openEvents, "/", at({}))).toMatchObject({
      page: { coming: [{ title: "Raku in the yard", mine: { answer: "maybe" } }] },
    });
    expect(await openPage(openPiece, "/", at({ number: String(showcase.number) }))).toMatchObject({
      page: { piece: { title: "Ash-glazed bowl" } },
    });
    const people = [
      await openPage(openMembers, "/", at({})),
      await openPage(openMember, "/", at({ number: String(mei.number) })),
    ];
    for (const { page } of people) {
      expect(JSON.stringify(page)).toContain("Bowls");
      expect(JSON.stringify(page)).not.toMatch(/@(?:example|studio)/);
    }
  });

  it("lets a maker show a piece of their own to everybody and take it back, and nobody else's", async () => {
    const { slug, mei, showcase, community } = await aCircleThatTalks();
    const other = await aMember(community, { name: "Ben" });
    const publicAt = async () =>
      (await db().showcase.findUniqueOrThrow({ where: { id: showcase.id } })).publicAt;
    const say = async (who: MemberOfTest, intent: string) =>
      press(
        mark,
        `/${slug}/archive/showcases`,
        { intent, id: showcase.id },
        {
          params: { slug },
          cookie: await cookieOf(who, slug),
        },
      );

    await expect(say(other, "make-public")).rejects.toMatchObject({ reason: "not-allowed" });
    expect(await publicAt()).toBeNull();
    expect(await say(mei, "make-public")).toMatchObject({ status: 302 });
    expect(await publicAt()).not.toBeNull();
    await say(mei, "make-private");
    expect(await publicAt()).toBeNull();
  });

  it("gives each member a calendar of their own, which is not sent again while it is the same", async () => {
    const { mei, event, actor } = await aCircleThatTalks();
    const whole = await membershipById(mei.communityId, mei.id);
    const token = whole ? (calendarUrl(whole).split("/").at(-1) ?? "") : "";
    const ask = (tag?: string) =>
      openCalendar({
        request: new Request(`http://roundletter.test/calendar/${token}`, {
          headers: tag ? { "If-None-Match": tag } : {},
        }),
        params: { token },
        context: { nonce: "" },
      });

    const first = await ask();
    const calendar = await first.text();
    expect(first.headers.get("cache-control")).toContain("private");
    expect(calendar).toContain(`UID:event-${event.number}@`);
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const same = await ask(first.headers.get("etag") ?? "");
    expect([same.status, await same.text()]).toEqual([304, ""]);
    await db().event.update({ where: { id: event.id }, data: { title: "Raku by the river" } });
    expect((await ask(first.headers.get("etag") ?? "")).status).toBe(200);
    expect(actor.community.id).toBe(mei.communityId);
  });
});
