import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { createCommunity } from "#app/models/community.ts";
import { startSession } from "#app/models/session.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import { letterTo } from "#tests/support/inbox.ts";

const slug = "kiln-circle";

let house: House;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  house = await openHouse();
  const { owner } = await createCommunity({
    slug,
    name: "Kiln Circle",
    timeZone: "Europe/Berlin",
    owner: { name: "Ana Ferreira", address: "ana@example.org" },
  });
  await house.start();
  browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: house.appUrl, reducedMotion: "reduce" });
  const { token } = await startSession(db(), owner.personId, "journey");
  await context.addCookies([{ name: "session", value: token, url: house.appUrl }]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

/** A list as a table program saves it: semicolons, Windows letters, and five lines that lead nowhere. */
function listOf150(): Buffer {
  const good = Array.from(
    { length: 145 },
    (_, at) => `Müller ${String(at)};maker${String(at)}@example.net;Kiln ${String(at)}`,
  );
  const bad = [
    "Nobody;;",
    "Odd One;odd at example;",
    "Twice;maker3@example.net;",
    "Ana;ana@example.org;",
    "Gone;x@;",
  ];
  const lines = [...good.slice(0, 70), ...bad, ...good.slice(70)];
  return Buffer.from(["Name;E-Mail;Shop", ...lines, ""].join("\r\n"), "latin1");
}

test("an owner brings a list of 150 people with five bad lines, watches it go, and fetches what was left out", async () => {
  await page.goto(`/console/${slug}/imports`);
  await page
    .getByLabel("Or choose a file")
    .setInputFiles({ name: "makers.csv", mimeType: "text/csv", buffer: listOf150() });
  await page.getByRole("button", { name: "Read the list" }).click();

  await page.getByRole("heading", { name: "145 people of 150 would be invited" }).waitFor();
  await page.getByText("Müller 0, Müller 1").waitFor();
  await page.getByRole("heading", { name: "5 lines would be left out" }).waitFor();
  await page.getByRole("cell", { name: "Is a member already." }).waitFor();
  await page.getByText("in the waiting list").waitFor({ state: "detached" });
  await page.getByLabel("A few words to them").fill("Come and see our kiln.");
  await page.getByRole("button", { name: "Invite 145 people" }).click();

  await page.getByText("145 people invited.").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Fetch these lines as a file" }).click(),
  ]);
  const leftOut = await readFile(await download.path(), "utf8");
  expect(leftOut.trim().split("\r\n")).toHaveLength(6);
  expect(leftOut).toContain("Odd One,odd at example");
  expect(leftOut).toContain("Twice,maker3@example.net,,This person stands further up in the list already.");

  const letter = await letterTo("maker77@example.net");
  expect(letter.words).toContain("Come and see our kiln.");
  expect(await db().invitation.count()).toBe(145);
  expect(await db().membership.count()).toBe(1);
});

test("a worker that is killed over a list is followed by one that goes on, and nobody is invited twice", async () => {
  const list = Array.from({ length: 120 }, (_, at) => `second${String(at)}@example.net`).join("\n");
  await page.goto(`/console/${slug}/imports`);
  await page.getByLabel("Paste the list").fill(list);
  await page.getByRole("button", { name: "Read the list" }).click();
  const worker = await house.start("worker");
  await page.getByRole("button", { name: "Invite 120 people" }).click();
  await worker.kill();

  await page.getByText("120 people invited.").waitFor({ timeout: 100_000 });
  const sent = await eventually(async () => {
    const letters = await db().delivery.groupBy({
      by: ["address"],
      where: { kind: "invitation", address: { startsWith: "second" } },
      _count: true,
    });
    expect(letters).toHaveLength(120);
    return letters;
  });
  expect(Math.max(...sent.map(({ _count }) => _count))).toBe(1);
});

test("an import is undone with one press: its links lead nowhere any more", async () => {
  await page.getByText("Undo this import …").click();
  await page.getByRole("button", { name: "Withdraw the invitations" }).click();
  await page.getByText("120 invitations are withdrawn.").first().waitFor();
  expect(await db().invitation.count({ where: { revokedAt: null } })).toBe(145);
});
