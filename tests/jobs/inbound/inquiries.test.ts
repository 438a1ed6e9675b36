import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { compose } from "#app/mailers/index.ts";
import { forgetInquiries, inquiryToken, listInquiries } from "#app/models/inquiry.ts";
import { makePublic } from "#app/models/public-mark.ts";
import { action as askAboutPiece } from "#app/routes/$slug_.showcases.$thing_.ask.tsx";
import { action as end, loader as openTalk } from "#app/routes/inquiries.$token.tsx";
import { parseMessage } from "#emails/reading/parse-message.ts";
import type { Inquiry } from "#prisma/generated/client.ts";
import { aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import { aMember } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";
import { arrive } from "./arriving.ts";

const PETRA = "petra.novak@home.example";

/** A piece that everybody may see, its maker, and Petra's question about it. */
async function aQuestion(words = "Is the bowl safe for the oven?", traits: Record<string, string> = {}) {
  setClock(new Date("2026-11-24T09:00:00Z"));
  const circle = await aPublicCircle();
  const maker = await aMember(circle.community, { name: "Mei Tanaka", address: mailOf("mei") });
  const showcase = await aShowcase(circle.community, maker);
  await makePublic(circle.actor, "showcase", showcase.id);
  const answered = await ask(circle.community.slug, showcase, { words, ...traits });
  const inquiry = await db().inquiry.findFirst({ where: { communityId: circle.community.id } });
  return { ...circle, maker, showcase, answered, inquiry };
}

let people = 0;
const mailOf = (name: string) => `${name}-${String(++people)}@studio.example`;

function ask(slug: string, showcase: { number: number; title: string }, fields: Record<string, string>) {
  const path = publicPath(slug, "showcases", showcase);
  const params = { slug, thing: path.split("/").at(-1) ?? "" };
  return press(
    askAboutPiece,
    `${path}/ask`,
    { name: "Petra", address: PETRA, website: "", ...fields },
    { params },
  );
}

const talkOf = (inquiry: Inquiry | null, side: "asker" | "maker") =>
  inquiry ? inquiryToken(inquiry, side) : "";

function pressIn(inquiry: Inquiry | null, side: "asker" | "maker", fields: Record<string, string> = {}) {
  const token = talkOf(inquiry, side);
  return press(end, `/inquiries/${token}`, fields, { params: { token } });
}

async function lettersTo(address: string) {
  const deliveries = await db().delivery.findMany({ where: { address }, orderBy: { number: "asc" } });
  const composed = await compose(deliveries);
  return Promise.all(
    deliveries.map(async ({ id, kind }) => {
      const letter = composed.get(id);
      const raw = letter && "raw" in letter ? letter.raw.toString() : "";
      return { kind, raw, message: await parseMessage(Buffer.from(raw)) };
    }),
  );
}

const replyTo = (letter: { message: Awaited<ReturnType<typeof parseMessage>> } | undefined) =>
  /reply-to:\s*<?([^\s>]+@[^\s>]+)/i.exec(letter && "raw" in letter ? String(letter.raw) : "")?.[1] ?? "";

describe("asking a maker", () => {
  it("reaches them only when the asker has pressed the button in their letter", async () => {
    const { maker, answered, inquiry } = await aQuestion();
    expect(answered).toMatchObject({ status: 200, page: { ok: true, address: PETRA } });
    expect(inquiry).toMatchObject({ state: "asked", askerName: "Petra" });
    const asking = (await lettersTo(PETRA)).at(-1);
    expect(asking?.kind).toBe("confirm_inquiry");
    expect(asking?.raw).not.toContain(maker.address);

    const token = talkOf(inquiry, "asker");
    expect(await openPage(openTalk, `/inquiries/${token}`, { params: { token } })).toMatchObject({
      status: 200,
      page: { side: "asker", inquiry: { state: "asked", address: PETRA } },
    });
    expect(await lettersTo(maker.address)).toEqual([]);

    await pressIn(inquiry, "asker");
    await pressIn(inquiry, "asker");
    const letters = await lettersTo(maker.address);
    expect(letters.map(({ kind }) => kind)).toEqual(["inquiry"]);
    expect(letters[0]?.message.text).toContain("Is the bowl safe for the oven?");
    expect(letters[0]?.message.subject).toBe("Someone asks about your “Ash-glazed bowl”");
  });

  it("goes back and forth by reply, and neither side's address, host or signature goes with it", async () => {
    const { maker, inquiry, community } = await aQuestion(`Could you write to ${PETRA}? Petra`);
    await pressIn(inquiry, "asker");
    const [question] = await lettersTo(maker.address);
    expect(question?.raw.replaceAll("=\r\n", "")).not.toContain(PETRA);

    const answered = await arrive({
      from: `Mei from the Lower Mill <${maker.address}>`,
      to: replyTo(question),
      text: [
        "Up to 200 degrees, yes.",
        "",
        "-- ",
        "Mei Tanaka, +49 170 1234567",
        "",
        "On Tuesday, Petra wrote:",
        "> Is it safe?",
      ].join("\n"),
      headers: { "X-Originating-IP": "192.0.2.77", "Message-ID": "<canary@lower-mill.example>" },
    });
    expect(answered).toMatchObject({ status: "accepted", outcome: [{ kind: "inquiry" }] });
    const answer = (await lettersTo(PETRA)).at(-1);
    expect(answer?.message.text).toContain("Up to 200 degrees, yes.");
    for (const hidden of [maker.address, "1234567", "192.0.2.77", "canary", "lower-mill", "Lower Mill"])
      expect(answer?.raw.replaceAll("=\r\n", "")).not.toContain(hidden);
    expect(answer?.raw).toMatch(/^From: .*Mei Tanaka/m);

    const [toMaker, toAsker] = [replyTo(question), replyTo(answer)];
    expect(toMaker).not.toBe(toAsker);
    await arrive({ from: `P <${PETRA}>`, to: toAsker, text: "Thank you, I take it." });
    const last = (await lettersTo(maker.address)).at(-1);
    expect(last?.message.text).toContain("Thank you, I take it.");
    expect(last?.message.inReplyTo).toEqual([question?.message.messageId]);
    expect(await db().post.count({ where: { communityId: community.id } })).toBe(0);
  });

  it("takes a reply only from who the address was made for, and none after a block", async () => {
    const { maker, inquiry } = await aQuestion();
    await pressIn(inquiry, "asker");
    const to = replyTo((await lettersTo(maker.address))[0]);

    expect(await arrive({ from: "Eve <eve@elsewhere.example>", to, text: "Me too." })).toMatchObject({
      status: "held",
      reason: "another-sender",
    });
    const forged = to.replace(/\+(.)/, (_, sign: string) => `+${sign === "2" ? "3" : "2"}`);
    expect(await arrive({ from: maker.address, to: forged, text: "Hello." })).toMatchObject({
      status: "held",
    });

    await pressIn(inquiry, "asker", { intent: "block" });
    expect(await arrive({ from: maker.address, to, text: "Still there?" })).toMatchObject({
      status: "rejected",
      reason: "target-gone",
    });
    expect(await db().inquiryMessage.count({ where: { inquiryId: inquiry?.id ?? "" } })).toBe(1);
  });

  it("shows its words to those who look after the community only when one side reports it", async () => {
    const { community, inquiry } = await aQuestion("Buy followers cheap");
    await pressIn(inquiry, "asker");
    const before = await listInquiries(community.id);
    expect(before.counts).toEqual({ open: 1, done: 0, reported: 0, asked: 0 });
    expect(JSON.stringify(before)).not.toMatch(/followers cheap|petra/i);

    await pressIn(inquiry, "maker", { intent: "report" });
    const [listed] = (await listInquiries(community.id, { filter: "reported" })).inquiries;
    expect(listed).toMatchObject({
      state: "blocked",
      reported: { by: "maker", askerName: "Petra", said: [{ text: "Buy followers cheap" }] },
    });
    expect(JSON.stringify(listed)).not.toContain(PETRA);
    expect(
      await db().auditEntry.count({ where: { act: "inquiry.reported", subjectId: inquiry?.id ?? "" } }),
    ).toBe(1);
  });

  it("fills nobody's inbox, believes no machine, and forgets what nobody confirmed", async () => {
    const { community, showcase } = await aQuestion("A machine's words", { website: "https://spam.example" });
    expect(await db().inquiry.count({ where: { communityId: community.id } })).toBe(0);
    for (let time = 0; time < 5; time++)
      expect(await ask(community.slug, showcase, { words: `Again, ${time}` })).toMatchObject({
        page: { ok: true },
      });
    expect(await db().inquiry.count({ where: { communityId: community.id } })).toBe(3);
    expect(await ask(community.slug, showcase, { words: "" })).toMatchObject({
      status: 400,
      page: { errors: { words: "Your question is missing." }, typed: { address: PETRA } },
    });

    setClock(new Date(now().getTime() + 4 * 86_400_000));
    await forgetInquiries();
    expect(await db().inquiry.count({ where: { communityId: community.id } })).toBe(0);
  });

  it("is not there where the community switched it off", async () => {
    const { community, showcase } = await aQuestion();
    await db().community.update({ where: { id: community.id }, data: { takesInquiries: false } });
    expect(await ask(community.slug, showcase, { words: "Hello?" })).toMatchObject({ status: 404 });
  });
});
