import { beforeAll, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { storage } from "#app/lib/storage.ts";
import { compose } from "#app/mailers/index.ts";
import { createCommunity } from "#app/models/community.ts";
import { closeCommunity, deleteClosedCommunities, reopenCommunity } from "#app/models/community/closing.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { expireExports, requestExport } from "#app/models/export.ts";
import { makeExport } from "#app/models/export/make.ts";
import { inviteByAddress } from "#app/models/invitation.ts";
import { startSession } from "#app/models/session.ts";
import { loader as openAudit } from "#app/routes/console.$slug.audit.tsx";
import { action as fetchOne } from "#app/routes/console.$slug.exports_.$id.ts";
import { action as askFor, loader as openExports } from "#app/routes/console.$slug.exports.tsx";
import { action as close, loader as openClosing } from "#app/routes/console.$slug.settings.closing.tsx";
import {
  action as saveIdentity,
  loader as openIdentity,
} from "#app/routes/console.$slug.settings._index.tsx";
import { action as saveLetters, loader as openLetters } from "#app/routes/console.$slug.settings.letters.tsx";
import { action as saveMail, loader as openMail } from "#app/routes/console.$slug.settings.mail.tsx";
import { action as saveParts, loader as openParts } from "#app/routes/console.$slug.settings.public.tsx";
import { action as saveRules, loader as openRules } from "#app/routes/console.$slug.settings.rules.tsx";
import { action as saveTeam, loader as openTeam } from "#app/routes/console.$slug.settings.team.tsx";
import { action as found, loader as openFounding } from "#app/routes/console.new.tsx";
import { action as operate, loader as openHouse } from "#app/routes/operator.tsx";
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
import { openPage, press } from "#tests/support/pages.ts";

const DAY = 86_400_000;

let community: Community;
let owner: MemberOfTest;
let cookie: string;

async function cookieOf({ personId }: { personId: string }): Promise<string> {
  return `session=${(await startSession(db(), personId, "test")).token}`;
}

beforeAll(async () => {
  community = await aCommunity();
  owner = await anOwner(community, { makes: "Bowls; =SUM(A1)" });
  cookie = await cookieOf(owner);
});

const asked = () => ({ cookie, params: { slug: community.slug } });

it("each part of the settings keeps what is right, gives back what is not, and the log tells before and after", async () => {
  for (const open of [openIdentity, openRules, openLetters, openMail, openParts, openTeam, openClosing])
    expect((await openPage(open, "/", asked())).status).toBe(200);

  const identity = {
    intent: "identity",
    name: "Kiln Round",
    tagline: "Clay",
    description: "",
    locale: "de",
    accent: "#33588a",
  };
  expect((await press(saveIdentity, "/", identity, asked())).status).toBe(302);
  expect(await press(saveIdentity, "/", { ...identity, accent: "#ffee00", name: "" }, asked())).toMatchObject(
    {
      status: 400,
      page: { errors: { accent: expect.stringContaining("darker") as string, name: "It needs a name." } },
    },
  );
  expect(
    (
      await press(
        saveRules,
        "/",
        { intent: "rules", memberLimit: "40", startedBy: "curators", holdsFirstPosts: "yes" },
        asked(),
      )
    ).status,
  ).toBe(302);
  const letters = {
    intent: "letters",
    digestRhythm: "daily",
    digestWeekday: "1",
    digestHour: "18",
    timeZone: "Europe/Paris",
    holdMinutes: "30",
    proofRequired: "yes",
    instantGraceMinutes: "5",
    postalAddress: "",
  };
  expect((await press(saveLetters, "/", letters, asked())).status).toBe(302);
  expect(await press(saveLetters, "/", { ...letters, holdMinutes: "999" }, asked())).toMatchObject({
    status: 400,
  });
  expect((await press(saveMail, "/", { intent: "keeping", rawMailDays: "90" }, asked())).status).toBe(302);
  expect(await press(saveMail, "/", { intent: "keeping", rawMailDays: "0" }, asked())).toMatchObject({
    status: 400,
  });
  const parts = {
    home: "everybody",
    makers: "members",
    showcases: "everybody",
    events: "unlisted",
    newsletters: "members",
  };
  expect((await press(saveParts, "/", { intent: "parts", ...parts }, asked())).status).toBe(302);

  expect(await db().community.findUnique({ where: { id: community.id } })).toMatchObject({
    ...{ name: "Kiln Round", locale: "de", accent: "#33588a", memberLimit: 40, startedBy: "curators" },
    ...{ holdsFirstPosts: true, followersMayAnswer: false, digestRhythm: "daily", holdMinutes: 30 },
    ...{
      proofRequired: true,
      rawMailDays: 90,
      publicHome: true,
      makersShown: "members",
      takesInquiries: false,
    },
  });
  const log = await openPage(openAudit, `/?who=${owner.personId}&act=community.changed`, asked());
  const { entries } = log.page as { entries: { actorName: string; changes: unknown[] }[] };
  expect(entries).toHaveLength(4);
  expect(entries.map(({ actorName }) => actorName)).toEqual(Array(4).fill("Ana Ferreira"));
  expect(entries[2]?.changes).toContainEqual({ field: "member limit", before: "150", after: "40" });
  expect(await openPage(openAudit, "/?who=house", asked())).toMatchObject({ page: { entries: [] } });
});

it("a moderator is named, changed and asked by letter; the last owner cannot go", async () => {
  const member = await aMember(community, { name: "Mo Mead" });
  await press(saveTeam, "/", { intent: "role", member: member.id, role: "moderator" }, asked());
  expect(await openPage(openTeam, "/", asked())).toMatchObject({
    page: { team: [{ role: "owner" }, { name: "Mo Mead" }] },
  });
  expect(
    await press(saveTeam, "/", { intent: "role", member: owner.id, role: "member" }, asked()),
  ).toMatchObject({
    status: 400,
    page: { errors: { "": expect.stringContaining("needs an owner") as string } },
  });
  await press(saveTeam, "/", { intent: "ask", address: "new-mod@example.org", name: "Nia" }, asked());
  expect(await openPage(openTeam, "/", asked())).toMatchObject({ page: { asked: [{ who: "Nia" }] } });
  await press(saveTeam, "/", { intent: "role", member: member.id, role: "member" }, asked());
  expect(await db().membership.findUnique({ where: { id: member.id } })).toMatchObject({ role: "member" });
  const theirs = { cookie: await cookieOf(member), params: { slug: community.slug } };
  expect(await openPage(openTeam, "/", theirs)).toMatchObject({ status: 403 });
});

it("what was asked for is packed once, told by letter, fetched by its owner alone and for a week", async () => {
  const thread = await aThread(community, { subject: "Glasuren für Anfänger" });
  const post = await aPost(thread, owner, { text: "Zuerst: langsam.\nFrom the kiln, with love." });
  await aPost(thread, owner, { text: "Ja.", inReplyToId: post.id });
  const texts: Record<string, string> = {};
  let zip = Buffer.alloc(0);
  for (const kind of ["members", "threads", "everything", "archive"] as const) {
    await press(askFor, "/", { intent: "pack", kind }, asked());
    await press(askFor, "/", { intent: "pack", kind }, asked());
    const made = await db().export.findFirstOrThrow({ where: { communityId: community.id, kind } });
    await Promise.all([makeExport(made.id), makeExport(made.id)]);
    const answer = await press(fetchOne, "/", {}, { cookie, params: { slug: community.slug, id: made.id } });
    const bytes = Buffer.from((await answer.response?.arrayBuffer()) ?? new ArrayBuffer(0));
    texts[kind] = bytes.toString("utf8");
    if (kind === "archive") zip = bytes;
  }

  expect(texts.members).toMatch(/^\uFEFFname,address/);
  expect(texts.members).toContain("Ana Ferreira,");
  expect(texts.threads).toContain("\n>From the kiln, with love.");
  expect(texts.threads?.match(/^From \S+@\S+ \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/gm)).toHaveLength(2);
  expect(texts.threads).toMatch(/^In-Reply-To: </m);
  expect(JSON.parse(texts.everything ?? "")).toMatchObject({
    community: { name: "Kiln Round" },
    threads: [
      {
        subject: "Glasuren für Anfänger",
        posts: [{ source: "mail" }, { text: "Ja.", inReplyToId: post.id }],
      },
    ],
  });
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["README.txt", "members.csv", "everything.json", "threads.mbox"])
    expect(zip.includes(name)).toBe(true);

  const letters = await db().delivery.findMany({
    where: { communityId: community.id, kind: "export_ready" },
  });
  expect(letters).toHaveLength(4);
  const [letter] = [...(await compose(letters.slice(0, 1))).values()];
  expect(letter).toHaveProperty("raw");
  expect(await openPage(openExports, "/", asked())).toMatchObject({ page: { exports: { length: 4 } } });
  expect(await db().auditEntry.count({ where: { communityId: community.id, act: "export.fetched" } })).toBe(
    4,
  );

  const other = await anOwner(community, { name: "Olga Other" });
  const [one] = await db().export.findMany({ where: { communityId: community.id } });
  if (!one) throw new Error("there are exports");
  const params = { slug: community.slug, id: one.id };
  expect(await press(fetchOne, "/", {}, { cookie: await cookieOf(other), params })).toMatchObject({
    status: 404,
  });
  setClock(new Date(now().getTime() + 8 * DAY));
  expect(await press(fetchOne, "/", {}, { cookie: await cookieOf(owner), params })).toMatchObject({
    status: 404,
  });
  await expireExports();
  expect(await storage().get(`kept-${one.id}-0`)).toBeNull();
});

it("closing wants the name typed, stops all letters, tells everybody, and can be taken back for thirty days", async () => {
  const circle = await aCommunity({ publicHome: true });
  const ana = await anOwner(circle);
  const ben = await aMember(circle, { name: "Ben Stay" });
  const mine = { cookie: await cookieOf(ana), params: { slug: circle.slug } };
  const letter = {
    communityId: circle.id,
    kind: "welcome",
    address: ben.address,
    facts: {},
    notAfter: new Date(now().getTime() + DAY),
  } as const;
  await prepareDelivery(db(), { ...letter, letterKey: "before" });

  expect(await press(close, "/", { intent: "close", typed: "yes" }, mine)).toMatchObject({ status: 400 });
  expect((await press(close, "/", { intent: "close", typed: circle.slug }, mine)).status).toBe(302);
  await prepareDelivery(db(), { ...letter, letterKey: "after" });
  const lettersOf = (kind: "welcome" | "closing") =>
    db().delivery.findMany({ where: { communityId: circle.id, kind }, orderBy: { number: "asc" } });
  expect((await lettersOf("welcome")).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  const told = await lettersOf("closing");
  expect(told.map(({ address, status }) => [address, status]).sort()).toEqual(
    [
      [ana.address, "prepared"],
      [ben.address, "prepared"],
    ].sort(),
  );
  const raw = [...(await compose(told)).values()].map((one) => ("raw" in one ? one.raw.toString() : ""));
  expect(raw[0]).toContain("closed");
  expect(
    await db().membership.count({ where: { communityId: circle.id, nextDigestAt: { not: null } } }),
  ).toBe(0);

  await press(close, "/", { intent: "reopen" }, mine);
  expect(await db().community.findUnique({ where: { id: circle.id } })).toMatchObject({
    closedAt: null,
    deletesAt: null,
  });
  expect(
    await db().membership.count({ where: { communityId: circle.id, nextDigestAt: { not: null } } }),
  ).toBe(2);
  expect(await lettersOf("closing")).toHaveLength(4);
});

it("thirty days later a closed community is deleted, with those who are nowhere else", async () => {
  const circle = await aCommunity();
  const ana = await anOwner(circle);
  const other = await aCommunity();
  await db().membership.create({
    data: {
      communityId: other.id,
      personId: ana.personId,
      name: "Ana",
      status: "active",
      timeZone: "UTC",
      digestRhythm: "off",
      digestWeekday: 1,
      digestHour: 7,
    },
  });
  const ben = await aMember(circle);
  await requestExport(actorOf(ana, circle), "members");
  await closeCommunity(actorOf(ana, circle));

  setClock(new Date(now().getTime() + 29 * DAY));
  expect(await deleteClosedCommunities()).toBe(0);
  setClock(new Date(now().getTime() + 2 * DAY));
  expect(await deleteClosedCommunities()).toBe(1);
  expect(await db().community.findUnique({ where: { id: circle.id } })).toBeNull();
  expect(await db().person.findMany({ where: { id: { in: [ana.personId, ben.personId] } } })).toMatchObject([
    { id: ana.personId },
  ]);
  expect(await db().auditEntry.findFirst({ where: { act: "community.deleted" } })).toMatchObject({
    details: { slug: circle.slug },
  });
  await expect(reopenCommunity(actorOf(ana, circle))).rejects.toThrow();
});

it("nobody is invited into a closed community", async () => {
  const circle = await aCommunity();
  const ana = await anOwner(circle);
  await inviteByAddress(actorOf(ana, circle), { address: "late@example.org" });
  await closeCommunity(actorOf(ana, circle));
  expect(await db().delivery.findFirst({ where: { address: "late@example.org" } })).toMatchObject({
    status: "cancelled",
  });
});

it("whoever founds the first community looks after the house: sees it, tries again what failed, lets owners found", async () => {
  await db().community.deleteMany();
  const first = await createCommunity({
    slug: "house-circle",
    name: "House Circle",
    timeZone: "UTC",
    owner: { name: "Hanna House", address: "hanna@example.org" },
  });
  const second = await createCommunity({
    slug: "second-circle",
    name: "Second Circle",
    timeZone: "UTC",
    owner: { name: "Sam Second", address: "sam@example.org" },
  });
  const hanna = { cookie: await cookieOf(first.owner) };
  const sam = { cookie: await cookieOf(second.owner) };
  const job = await db().outboxJob.create({
    data: { name: "sweep", payload: {}, status: "failed", attempts: 8, error: "no disk", runAt: now() },
  });
  const mail = await db().inboundMessage.create({
    data: {
      ingress: "smtp",
      envelopeFrom: "a@example.org",
      recipient: "x@roundletter.test",
      raw: Buffer.from("x"),
      fingerprint: "shunted",
      status: "shunted",
      error: "it broke",
    },
  });

  expect(await openPage(openHouse, "/operator", sam)).toMatchObject({ status: 404 });
  expect(await openPage(openHouse, "/operator", hanna)).toMatchObject({
    page: {
      report: {
        communities: { length: 2 },
        failed: [{ error: "no disk" }],
        shunted: [{ error: "it broke" }],
        versions: { node: process.version },
      },
    },
  });
  await press(operate, "/operator", { intent: "retry", job: String(job.id) }, hanna);
  await press(operate, "/operator", { intent: "read-again", message: mail.id }, hanna);
  expect(await db().outboxJob.findUnique({ where: { id: job.id } })).toMatchObject({
    status: "waiting",
    attempts: 0,
  });
  expect(await db().inboundMessage.findUnique({ where: { id: mail.id } })).toMatchObject({
    status: "received",
  });
  expect(await press(operate, "/operator", { intent: "retry", job: String(job.id) }, hanna)).toMatchObject({
    status: 404,
  });

  const wanted = {
    intent: "found",
    name: "Third Circle",
    slug: "third-circle",
    tagline: "",
    accent: "own",
    ownAccent: "#4c6a3a",
    timeZone: "UTC",
  };
  expect(await openPage(openFounding, "/console/new", sam)).toMatchObject({ status: 404 });
  expect(await press(found, "/console/new", { ...wanted, slug: "second-circle" }, hanna)).toMatchObject({
    status: 400,
    page: { errors: { slug: expect.any(String) as string }, typed: { name: "Third Circle" } },
  });
  expect(await press(found, "/console/new", wanted, hanna)).toMatchObject({
    location: "/console/third-circle",
  });
  await press(operate, "/operator", { intent: "founding", ownersMayFound: "yes" }, hanna);
  expect(await press(found, "/console/new", { ...wanted, slug: "sams-second" }, sam)).toMatchObject({
    location: "/console/sams-second",
  });
  expect(await db().auditEntry.count({ where: { communityId: null, actorId: first.owner.personId } })).toBe(
    4,
  );
});
