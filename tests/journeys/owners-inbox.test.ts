import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { startSession } from "#app/models/session.ts";
import { communityAddress } from "#app/models/community.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { actorOf, aCommunity, aMember, anOwner, aThread } from "#tests/support/circle.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import { postOnWeb } from "#app/models/post/on-web.ts";

let house: House;
let browser: Browser;
let page: Page;
let slug: string;

beforeAll(async () => {
  house = await openHouse();
  const community = await aCommunity({ slug: "kiln-circle" });
  slug = community.slug;
  const owner = await anOwner(community);
  const noor = await aMember(community, { name: "Noor" });
  const clay = await aThread(community, { by: noor, subject: "Clay" });
  await postOnWeb(actorOf(noor, community), clay.id, "Who digs?");
  await house.start();
  for (const text of ["First of mine.", "Second of mine.", "Buy this."]) {
    const from = text === "Buy this." ? "eve@elsewhere.example" : noor.address;
    await house.mail({ from, to: communityAddress(community), subject: text, text });
  }
  await eventually(async () => {
    expect(await db().inboundMessage.count({ where: { status: { in: ["held", "accepted"] } } })).toBe(3);
  });
  // Two wait in her name, whatever the doors think of mail from this machine.
  await db().post.deleteMany({ where: { text: { endsWith: "of mine." } } });
  await db().inboundMessage.updateMany({
    where: { subject: { endsWith: "of mine." } },
    data: { status: "held", reason: "unproven-sender", membershipId: noor.id, outcome: [], settledAt: null },
  });

  browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: house.appUrl });
  const { token } = await startSession(db(), owner.personId, "journey");
  await context.addCookies([{ name: "session", value: token, url: house.appUrl }]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

const standing = async (subject: string) =>
  (await db().inboundMessage.findFirstOrThrow({ where: { subject } })).status;

test("the owner approves two held mails and sets one aside by keys, and takes one decision back", async () => {
  await page.goto(`/console/${slug}/held`);
  await page.getByText("3 mails wait").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await eventually(async () => {
    await page.keyboard.press("j");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("First of mine.");
  });

  await page.keyboard.press("a");
  await page.getByText("1 mail approved").waitFor();
  await page.getByText("2 mails wait").waitFor();
  await page.keyboard.press("u");
  await page.getByText("It waits again.").waitFor();
  await page.getByText("3 mails wait").waitFor();
  expect(await standing("First of mine.")).toBe("held");

  for (const left of ["2 mails wait", "1 mail waits"]) {
    await page.locator("[data-row-link]").first().focus();
    await page.keyboard.press("a");
    await page.getByText(left).waitFor();
  }
  await page.locator("[data-row-link]").first().focus();
  await page.keyboard.press("s");
  await page.getByText("Nothing waits for you.").waitFor();

  // A closed window loses nothing: what was decided is done ten seconds later.
  await page.goto("about:blank");
  await eventually(async () => {
    expect([await standing("First of mine."), await standing("Second of mine.")]).toEqual([
      "accepted",
      "accepted",
    ]);
  }, 40_000);
  expect(await standing("Buy this.")).toBe("ignored");
});

test("the keys are told by ?, and no letter after g decides anything", async () => {
  await db().inboundMessage.updateMany({ where: { subject: "Buy this." }, data: { status: "held" } });
  await page.goto(`/console/${slug}/held`);
  await page.locator("[data-row-link]").first().focus();
  await eventually(async () => {
    await page.keyboard.press("?");
    expect(await page.getByText("Spam: set it aside in silence").isVisible()).toBe(true);
  });
  await page.keyboard.press("Escape");
  await page.locator("[data-row-link]").first().focus();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL(`**/console/${slug}/showcases`);
  expect(await standing("Buy this.")).toBe("held");
});

test("a post is moved to a thread of its own from the menu, and back again by the toast", async () => {
  const clay = await db().thread.findFirstOrThrow({ where: { subject: "Clay" } });
  await db().post.create({
    data: {
      ...{ communityId: clay.communityId, threadId: clay.id, authorId: clay.startedById ?? "" },
      ...{ text: "By the way, the kiln", source: "web" },
    },
  });
  await page.goto(`/console/${slug}/threads/${clay.id}`);
  const post = page.locator("article", { hasText: "By the way, the kiln" });
  await post.getByText("More").click();
  await post.getByRole("link", { name: "A thread of its own from here on" }).click();
  await page.getByLabel("The new thread’s subject").fill("The kiln");
  await page.getByRole("button", { name: "Begin the new thread" }).click();
  await page.getByRole("heading", { name: "The kiln" }).waitFor();

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("One thread now.").waitFor();
  await page.getByRole("heading", { name: "Clay" }).waitFor();
  expect(await db().post.count({ where: { threadId: clay.id, removedAt: null } })).toBe(2);
});
