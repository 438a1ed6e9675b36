import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords, type PublicWords } from "#app/lib/public-words/index.ts";
import { keepImage } from "#app/models/blob.ts";
import { confirmFollowToken } from "#app/models/membership/following.ts";
import { showParts } from "#app/models/public-face/parts-shown.ts";
import { makePublic } from "#app/models/public-mark.ts";
import { loader as openHome } from "#app/routes/$slug.tsx";
import { loader as openCard } from "#app/routes/$slug_.cards.$card.ts";
import { loader as openFeed } from "#app/routes/$slug_.events[.]ics.ts";
import { loader as openEvents } from "#app/routes/$slug_.events._index.tsx";
import { loader as openEvent } from "#app/routes/$slug_.events.$thing.tsx";
import { action as rsvp } from "#app/routes/$slug_.events.$thing_.rsvp.tsx";
import { action as confirm } from "#app/routes/$slug_.follow.$token.tsx";
import { loader as openMakers } from "#app/routes/$slug_.makers._index.tsx";
import { loader as openMap } from "#app/routes/$slug_.sitemap[.]xml.ts";
import { loader as openShowcases, meta as showcasesMeta } from "#app/routes/$slug_.showcases._index.tsx";
import { loader as openShowcase } from "#app/routes/$slug_.showcases.$thing.tsx";
import { readFollowers } from "#app/models/newsletter/followers.ts";
import { loader as openAllMaps } from "#app/routes/sitemap[.]xml.ts";
import { anEvent, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import { aMember } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const last = (path: string) => path.split("/").at(-1) ?? "";

async function aCircleWithWork(traits: Parameters<typeof aPublicCircle>[0] = {}) {
  setClock(new Date("2026-11-24T09:00:00Z"));
  const circle = await aPublicCircle(traits);
  const { community, actor } = circle;
  const mei = await aMember(community, { name: "Mei Tanaka", makes: "Bowls" });
  const ben = await aMember(community, { name: "Ben", makes: "Spoons" });
  const bowl = await aShowcase(community, mei, { tags: ["clay", "ash"] });
  const spoon = await aShowcase(community, ben, { title: "A spoon", tags: ["wood"], stock: "sold" });
  const event = await anEvent(community, mei, { capacity: 2 });
  for (const { id } of [bowl, spoon]) await makePublic(actor, "showcase", id);
  await makePublic(actor, "event", event.id);
  return { ...circle, slug: community.slug, mei, ben, bowl, spoon, event };
}

describe("the parts of the public face", () => {
  it("are switched one by one, and none is more open than the home", async () => {
    const { slug, actor } = await aCircleWithWork();
    const lists = [openShowcases, openMakers, openEvents] as const;
    const statuses = async () =>
      Promise.all(lists.map(async (list) => (await openPage(list, "/", { params: { slug } })).status));
    expect(await statuses()).toEqual([200, 200, 200]);

    await showParts(actor, { makers: "members", events: "unlisted" });
    expect(await statuses()).toEqual([200, 404, 200]);
    const events = await openPage(openEvents, "/", { params: { slug } });
    expect(events.headers.get("x-robots-tag")).toBe("noindex");
    const home = await openPage(openHome, "/", { params: { slug } });
    expect(home.headers.get("x-robots-tag")).toBeNull();
    expect(home.page).toMatchObject({ makers: [], parts: { makers: false, events: true } });

    await showParts(actor, { home: "members" });
    expect(await statuses()).toEqual([404, 404, 404]);
    expect(
      await db().auditEntry.count({
        where: { communityId: actor.community.id, act: "community.parts-shown" },
      }),
    ).toBe(2);
  });

  it("have a gallery that is filtered by kind, maker and what can be had", async () => {
    const { slug, ben } = await aCircleWithWork();
    const titles = async (search: string) => {
      const { page } = await openPage(openShowcases, `/${slug}/showcases?${search}`, { params: { slug } });
      return (page.showcases as { title: string }[]).map(({ title }) => title);
    };
    expect(await titles("")).toEqual(["A spoon", "Ash-glazed bowl"]);
    expect(await titles("tag=ash")).toEqual(["Ash-glazed bowl"]);
    expect(await titles("available=on")).toEqual(["Ash-glazed bowl"]);
    expect(await titles(`maker=${ben.number}`)).toEqual(["A spoon"]);
    expect(await titles("tag=nothing")).toEqual([]);
    // What cannot be meant is not asked.
    expect(await titles("maker=99999999999&page=-3&tag=%00")).toEqual(["A spoon", "Ash-glazed bowl"]);
  });

  it("speak the language of their community, and no other", async () => {
    const { slug } = await aCircleWithWork({ locale: "de" });
    const { page } = await openPage(openShowcases, "/", { params: { slug } });
    const told = JSON.stringify(showcasesMeta({ data: page } as never));
    expect(told).toContain("Hier gemacht");
    expect(told).toContain("de_DE");
    expect(told).not.toContain("Made here");
  });

  it("say the same in every language", () => {
    const shape = (words: object): unknown =>
      Object.fromEntries(
        Object.entries(words).map(([key, value]) => [
          key,
          typeof value === "object" && value !== null ? shape(value as object) : typeof value,
        ]),
      );
    const english: PublicWords = publicWords("en");
    for (const locale of ["de", "fr", "es"]) {
      expect(shape(publicWords(locale))).toEqual(shape(english));
      expect(publicWords(locale).home).not.toEqual(english.home);
    }
  });
});

describe("what machines read of a page", () => {
  it("is what it shows: a product with its price, an event with its seats, and no more", async () => {
    const { slug, bowl, event } = await aCircleWithWork();
    const piece = publicPath(slug, "showcases", bowl);
    const meeting = publicPath(slug, "events", event);
    expect(await openPage(openShowcase, piece, { params: { slug, thing: last(piece) } })).toMatchObject({
      page: {
        head: {
          thing: {
            "@type": "Product",
            offers: { price: "48.00", priceCurrency: "EUR", availability: "https://schema.org/InStock" },
          },
        },
      },
    });
    expect(await openPage(openEvent, meeting, { params: { slug, thing: last(meeting) } })).toMatchObject({
      page: { left: 2, head: { thing: { "@type": "Event", remainingAttendeeCapacity: 2 } } },
    });
  });

  it("has a card to share for each page, drawn once and the same until something changes", async () => {
    const { slug, bowl, actor } = await aCircleWithWork({ name: "Töpfer خزف Kreis" });
    const clay = { create: { width: 900, height: 700, channels: 3, background: "#9a4a2f" } } as const;
    const picture = await keepImage(await sharp(clay).png().toBuffer());
    await db().showcasePhoto.create({ data: { showcaseId: bowl.id, blobId: picture.id } });
    const open = (card: string) => openPage(openCard, `/${slug}/cards/${card}`, { params: { slug, card } });

    const card = await open(`showcases-${bowl.number}.png`);
    expect(card.headers.get("content-type")).toBe("image/png");
    const drawn = Buffer.from((await card.response?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(await sharp(drawn).metadata()).toMatchObject({ width: 1200, height: 630, format: "png" });
    expect((await open(`showcases-${bowl.number}.png`)).headers.get("etag")).toBe(card.headers.get("etag"));
    await db().showcase.update({ where: { id: bowl.id }, data: { title: "Another bowl" } });
    expect((await open(`showcases-${bowl.number}.png`)).headers.get("etag")).not.toBe(
      card.headers.get("etag"),
    );

    expect((await open("home.png")).status).toBe(200);
    for (const none of ["showcases-0.png", "nothing.png", "constructor.png", "../home.png"])
      expect((await open(none)).status).toBe(404);
    await showParts(actor, { showcases: "members" });
    expect((await open(`showcases-${bowl.number}.png`)).status).toBe(404);
  });

  it("is mapped where it may be found, and nowhere else", async () => {
    const { slug, bowl, actor } = await aCircleWithWork();
    const map = () => openPage(openMap, `/${slug}/sitemap.xml`, { params: { slug } });
    const all = async () => (await (await openPage(openAllMaps, "/sitemap.xml")).response?.text()) ?? "";
    const xml = (await (await map()).response?.text()) ?? "";
    expect(xml).toContain(`<loc>http://roundletter.test${publicPath(slug, "showcases", bowl)}</loc>`);
    expect(await all()).toContain(`/${slug}/sitemap.xml`);

    await showParts(actor, { showcases: "unlisted" });
    expect(await (await map()).response?.text()).not.toContain("ash-glazed");
    await showParts(actor, { home: "unlisted" });
    expect((await map()).status).toBe(404);
    expect(await all()).not.toContain(`/${slug}/`);
  });

  it("has a calendar that follows all public events, with a tag", async () => {
    const { slug, event } = await aCircleWithWork();
    const { response, headers } = await openPage(openFeed, `/${slug}/events.ics`, { params: { slug } });
    expect(headers.get("etag")).toMatch(/^W\//);
    expect(await response?.text()).toContain(`UID:event-${event.number}@`);
  });
});

describe("a visitor who comes to an event", () => {
  const say = (slug: string, path: string, fields: Record<string, string>) =>
    press(
      rsvp,
      `${path}/rsvp`,
      { name: "Petra", website: "", guests: "1", ...fields },
      {
        params: { slug, thing: last(path) },
      },
    );

  async function pressConfirm(slug: string, address: string) {
    const request = await db().followRequest.findFirst({ where: { address }, orderBy: { number: "desc" } });
    const token = request ? confirmFollowToken(request) : "";
    return press(confirm, `/${slug}/follow/${token}`, {}, { params: { slug, token } });
  }

  it("has a seat when the address is confirmed; the newsletter comes only if they ticked it", async () => {
    const { slug, event, community } = await aCircleWithWork();
    const path = publicPath(slug, "events", event);
    const address = `petra-${slug}@home.example`;
    expect(await say(slug, path, { address })).toMatchObject({ status: 200, page: { ok: true, address } });
    expect(await db().rsvp.count({ where: { eventId: event.id } })).toBe(0);

    const { location } = await pressConfirm(slug, address);
    expect(location).toContain("/rsvp/");
    expect(await db().rsvp.findFirst({ where: { eventId: event.id } })).toMatchObject({
      answer: "yes",
      guests: 1,
      waiting: false,
    });
    expect(await readFollowers(db(), community.id)).toEqual([]);
    const page = await openPage(openEvent, path, { params: { slug, thing: last(path) } });
    expect(page.page).toMatchObject({ left: 0 });
    expect(await db().delivery.findMany({ where: { address }, orderBy: { number: "asc" } })).toMatchObject([
      { kind: "confirm_follow" },
      { kind: "event_invitation" },
    ]);

    const late = `late-${slug}@home.example`;
    await say(slug, path, { address: late, newsletter: "on", guests: "0" });
    await pressConfirm(slug, late);
    expect(await db().rsvp.findFirst({ where: { eventId: event.id, waiting: true } })).not.toBeNull();
    expect(await readFollowers(db(), community.id)).toMatchObject([{ address: late }]);
  });

  it("is told beside the field what is missing, and keeps what was typed", async () => {
    const { slug, event } = await aCircleWithWork({ locale: "fr" });
    const path = publicPath(slug, "events", event);
    expect(await say(slug, path, { address: "no address", guests: "40" })).toMatchObject({
      status: 400,
      page: {
        typed: { address: "no address", name: "Petra" },
        errors: {
          address: "Cela ne ressemble pas à une adresse e-mail.",
          guests: "Neuf invités au plus.",
        },
      },
    });
  });
});
