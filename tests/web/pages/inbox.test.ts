import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { askSignIn } from "#app/models/session.ts";
import { action as judgeList, loader as openInbox } from "#app/routes/console.$slug.held._index.tsx";
import { action as judgeOne, loader as openMail } from "#app/routes/console.$slug.held.$id.tsx";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import type { Community, InboundMessage } from "#prisma/generated/client.ts";
import { addressOf, arrive, replyAddressOf } from "#tests/jobs/inbound/arriving.ts";
import { aCommunity, aMember, anOwner, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";
import { cookieOf } from "#tests/support/signed-in.ts";

async function aHouse() {
  const community = await aCommunity();
  const owner = await anOwner(community);
  const [noor, cookie] = [await aMember(community, { name: "Noor" }), await cookieOf(owner)];
  const asked = { params: { slug: community.slug }, cookie };
  const list = `/console/${community.slug}/held`;
  return {
    community,
    owner,
    noor,
    open: (search = "") => openPage(openInbox, list + search, asked),
    judge: (fields: Record<string, string>) => press(judgeList, list, fields, asked),
    openOne: (id: string) =>
      openPage(openMail, `${list}/${id}`, { ...asked, params: { slug: community.slug, id } }),
    judgeOne: (id: string, fields: Record<string, string>) =>
      press(judgeOne, `${list}/${id}`, fields, { ...asked, params: { slug: community.slug, id } }),
  };
}

function fromAnotherAddress(community: Community, noor: MemberOfTest, threadNumber: number) {
  return arrive({
    from: "noor@work.example",
    to: replyAddressOf(community, noor, "thread", threadNumber),
    text: "I dig on Sundays.\n\n-- \nNoor",
  });
}

const standing = async ({ id }: InboundMessage) => db().inboundMessage.findUniqueOrThrow({ where: { id } });

describe("the inbox", () => {
  test("shows what waits with who seems to have written it, in a constant number of queries", async () => {
    const { community, noor, open } = await aHouse();
    const thread = await aThread(community, { by: noor });
    await fromAnotherAddress(community, noor, thread.number);
    await arrive({ from: "Eve <eve@elsewhere.example>", to: addressOf(community), text: "Buy this." });

    const { page } = await open();
    expect(page["rows"]).toMatchObject([
      { fromAddress: "noor@work.example", likely: { id: noor.id, name: "Noor" } },
      { fromName: "Eve", likely: null, why: "Nobody here has this sender’s address." },
    ]);
    const few = await queriesOf(() => open());
    for (let i = 0; i < 4; i++)
      await arrive({ from: `eve${i}@elsewhere.example`, to: addressOf(community), text: `Buy ${i}.` });
    expect(await queriesOf(() => open())).toBe(few);
    expect((await open("?reason=unknown-sender")).page["rows"]).toHaveLength(5);
    expect((await open("?search=eve3")).page["rows"]).toHaveLength(1);
  });

  test("goes on where it ended, and back again", async () => {
    const { community, open } = await aHouse();
    await db().inboundMessage.createMany({
      data: Array.from({ length: 85 }, (_, n) => ({
        communityId: community.id,
        ingress: "smtp",
        envelopeFrom: "",
        recipient: addressOf(community),
        raw: new Uint8Array(),
        fingerprint: `${community.id}-${n}`,
        status: "held" as const,
        subject: `Mail ${n}`,
        // Several in the same moment: the number decides.
        receivedAt: new Date(now().getTime() + Math.floor(n / 10) * 1000),
      })),
    });
    const subjects = ({ page }: Awaited<ReturnType<typeof open>>) =>
      (page["rows"] as { subject: string }[]).map(({ subject }) => Number(subject.slice(5)));
    const first = await open();
    const second = await open(`?after=${encodeURIComponent(String(first.page["next"]))}`);
    const third = await open(`?after=${encodeURIComponent(String(second.page["next"]))}`);
    expect([first, second, third].flatMap(subjects)).toEqual(Array.from({ length: 85 }, (_, n) => n));
    expect(first.page["previous"]).toBeNull();
    expect(third.page["next"]).toBeNull();
    const back = await open(`?before=${encodeURIComponent(String(third.page["previous"]))}`);
    expect(subjects(back)).toEqual(subjects(second));
    expect((await open("?after=nonsense")).page["rows"]).toHaveLength(40);
  });

  test("an approval waits ten seconds, in which it is undone without a trace", async () => {
    const { community, noor, judge } = await aHouse();
    const thread = await aThread(community, { by: noor });
    const held = await fromAnotherAddress(community, noor, thread.number);

    await judge({ intent: "approve", pick: String(held.number) });
    const [job] = await db().$queryRaw<{ runAt: Date }[]>`
      SELECT run_at AS "runAt" FROM outbox_job WHERE payload->>'inboundMessageId' = ${held.id} ORDER BY id DESC`;
    expect((job?.runAt.getTime() ?? 0) - now().getTime()).toBeGreaterThan(8_000);
    await judge({ intent: "undo", picks: String(held.number) });
    expect(await standing(held)).toMatchObject({
      status: "held",
      reason: "another-sender",
      membershipId: noor.id,
    });
    await processInbound({ inboundMessageId: held.id });
    expect(await db().post.count({ where: { threadId: thread.id } })).toBe(0);

    await judge({ intent: "approve", pick: String(held.number) });
    await processInbound({ inboundMessageId: held.id });
    expect(await db().post.findMany({ where: { threadId: thread.id } })).toMatchObject([
      { authorId: noor.id, text: "I dig on Sundays." },
    ]);
    await judge({ intent: "undo", picks: String(held.number) });
    expect((await standing(held)).status).toBe("accepted");
  });

  test("a trusted address is the member's by mail, and signs nobody in", async () => {
    const { community, noor, judge } = await aHouse();
    const thread = await aThread(community, { by: noor });
    const held = await fromAnotherAddress(community, noor, thread.number);

    await judge({ intent: "trust", pick: String(held.number) });
    await judge({ intent: "undo", picks: String(held.number) });
    expect(await db().emailAddress.count({ where: { personId: noor.personId } })).toBe(1);

    await judge({ intent: "trust", pick: String(held.number) });
    await processInbound({ inboundMessageId: held.id });
    const again = await fromAnotherAddress(community, noor, thread.number);
    expect(again.reason === null || again.status === "ignored").toBe(true);
    const later = await arrive({
      from: "noor@work.example",
      to: replyAddressOf(community, noor, "thread", thread.number),
      text: "And on Mondays.",
    });
    expect(later).toMatchObject({ status: "accepted", membershipId: noor.id });

    await askSignIn("noor@work.example");
    expect(await db().signIn.count({ where: { personId: noor.personId } })).toBe(0);
  });

  test("a notice is shown before it goes, leaves ten seconds later, and not at all when it is undone", async () => {
    const { community, judge, openOne } = await aHouse();
    const held = await arrive({
      from: "Eve <eve@elsewhere.example>",
      to: addressOf(community),
      subject: "May I join?",
      text: "I make bowls.",
    });
    const { page } = await openOne(held.id);
    const notice = page["notice"] as { address: string; subject: string; text: string };
    expect(notice.address).toBe("eve@elsewhere.example");
    expect(notice.text).toContain("decided not to take it");
    expect(notice.text).toContain("I make bowls.");

    await judge({ intent: "reject", pick: String(held.number) });
    const notices = () => db().delivery.findMany({ where: { communityId: community.id, kind: "rejection" } });
    expect((await notices())[0]?.notBefore.getTime()).toBeGreaterThan(now().getTime() + 8_000);
    await judge({ intent: "undo", picks: String(held.number) });
    expect(await notices()).toEqual([]);
    expect(await standing(held)).toMatchObject({ status: "held", reason: "unknown-sender" });

    await judge({ intent: "reject", pick: String(held.number) });
    expect(await notices()).toHaveLength(1);
    expect((await openOne(held.id)).page["notice"]).toBe("told-today");
  });

  test("spam is set aside in silence, several at once, and what nobody is known to have written stays", async () => {
    const { community, noor, judge, open } = await aHouse();
    const thread = await aThread(community, { by: noor });
    const known = await fromAnotherAddress(community, noor, thread.number);
    const unknown = await arrive({ from: "eve@elsewhere.example", to: addressOf(community), text: "Buy." });
    const both = `${known.number},${unknown.number}`;

    await judge({ intent: "approve", picks: both });
    expect([(await standing(known)).status, (await standing(unknown)).status]).toEqual(["received", "held"]);
    await judge({ intent: "undo", picks: both });
    await judge({ intent: "spam", picks: both });
    expect((await open()).page["rows"]).toEqual([]);
    expect((await open("?state=set-aside")).page["rows"]).toHaveLength(2);
    expect(await db().delivery.count({ where: { communityId: community.id, kind: "rejection" } })).toBe(0);
    await judge({ intent: "undo", picks: both });
    expect((await open()).page["rows"]).toHaveLength(2);
  });
});

describe("one mail", () => {
  test("its words can be edited before they are posted; what was there stays folded away", async () => {
    const { community, noor, judgeOne: judge, openOne } = await aHouse();
    const thread = await aThread(community, { by: noor });
    const held = await fromAnotherAddress(community, noor, thread.number);

    expect((await openOne(held.id)).page).toMatchObject({ words: "I dig on Sundays.", likely: noor.id });
    expect(await judge(held.id, { intent: "approve", as: noor.id, text: " " })).toMatchObject({
      status: 400,
    });
    const done = await judge(held.id, { intent: "approve", as: noor.id, text: "I dig on Saturdays." });
    expect(done).toMatchObject({ status: 302, location: `/console/${community.slug}/held` });
    await processInbound({ inboundMessageId: held.id });

    const [post] = await db().post.findMany({ where: { threadId: thread.id } });
    expect(post).toMatchObject({ text: "I dig on Saturdays." });
    expect(post?.folded).toMatchObject([
      { kind: "unedited", text: "I dig on Sundays." },
      { kind: "signature" },
    ]);
  });

  test("after a decision comes the next one; a stranger can be invited, or be told to be a member", async () => {
    const { community, noor, judgeOne: judge } = await aHouse();
    const first = await arrive({
      from: "Eve <eve@elsewhere.example>",
      to: addressOf(community),
      text: "Hi.",
    });
    const second = await arrive({ from: "noor@home.example", to: addressOf(community), text: "It is me." });

    await judge(first.id, { intent: "invite", name: "Eve", note: "Come in" });
    expect(await db().invitation.findMany({ where: { communityId: community.id } })).toMatchObject([
      { address: "eve@elsewhere.example", name: "Eve" },
    ]);
    const moved = await judge(first.id, { intent: "spam" });
    expect(moved.location).toBe(`/console/${community.slug}/held/${second.id}`);
    expect(await judge(second.id, { intent: "approve", as: "" })).toMatchObject({
      status: 400,
      page: { errors: { "": "Choose in whose name it was written." } },
    });
    await judge(second.id, { intent: "remember", as: noor.id });
    expect((await standing(second)).status).toBe("held");
    expect(await db().emailAddress.count({ where: { personId: noor.personId } })).toBe(2);
  });

  test("another community's mail is not found, and a member does not judge", async () => {
    const [here, there] = [await aHouse(), await aHouse()];
    const held = await arrive({ from: "eve@elsewhere.example", to: addressOf(here.community), text: "Hi." });
    expect(await there.openOne(held.id)).toMatchObject({ status: 404 });
    expect(await there.judgeOne(held.id, { intent: "spam" })).toMatchObject({ status: 404 });
    await there.judge({ intent: "spam", pick: String(held.number) });
    expect((await standing(held)).status).toBe("held");

    const asked = { params: { slug: here.community.slug }, cookie: await cookieOf(here.noor) };
    expect(await openPage(openInbox, "/console/x/held", asked)).toMatchObject({ status: 403 });
  });
});

async function queriesOf(ask: () => Promise<unknown>): Promise<number> {
  setClock(null);
  const query = vi.spyOn(pg.Client.prototype, "query");
  await ask();
  const { length } = query.mock.calls;
  query.mockRestore();
  return length;
}
