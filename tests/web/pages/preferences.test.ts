import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { memberToken } from "#app/models/membership.ts";
import { action, loader } from "#app/routes/preferences.$token.tsx";
import { aCommunity, aMember, anOwner, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const open = (token: string) => openPage(loader, `/preferences/${token}`, { params: { token } });
const send = (token: string, fields: Record<string, string>) =>
  press(action, `/preferences/${token}`, fields, { params: { token } });

const kept = ({ id }: MemberOfTest) => db().membership.findUniqueOrThrow({ where: { id } });
const profile = { intent: "profile", name: "Kofi", makes: "Bread", story: "", place: "", links: "" };
const daily = {
  intent: "rhythm",
  digestRhythm: "daily",
  digestWeekday: "5",
  digestHour: "6",
  timeZone: "Asia/Tokyo",
  locale: "de",
};

describe("preferences by the link in every letter", () => {
  it("change nothing when they are opened", async () => {
    const member = await aMember(await aCommunity());
    const before = await kept(member);

    expect(await open(memberToken(member, "preferences"))).toMatchObject({
      status: 200,
      page: { kind: "member" },
    });
    expect(await kept(member)).toEqual(before);
  });

  it("set the rhythm, the clock, the language and posts at once", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "preferences");

    expect(await send(token, { ...daily, instantPosts: "on" })).toMatchObject({
      status: 302,
      location: `/preferences/${token}`,
    });
    expect(await kept(member)).toMatchObject({
      digestRhythm: "daily",
      digestHour: 6,
      timeZone: "Asia/Tokyo",
      locale: "de",
      instantPosts: true,
    });
    await send(token, daily);
    expect(await kept(member)).toMatchObject({ instantPosts: false });
  });

  it("keep the profile, and every word of it when something is wrong", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "preferences");

    expect(
      await send(token, { ...profile, links: "https://one.example\nhttps://two.example" }),
    ).toMatchObject({ status: 302 });
    expect(await kept(member)).toMatchObject({
      name: "Kofi",
      makes: "Bread",
      links: ["https://one.example", "https://two.example"],
    });
    expect(
      await send(token, { ...profile, name: "", story: "A long story", links: "javascript:alert(1)" }),
    ).toMatchObject({
      status: 400,
      page: {
        errors: { name: "Your name is missing.", links: expect.any(String) as string },
        typed: { story: "A long story" },
      },
    });
  });

  it("pause until a day, and take it back", async () => {
    const member = await aMember(await aCommunity(), { timeZone: "Europe/Berlin" });
    const token = memberToken(member, "preferences");

    await send(token, { intent: "pause", until: "2199-05-03" });
    expect(await kept(member)).toMatchObject({
      status: "paused",
      pausedUntil: new Date("2199-05-02T22:00:00Z"),
    });
    expect(await send(token, { intent: "pause", until: "2001-05-03" })).toMatchObject({
      status: 400,
      page: { errors: { "": "This time is over already." } },
    });
    await send(token, { intent: "resume" });
    expect(await kept(member)).toMatchObject({ status: "active", pausedUntil: null });
  });

  it("leave, but not the last owner", async () => {
    const community = await aCommunity();
    const [owner, member] = [await anOwner(community), await aMember(community)];

    expect(await send(memberToken(owner, "preferences"), { intent: "leave" })).toMatchObject({ status: 400 });
    const token = memberToken(member, "preferences");
    expect(await send(token, { intent: "leave" })).toMatchObject({ status: 302 });
    expect(await kept(member)).toMatchObject({ status: "left" });
    expect(await open(token)).toMatchObject({ status: 200, page: { kind: "gone" } });
    expect(await send(token, daily)).toMatchObject({ status: 400 });
  });

  it("show who waits their place", async () => {
    const member = await aMember(await aCommunity(), { status: "waiting", waitingSince: now() });

    expect(await open(memberToken(member, "preferences"))).toMatchObject({
      page: { kind: "waiting", place: 1 },
    });
  });

  it("are nobody else's: a token of another purpose, or one that was revoked, opens nothing", async () => {
    const member = await aMember(await aCommunity());
    const token = memberToken(member, "preferences");
    await db().person.update({ where: { id: member.personId }, data: { keyVersion: 2 } });

    for (const other of [token, memberToken(member, "unsubscribe"), "nonsense"]) {
      expect(await open(other)).toMatchObject({ status: 404, page: { kind: "unknown" } });
      expect(await send(other, { intent: "leave" })).toMatchObject({ status: 404 });
    }
    expect(await kept(member)).toMatchObject({ status: "active" });
  });
});
