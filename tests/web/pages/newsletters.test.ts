import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { numberInPath, publicPath } from "#app/lib/public-paths.ts";
import { writeNewsletterOpening, publishNewsletter } from "#app/models/newsletter.ts";
import { makePrivate, makePublic } from "#app/models/public-mark.ts";
import { loader as openHome } from "#app/routes/$slug.tsx";
import { loader as openCalendar } from "#app/routes/$slug_.events.$thing_.calendar[.]ics.ts";
import { loader as openEvent } from "#app/routes/$slug_.events.$thing.tsx";
import { loader as openFollow } from "#app/routes/$slug_.follow._index.tsx";
import { loader as openMaker } from "#app/routes/$slug_.makers.$thing.tsx";
import { loader as openFeed } from "#app/routes/$slug_.newsletter[.]rss.ts";
import { loader as openIssue } from "#app/routes/$slug_.newsletters.$issue.tsx";
import { loader as openArchive } from "#app/routes/$slug_.newsletters._index.tsx";
import { loader as openShowcase } from "#app/routes/$slug_.showcases.$thing.tsx";
import { loader as openThread } from "#app/routes/$slug_.threads.$thing.tsx";
import { keepImage } from "#app/models/blob.ts";
import { aMember, aPost, aThread } from "#tests/support/circle.ts";
import { openPage, type Answered } from "#tests/support/pages.ts";
import { aFollower, anEvent, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import sharp from "sharp";

const morning = new Date("2026-11-24T07:00:00Z");
const SITE = "http://roundletter.test";

/** A circle with one public thing of each kind, told in a newsletter that has gone out; and the same kept private. */
async function aCircleInPublic(traits: Parameters<typeof aPublicCircle>[0] = {}) {
  setClock(morning);
  const { community, owner, actor } = await aPublicCircle(traits);
  const maker = await aMember(community, { name: "Mei Tanaka", makes: "Bowls" });
  const thread = await aThread(community, { by: maker, subject: "Why does ash make a glaze?" });
  const post = await aPost(thread, maker, { text: "Because it is half glass & lime already." });
  const showcase = await aShowcase(community, maker, { threadId: thread.id });
  const event = await anEvent(community, maker);
  await makePublic(actor, "showcase", showcase.id);
  await makePublic(actor, "event", event.id);
  await makePublic(actor, "thread", thread.id);
  await writeNewsletterOpening(actor, "Come **and** see <us>.");
  await publishNewsletter(actor);
  setClock(new Date(morning.getTime() + 15 * 60_000));
  const { slug } = community;
  const paths = {
    showcase: publicPath(slug, "showcases", showcase),
    event: publicPath(slug, "events", event),
    thread: publicPath(slug, "threads", { number: thread.number, title: thread.subject }),
    maker: publicPath(slug, "makers", { number: maker.number, title: maker.name }),
  };
  return { community, owner, actor, maker, thread, post, showcase, event, paths, slug };
}

type Circle = Awaited<ReturnType<typeof aCircleInPublic>>;

const last = (path: string) => path.split("/").at(-1) ?? "";

/** Every page and file that everybody may open, as a stranger finds it. */
function allPublic({ slug, paths }: Pick<Circle, "slug" | "paths">): Promise<Answered[]> {
  const of = (path: string) => ({ params: { slug, thing: last(path) } });
  return Promise.all([
    openPage(openHome, `/${slug}`, { params: { slug } }),
    openPage(openArchive, `/${slug}/newsletters`, { params: { slug } }),
    openPage(openIssue, `/${slug}/newsletters/1`, { params: { slug, issue: "1" } }),
    openPage(openFeed, `/${slug}/newsletter.rss`, { params: { slug } }),
    openPage(openFollow, `/${slug}/follow`, { params: { slug } }),
    openPage(openShowcase, paths.showcase, of(paths.showcase)),
    openPage(openEvent, paths.event, of(paths.event)),
    openPage(openCalendar, `${paths.event}/calendar.ics`, of(paths.event)),
    openPage(openThread, paths.thread, of(paths.thread)),
    openPage(openMaker, paths.maker, of(paths.maker)),
  ]);
}

async function wordsOf({ page, response, headers }: Answered): Promise<string> {
  const body = response && response.status === 200 ? await response.clone().text() : "";
  return JSON.stringify(page) + body + JSON.stringify([...headers]);
}

describe("the public pages", () => {
  it("are there for everybody where the community shows itself, each with the same words and tag each time", async () => {
    const circle = await aCircleInPublic();

    const [once, again] = [await allPublic(circle), await allPublic(circle)];
    for (const [at, answered] of once.entries()) {
      expect(answered.status).toBe(200);
      const tag = answered.headers.get("etag");
      expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
      expect(again[at]?.headers.get("etag")).toBe(tag);
      expect(answered.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
      expect(answered.headers.get("x-robots-tag")).toBeNull();
    }
  });

  it("are not found where the community is private, and ask search engines to pass by where it is unlisted", async () => {
    const circle = await aCircleInPublic();
    const where = { id: circle.community.id };

    await db().community.update({ where, data: { unlisted: true } });
    for (const { status, headers } of await allPublic(circle))
      expect([status, headers.get("x-robots-tag")]).toEqual([200, "noindex"]);
    await db().community.update({ where, data: { publicHome: false } });
    for (const { status, page } of await allPublic(circle)) {
      expect(status).toBe(404);
      expect(JSON.stringify(page)).not.toContain(circle.community.name);
    }
  });

  it("have no longer what was taken back, from the very next look on", async () => {
    const circle = await aCircleInPublic();
    const { actor, showcase, event, thread } = circle;
    await makePrivate(actor, "showcase", showcase.id);
    await makePrivate(actor, "event", event.id);
    await makePrivate(actor, "thread", thread.id);

    const answers = await allPublic(circle);
    for (const answered of answers) {
      const words = await wordsOf(answered);
      for (const gone of ["Ash-glazed bowl", "Raku in the yard", "half glass", "Mei Tanaka"])
        expect(words).not.toContain(gone);
    }
    expect(answers.slice(5).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(answers.slice(0, 5).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it("know nothing of another community's things, by whatever path", async () => {
    const [here, there] = [await aCircleInPublic(), await aCircleInPublic()];

    const mixed = await allPublic({ slug: here.slug, paths: there.paths });
    expect(mixed.slice(5).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    const issue = { params: { slug: here.slug, issue: "2" } };
    expect(await openPage(openIssue, `/${here.slug}/newsletters/2`, issue)).toMatchObject({ status: 404 });
  });

  it("hold nothing of what is private, in no field, header or file", async () => {
    const circle = await aCircleInPublic();
    const { community, owner, maker, thread, post, event, showcase } = circle;
    const canary = (what: string) => `canary-${what}`;
    const picture = (await keepImage(await aPicture(40))).id;
    const hiddenFile = (await keepImage(await aPicture(90))).id;
    await db().membership.updateMany({
      where: { communityId: community.id },
      data: {
        story: canary("story"),
        place: canary("place"),
        links: [`https://example.org/${canary("link")}`],
        photoId: picture,
      },
    });
    await db().post.update({
      where: { id: post.id },
      data: {
        folded: [{ kind: "quote", text: canary("folded") }],
        client: canary("client"),
      },
    });
    await db().event.update({
      where: { id: event.id },
      data: { link: `https://meet.example/${canary("meeting")}` },
    });
    const guest = await aMember(community, { name: canary("guest") });
    await db().rsvp.create({
      data: {
        communityId: community.id,
        eventId: event.id,
        membershipId: guest.id,
        answer: "yes",
        answeredAt: morning,
      },
    });
    await db().reaction.create({
      data: { communityId: community.id, postId: post.id, membershipId: guest.id, emoji: canary("emoji") },
    });
    await aPost(thread, guest, { text: canary("removed"), removedAt: morning });
    await aPost(await aThread(community, { by: guest, subject: canary("thread") }), guest, {
      text: canary("post"),
    });
    await aShowcase(community, guest, { title: canary("showcase"), story: canary("showcase-story") });
    await aShowcase(community, guest, { title: canary("draft"), status: "draft", publicAt: morning });
    await aShowcase(community, guest, { title: canary("archived"), status: "archived", publicAt: morning });
    await anEvent(community, guest, { title: canary("event"), place: canary("event-place") });
    await anEvent(community, guest, { title: canary("cancelled"), status: "cancelled", publicAt: morning });
    await db().digest.create({ data: { communityId: community.id, opening: canary("opening") } });
    await db().newsletter.updateMany({
      where: { communityId: community.id, status: "draft" },
      data: { opening: canary("next-opening") },
    });
    const kept = await aPost(await aThread(community, { by: guest }), guest);
    await db().attachment.create({
      data: { communityId: community.id, postId: kept.id, blobId: hiddenFile, filename: canary("file") },
    });
    const follower = await aFollower(community, { name: canary("follower") });

    for (const answered of await allPublic(circle)) {
      const words = await wordsOf(answered);
      expect(answered.status).toBe(200);
      for (const found of words.match(/canary-[a-z-]+/g) ?? []) expect(found).toBe("none of them");
      for (const secret of [picture, hiddenFile, follower.address, maker.address, owner.address, guest.name])
        expect(words).not.toContain(secret);
      expect(words).not.toMatch(/profilePublicAt|personId|publicAt|inboundMessage/);
    }

    // Only the maker themselves can show who they are.
    await db().membership.update({ where: { id: maker.id }, data: { profilePublicAt: morning } });
    const page = await openPage(openMaker, circle.paths.maker, {
      params: { slug: circle.slug, thing: last(circle.paths.maker) },
    });
    expect(await wordsOf(page)).toContain(canary("story"));
    expect(showcase.title).toBe("Ash-glazed bowl");
  });
});

function aPicture(shade: number): Promise<Buffer> {
  const background = { r: shade, g: 60, b: 40 };
  return sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();
}

describe("the feed", () => {
  it("is RSS 2.0 with each letter whole, absolute addresses and nothing that XML cannot hold", async () => {
    const { slug, showcase, paths } = await aCircleInPublic();
    await db().showcase.update({ where: { id: showcase.id }, data: { title: "Bowl ]]> <b> & \u0007 more" } });

    const { response } = await openPage(openFeed, `/${slug}/newsletter.rss`, { params: { slug } });
    const xml = (await response?.text()) ?? "";

    expect(response?.headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rss version="2.0"/);
    expect(xml).toContain(`<atom:link href="${SITE}/${slug}/newsletter.rss" rel="self"`);
    expect(xml).toContain(`<guid isPermaLink="true">${SITE}/${slug}/newsletters/1</guid>`);
    expect(xml).toContain("<pubDate>Tue, 24 Nov 2026 07:10:00 GMT</pubDate>");
    expect(xml).not.toMatch(/[^\P{Cc}\n\r\t]/u);
    const content = unescapeXml(/<content:encoded>([^]*?)<\/content:encoded>/.exec(xml)?.[1] ?? "");
    expect(content).toContain("Come <strong>and</strong> see &lt;us&gt;.");
    expect(content).toContain("Bowl ]]&gt; &lt;b&gt; &amp;  more");
    expect(content).toContain(`<a href="${SITE}${paths.event}">Raku in the yard</a>`);
    expect(content).toContain("half glass &amp; lime already");
    expect(content.match(/(?:href|src)="(?!https?:\/\/)/g)).toBeNull();
    expect(tagsBalance(xml)).toBe(true);
  });

  it("is not sent again to who has it, until something changes", async () => {
    const { slug, actor, showcase } = await aCircleInPublic();
    const first = await openPage(openFeed, `/${slug}/newsletter.rss`, { params: { slug } });
    const tag = first.headers.get("etag") ?? "";
    const again = () =>
      openFeed({
        request: new Request(`${SITE}/${slug}/newsletter.rss`, {
          headers: { "If-None-Match": `"x", ${tag}` },
        }),
        params: { slug },
        context: { nonce: "" },
      });

    const same = await again();
    expect([same.status, await same.text(), same.headers.get("etag")]).toEqual([304, "", tag]);
    await makePrivate(actor, "showcase", showcase.id);
    const changed = await again();
    expect(changed.status).toBe(200);
    expect(await changed.text()).not.toContain("Ash-glazed bowl");
  });
});

describe("a calendar file", () => {
  it("has the event and nobody who comes", async () => {
    const { slug, paths } = await aCircleInPublic();
    const { response } = await openPage(openCalendar, `${paths.event}/calendar.ics`, {
      params: { slug, thing: last(paths.event) },
    });
    const file = (await response?.text()) ?? "";

    expect(response?.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(file).toContain("METHOD:PUBLISH\r\n");
    expect(file).toContain("SUMMARY:Raku in the yard\r\n");
    expect(file).toContain("DTSTART:20261204T070000Z\r\n");
    expect(file).not.toMatch(/ATTENDEE|ORGANIZER/);
  });
});

describe("the path of a public thing", () => {
  it("has words for people and a number for us, whatever the script", () => {
    const of = (title: string) => publicPath("kiln", "showcases", { number: 12, title });

    expect(of("Five spoons from Mill Road")).toBe("/kiln/showcases/five-spoons-from-mill-road-12");
    expect(of("Größe & Weiß: Ana’s Schüssel")).toBe("/kiln/showcases/grosse-weiss-anas-schussel-12");
    expect(of("خبز")).toBe("/kiln/showcases/12");
    expect(of("a".repeat(200))).toBe(`/kiln/showcases/${"a".repeat(60)}-12`);
    for (const path of [of("Five spoons"), of("خبز"), of("2 for 1")])
      expect(numberInPath(last(path))).toBe(12);
    for (const odd of ["", "spoons", "12-spoons", "-0", "9999999999", "1e3", "../12", undefined])
      expect(numberInPath(odd)).toBeNull();
  });
});

const unescapeXml = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** Every element is closed, in order. */
function tagsBalance(xml: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = "", inner = ""] of xml.matchAll(/<(\/?)([a-z][\w:]*)([^<>]*)>/g)) {
    if (slash === "/") {
      if (open.pop() !== name) return false;
    } else if (!inner.endsWith("/")) open.push(name);
  }
  return open.length === 0;
}
