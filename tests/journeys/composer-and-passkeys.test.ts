import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { draftOf } from "#app/models/digest.ts";
import { startSession } from "#app/models/session.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import { seedDemo } from "#prisma/seed.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";

const slug = "kiln-circle";

let house: House;
let browser: Browser;
let page: Page;
let communityId: string;

beforeAll(async () => {
  house = await openHouse();
  await seedDemo(() => undefined);
  await house.start("web");
  browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: house.appUrl, reducedMotion: "reduce" });
  const owner = await db().membership.findFirstOrThrow({ where: { role: "owner", community: { slug } } });
  communityId = owner.communityId;
  const { token } = await transaction((tx) => startSession(tx, owner.personId, "journey"));
  const [name = "", value = ""] = sessionCookie(token).split(";")[0]?.split("=") ?? [];
  await context.addCookies([{ name, value, url: house.appUrl }]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

test("an item is moved by keys alone, and the letter tells it there", async () => {
  const before = (await draftOf(communityId)).items.map(({ key }) => key);
  const title = (await draftOf(communityId)).items[0]?.title ?? "";
  await page.goto(`/console/${slug}/digests`);
  await page.waitForLoadState("networkidle");
  const handle = page.getByRole("button", { name: `Move: ${title}` });
  await handle.focus();
  await page.keyboard.press("Space");
  await page
    .getByText(/was moved over|picked up/i)
    .first()
    .waitFor({ state: "attached" });
  await page.keyboard.press("ArrowDown");
  await page
    .getByText(new RegExp(before[1] ?? ""))
    .first()
    .waitFor({ state: "attached" });
  await page.keyboard.press("Space");

  await eventually(async () => {
    const after = (await draftOf(communityId)).items.map(({ key }) => key);
    expect(after.slice(0, 2)).toEqual([before[1], before[0]]);
  });
});

test("an opening is drawn while it is written, and nothing is kept until it is saved", async () => {
  await page.goto(`/console/${slug}/digests`);
  await page.getByLabel("Opening letter").fill("The kiln is **warm** again.");
  await page.locator("strong", { hasText: "warm" }).waitFor();
  expect((await draftOf(communityId)).opening).not.toContain("warm");
  await page.getByRole("button", { name: "Save the opening" }).click();
  await eventually(async () => {
    expect((await draftOf(communityId)).opening).toBe("The kiln is **warm** again.");
  });
});

test("the letter is seen as a member gets it, by night, inverted and as text, with its size", async () => {
  const member = await db().membership.findFirstOrThrow({
    where: { communityId, role: "member", status: "active" },
    orderBy: { name: "asc" },
  });
  await page.goto(`/console/${slug}/digests/draft/preview`);
  await page.getByText("of 102 KB").waitFor();
  await page.getByLabel("As it comes to").selectOption(member.id);
  await page.waitForURL(`**/preview?*as=${member.id}*`);
  for (const light of ["Night", "Inverted"]) {
    await page.getByRole("link", { name: light, exact: true }).click();
    await page.waitForURL(`**light=${light.toLowerCase()}*`);
  }
  await page.getByRole("link", { name: "Text", exact: true }).click();
  await page.getByLabel("The letter as plain text").waitFor();
});

test("a passkey is made, signs in, and is removed; signing out everywhere ends it all", async () => {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/account");
  await page.waitForLoadState("networkidle");
  await page.getByLabel("A name for it").fill("The workshop’s laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The workshop’s laptop").waitFor();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await eventually(async () => {
    expect(await db().session.count()).toBe(0);
  });

  await page.goto("/sign-in?to=%2Faccount");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("**/account");
  expect(await db().passkey.findFirst()).toMatchObject({ name: "The workshop’s laptop" });
  await page.getByRole("button", { name: /^Remove the passkey/ }).click();
  await page.getByText("You have none here yet.").waitFor();
});
