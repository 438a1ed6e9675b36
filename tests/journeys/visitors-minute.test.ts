import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { seedDemo } from "#prisma/seed.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { openHouse, type House } from "#tests/support/house.ts";
import { letterTo, linkIn } from "#tests/support/inbox.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const slug = "kiln-circle";
const PETRA = "petra.novak@home.example";

let house: House;
let browser: Browser;
/** A visitor's window, with scripts switched off: the public face needs none. */
let visitor: Page;

beforeAll(async () => {
  house = await openHouse();
  await seedDemo(() => undefined);
  await house.start();
  browser = await launchBrowser();
  const context = await browser.newContext({
    baseURL: house.appUrl,
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
  });
  visitor = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

test("a visitor finds a maker from the home, and a piece of theirs from the gallery", async () => {
  await visitor.goto(`/${slug}`);
  await visitor.getByRole("navigation").getByRole("link", { name: "Makers" }).click();
  await visitor.getByRole("link", { name: "Tomasz Wilk" }).click();
  await visitor.getByRole("heading", { level: 1, name: "Tomasz Wilk" }).waitFor();

  await visitor.getByRole("navigation").getByRole("link", { name: "Made here" }).click();
  await visitor.getByLabel("Maker").selectOption({ label: "Tomasz Wilk" });
  await visitor.getByLabel("Only what can be had").check();
  await visitor.getByRole("button", { name: "Show these" }).click();
  await visitor.getByRole("link", { name: "Five spoons from Mill Road" }).click();
  await visitor.getByRole("heading", { level: 1, name: "Five spoons from Mill Road" }).waitFor();
  expect(await visitor.locator("script[src]").count()).toBe(0);
});

test("they ask the maker, who answers by reply, and neither learns the other's address", async () => {
  const maker = await db().membership.findFirstOrThrow({
    where: { name: "Tomasz Wilk", community: { slug } },
    include: { person: { include: { addresses: true } } },
  });
  const makersAddress = maker.person.addresses[0]?.address ?? "";
  await visitor.getByRole("link", { name: /^Ask Tomasz Wilk/ }).click();
  await visitor.getByLabel("Your question").fill("Is there a left-handed one?");
  await visitor.getByLabel("Your name").fill("Petra");
  await visitor.getByLabel("Your email address").fill(PETRA);
  await visitor.getByRole("button", { name: "Send my question" }).click();
  await visitor.getByText("A letter is on its way to").waitFor();
  const asking = await letterTo(PETRA, ({ words }) => words.includes("/inquiries/"));
  expect(await db().inquiry.count({ where: { state: "open" } })).toBe(0);

  await visitor.goto(linkIn(asking, "/inquiries/"));
  await visitor.getByRole("button", { name: "Yes, send my question" }).click();
  await visitor.getByRole("heading", { name: "It is on its way" }).waitFor();
  const question = await letterTo(makersAddress, ({ words }) => words.includes("left-handed"));
  expect(question.words).not.toContain(PETRA);

  await house.mail({
    from: `Tomasz at the bench <${makersAddress}>`,
    to: question.answerTo,
    subject: "Re: spoons",
    text: "There is one, of pear. Come and try it.",
  });
  const answer = await letterTo(PETRA, ({ words }) => words.includes("of pear"));
  const raw = await rawOf(PETRA, "of pear");
  expect(answer.words).toContain("Come and try it.");
  for (const hidden of [makersAddress, "at the bench"]) expect(raw).not.toContain(hidden);
});

test("they follow, and come to an event with a guest", async () => {
  await visitor.goto(`/${slug}`);
  await visitor.getByLabel("Your email address").fill(PETRA);
  await visitor.getByRole("button", { name: "Follow Kiln Circle" }).click();
  const following = await letterTo(PETRA, ({ words }) => words.includes(`/${slug}/follow/`));
  await visitor.goto(linkIn(following, `/${slug}/follow/`));
  await visitor.getByRole("button", { name: "Yes, follow Kiln Circle" }).click();
  await visitor.getByRole("heading", { name: "You follow Kiln Circle" }).waitFor();

  await visitor.goto(`/${slug}/events`);
  await visitor.getByRole("link", { name: /^Market day/ }).click();
  await visitor.getByLabel("Your name").fill("Petra");
  await visitor.getByLabel("Your email address").fill(PETRA);
  await visitor.getByLabel("Whom do you bring?").selectOption("1");
  await visitor.getByRole("button", { name: /^(I am coming|Put me in line)$/ }).click();
  await visitor.getByText("A letter is on its way to").waitFor();
  const coming = await letterTo(PETRA, ({ subject }) => /you come to/.test(subject ?? ""));
  await visitor.goto(linkIn(coming, `/${slug}/follow/`));
  await visitor.getByRole("button", { name: "Yes, I am coming" }).click();
  await visitor.waitForURL("**/rsvp/**");
  const rsvp = await db().rsvp.findFirstOrThrow({
    where: { membership: { person: { addresses: { some: { address: PETRA } } } } },
  });
  expect(rsvp).toMatchObject({ answer: "yes", guests: 1 });
});

test("each page is reached by the keyboard in the order in which it is read, and axe has nothing to say", async () => {
  const pages = ["", "/makers", "/showcases", "/events", "/newsletters", "/follow", "/archive"];
  for (const path of pages) {
    await visitor.goto(`/${slug}${path}`);
    expect([path, await complaintsOf(visitor)]).toEqual([path, []]);
    expect([path, await stopsOf(visitor)]).toEqual([path, Math.min(MOST_STOPS, await reachable(visitor))]);
  }
});

/** All of a letter as it was sent, its soft line ends undone. */
async function rawOf(recipient: string, words: string): Promise<string> {
  const letters = await db().mailroomLetter.findMany({ where: { recipient } });
  const raws = letters.map(({ raw }) => Buffer.from(raw).toString().replaceAll("=\r\n", ""));
  return raws.find((raw) => raw.includes(words)) ?? "";
}

async function complaintsOf(page: Page): Promise<string[]> {
  // The page's own policy lets no script in: the checker comes from beside it.
  await page.evaluate(await readFile(axePath, "utf8"));
  return page.evaluate<string[]>(
    "axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`))",
  );
}

const MOST_STOPS = 12;

/** How many presses of the tab key go forwards through the page, each to what stands later in it. */
async function stopsOf(page: Page): Promise<number> {
  let last = 0;
  for (let press = 0; press < MOST_STOPS; press++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate<number>(
      "[...document.querySelectorAll('*')].indexOf(document.activeElement)",
    );
    if (at <= last) return press;
    last = at;
  }
  return MOST_STOPS;
}

/** What can be reached: everything that can be pressed or filled in, and is not hidden from everybody. */
function reachable(page: Page): Promise<number> {
  return page.evaluate<number>(`[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((each) => each.tabIndex >= 0 && each.type !== "hidden" && each.getClientRects().length > 0).length`);
}
