import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { compose } from "#app/mailers/index.ts";
import { previewNewsletter } from "#app/mailers/newsletter-preview.ts";
import {
  newsletterKey,
  publishNewsletter,
  stopNewsletter,
  writeNewsletterOpening,
} from "#app/models/newsletter.ts";
import { makePrivate, makePublic } from "#app/models/public-mark.ts";
import { lintLetter } from "#emails/writing/letter-lint.ts";
import { aMember, aPost, aThread } from "#tests/support/circle.ts";
import { aFollower, anEvent, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";

const morning = new Date("2026-11-24T07:00:00Z");

async function aNewsletter() {
  setClock(morning);
  const { community, owner, actor } = await aPublicCircle();
  const maker = await aMember(community, { name: "Mei Tanaka" });
  const showcase = await aShowcase(community, maker);
  const event = await anEvent(community, maker);
  const thread = await aThread(community, { by: maker, subject: "Why does ash make a glaze?" });
  await aPost(thread, maker, { text: "Because it is half glass already." });
  await makePublic(actor, "showcase", showcase.id);
  await makePublic(actor, "event", event.id);
  await makePublic(actor, "thread", thread.id);
  const petra = await aFollower(community);
  const dieter = await aFollower(community, { locale: "de", name: "Dieter" });
  const { newsletter } = await publishNewsletter(actor);
  const deliveries = await db().delivery.findMany({ where: { letterKey: newsletterKey(newsletter.id) } });
  return { community, owner, actor, newsletter, showcase, event, thread, petra, dieter, deliveries };
}

async function sentTo(
  address: string,
  { deliveries }: Pick<Awaited<ReturnType<typeof aNewsletter>>, "deliveries">,
) {
  const composed = await compose(deliveries);
  const delivery = deliveries.find((one) => one.address === address);
  const composition = composed.get(delivery?.id ?? "");
  return composition && "raw" in composition
    ? { raw: composition.raw, mail: await simpleParser(composition.raw), cancelled: null }
    : { raw: null, mail: null, cancelled: composition?.cancelled ?? null };
}

describe("a newsletter's letters", () => {
  it("keep every rule, in each follower's language, each with their own way to end it", async () => {
    const issue = await aNewsletter();
    const [petra, dieter] = [
      await sentTo(issue.petra.address, issue),
      await sentTo(issue.dieter.address, issue),
    ];

    for (const { raw } of [petra, dieter])
      expect(
        lintLetter(raw ?? Buffer.alloc(0), {
          kind: "newsletter",
          domain: "roundletter.test",
          webHosts: ["roundletter.test"],
        }),
      ).toEqual([]);
    expect(petra.mail?.text).toContain("From the workshop of Mei Tanaka");
    expect(dieter.mail?.text).toContain("Aus der Werkstatt von Mei Tanaka");
    const leave = (mail: typeof petra.mail) => /unsubscribe\/(\w+)/.exec(mail?.text ?? "")?.[1];
    expect(leave(petra.mail)).not.toBe(leave(dieter.mail));
    expect(petra.mail?.subject).toBe("Ash-glazed bowl and 2 more – Kiln Circle");
  });

  it("leave out what was taken back between the batches, and are not sent when that was all", async () => {
    const issue = await aNewsletter();
    expect((await sentTo(issue.petra.address, issue)).mail?.text).toContain("Ash-glazed bowl");

    await makePrivate(issue.actor, "showcase", issue.showcase.id);
    const second = await sentTo(issue.petra.address, issue);
    expect(second.mail?.text).not.toContain("Ash-glazed bowl");
    expect(second.mail?.html).not.toContain("Ash-glazed bowl");
    expect(second.mail?.text).toContain("Raku in the yard");

    await makePrivate(issue.actor, "event", issue.event.id);
    await makePrivate(issue.actor, "thread", issue.thread.id);
    expect((await sentTo(issue.petra.address, issue)).cancelled).toBe("all of it was taken back");
  });

  it("do not go to who has left, has become a member, or when the newsletter was stopped", async () => {
    const issue = await aNewsletter();
    await db().membership.update({ where: { id: issue.petra.id }, data: { status: "left" } });
    await db().membership.update({ where: { id: issue.dieter.id }, data: { role: "member" } });
    for (const { address } of [issue.petra, issue.dieter])
      expect((await sentTo(address, issue)).cancelled).toBe("they do not follow now");

    const { id } = issue.community;
    await db().community.update({ where: { id }, data: { publicHome: false } });
    expect((await sentTo(issue.petra.address, issue)).cancelled).toBe(
      "the community shows itself to nobody now",
    );
    await stopNewsletter(issue.actor, issue.newsletter.id);
    expect((await sentTo(issue.petra.address, issue)).cancelled).toBe("the newsletter was stopped");
  });

  it("can be looked at before, and say so when there is nothing to look at", async () => {
    setClock(morning);
    const { actor } = await aPublicCircle();

    await expect(previewNewsletter(actor)).rejects.toMatchObject({ reason: "nothing-new" });
    await writeNewsletterOpening(actor, "Come and *see*.");
    const { html, text } = await previewNewsletter(actor);
    expect(html).toContain("Come and <em>see</em>.");
    expect(text).toContain("Newsletter no. 1");
  });
});
