import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { seedDemo } from "#prisma/seed.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { eventually, openHouse, type House } from "#tests/support/house.ts";
import { letterTo, linkIn } from "#tests/support/inbox.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const slug = "kiln-circle";

let house: House;
let browser: Browser;
let ownerAddress: string;
/** The owner's signed-in window, kept from journey to journey. */
let owners: Page;
let visitors: Page;

beforeAll(async () => {
  house = await openHouse();
  await seedDemo(() => undefined);
  await house.start();
  browser = await launchBrowser();
  owners = await newWindow();
  const owner = await db().membership.findFirstOrThrow({
    where: { role: "owner" },
    include: { person: { include: { addresses: true } } },
  });
  ownerAddress = owner.person.addresses[0]?.address ?? "";
});

beforeEach(async () => {
  visitors = await newWindow();
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

test("the owner signs in by a mailed link, which acts only when the button is pressed", async () => {
  await owners.goto("/sign-in");
  await owners.getByLabel("Your email address").fill(ownerAddress);
  await owners.getByRole("button", { name: "Send me a letter" }).click();
  const letter = await letterTo(ownerAddress, ({ words }) => words.includes("/sign-in/"));
  const link = linkIn(letter, "/sign-in/");

  await fetch(link); // a scanner that opens every link
  expect(await db().session.count()).toBe(0);
  await owners.goto(link);
  await owners.getByRole("button", { name: "Sign in" }).click();

  await owners.waitForURL(`**/console/${slug}`);
  expect(await db().session.count()).toBe(1);
});

test("a stranger sees nothing of a console, and another's community is not found", async () => {
  await visitors.goto(`/console/${slug}/members`);
  expect(new URL(visitors.url()).pathname).toBe("/sign-in");

  const answer = await owners.goto("/console/another-circle/members");
  expect(answer?.status()).toBe(404);
});

test("an invitation link with seats: the newcomer gives a name, confirms by letter, and is welcomed", async () => {
  await owners.goto(`/console/${slug}/invitations`);
  await owners.getByLabel("Seats").fill("3");
  await owners.getByRole("button", { name: /link/i }).click();
  await owners.getByText("The link is ready to be passed on.").first().waitFor();
  const invitation = await db().invitation.findFirstOrThrow({
    where: { kind: "link", seats: 3 },
    orderBy: { createdAt: "desc" },
  });
  const link = await owners.locator(`input[value*="/join/"]`).first().inputValue();

  await visitors.goto(link);
  await visitors.getByLabel("Your name").fill("Wanda Pfeil");
  await visitors.getByLabel("Your email address").fill("wanda@example.net");
  await visitors.getByLabel("What do you make?").fill("Glass beads");
  await visitors.getByRole("button", { name: /^Join/ }).click();
  const confirmation = await letterTo("wanda@example.net", ({ words }) => words.includes("/confirm/"));
  expect(await db().membership.count({ where: { name: "Wanda Pfeil" } })).toBe(0);

  await visitors.goto(linkIn(confirmation, "/confirm/"));
  expect(await db().membership.count({ where: { name: "Wanda Pfeil" } })).toBe(0);
  await visitors.getByRole("button", { name: /^Yes, join/ }).click();

  await letterTo("wanda@example.net", ({ subject }) => /welcome/i.test(subject ?? ""));
  const member = await db().membership.findFirstOrThrow({ where: { name: "Wanda Pfeil" } });
  expect(member).toMatchObject({ status: "active", makes: "Glass beads", invitationId: invitation.id });
});

test("a personal invitation is accepted by the button alone", async () => {
  await owners.goto(`/console/${slug}/invitations`);
  await owners.getByLabel("Email address").fill("tomas@example.net");
  await owners.getByRole("button", { name: "Send the invitation" }).click();
  const letter = await letterTo("tomas@example.net");
  await visitors.goto(linkIn(letter, "/join/"));
  await visitors.getByLabel("Your name").fill("Tomás Vela");
  await visitors.getByRole("button", { name: /^Join/ }).click();

  await letterTo("tomas@example.net", ({ subject }) => /welcome/i.test(subject ?? ""));
  expect(await db().membership.findFirst({ where: { name: "Tomás Vela" } })).toMatchObject({
    status: "active",
  });
});

test("members unsubscribe by one click of their mail program, without a cookie", async () => {
  const letter = await letterTo("wanda@example.net", ({ subject }) => /welcome/i.test(subject ?? ""));
  const unsubscribe = linkIn(letter, "/unsubscribe/");

  await fetch(unsubscribe);
  expect(await db().membership.findFirst({ where: { name: "Wanda Pfeil" } })).toMatchObject({
    status: "active",
  });
  const answer = await fetch(unsubscribe, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
    redirect: "manual",
  });

  expect(answer.status).toBe(200);
  expect(await db().membership.findFirst({ where: { name: "Wanda Pfeil" } })).not.toMatchObject({
    digestRhythm: "weekly",
    status: "active",
  });
});

test("the owner sends the digest; an answer written in the mailroom comes by real mail and is seen in the console", async () => {
  await owners.goto(`/console/${slug}/digests`);
  await owners.getByLabel("Opening letter").fill("Dear all, the kiln is warm again.");
  await owners.getByRole("button", { name: "Save the opening" }).click();
  await owners
    .getByRole("button", { name: /^Send to \d+/ })
    .or(owners.locator("summary", { hasText: /^Send to \d+/ }))
    .first()
    .click();
  const sure = owners.getByRole("button", { name: /^Send/ });
  if ((await sure.count()) > 0) await sure.last().click();
  await owners.getByText("Until then, all of it can be stopped.").waitFor();
  await owners.getByRole("button", { name: "Let it go now" }).click();
  const digest = await db().digest.findFirstOrThrow({
    where: { status: "issued" },
    orderBy: { issuedAt: "desc" },
  });
  const delivery = await eventually(() =>
    db().delivery.findFirstOrThrow({
      where: { digestId: digest.id, status: "sent" },
      include: { membership: true },
    }),
  );
  const row = await eventually(() =>
    db().mailroomLetter.findFirstOrThrow({ where: { messageId: delivery.messageId } }),
  );

  await owners.goto(`/mailroom/${row.id}`);
  await owners.getByText(/^Answer as /).click();
  await owners.getByLabel("Your answer").fill("What a fine week that was.");
  await owners.getByRole("button", { name: "Send the answer" }).click();

  const post = await eventually(() =>
    db().post.findFirstOrThrow({ where: { text: "What a fine week that was." }, include: { thread: true } }),
  );
  expect(post.authorId).toBe(delivery.membershipId);
  await owners.goto(`/console/${slug}/threads/${post.threadId}`);
  await owners.getByText("What a fine week that was.").first().waitFor();
});

test("held mail shows its reason and is released in its author's name", async () => {
  const held = await db().inboundMessage.findFirstOrThrow({ where: { status: "held" } });
  const member = await db().membership.findFirstOrThrow({ where: { name: "Tomás Vela" } });

  await owners.goto(`/console/${slug}/held/${held.id}`);
  await owners
    .getByText("Nobody here has this sender’s address.")
    .or(owners.getByText("Nobody here has this sender’s address."))
    .first()
    .waitFor();
  await owners.getByLabel("Who wrote this?").selectOption(member.id);
  await owners.getByRole("button", { name: "Approve", exact: true }).click();

  const post = await eventually(() => db().post.findFirstOrThrow({ where: { inboundMessageId: held.id } }));
  expect(post.authorId).toBe(member.id);
});

test("a showcase is made with a picture, published, and told in the wall", async () => {
  await owners.goto(`/console/${slug}/showcases/new`);
  await owners.getByLabel("Title").fill("A teapot with a bent spout");
  await owners.locator('input[type="file"]').setInputFiles({
    name: "teapot.png",
    mimeType: "image/png",
    buffer: await owners.screenshot(),
  });
  await owners
    .getByRole("button", { name: /save|keep|make/i })
    .first()
    .click();
  await owners.waitForURL(/showcases\/[0-9a-f-]{36}/);
  await owners
    .getByRole("button", { name: /publish/i })
    .first()
    .click();

  await eventually(async () => {
    const showcase = await db().showcase.findFirstOrThrow({
      where: { title: "A teapot with a bent spout" },
      include: { photos: true },
    });
    expect(showcase.status).toBe("published");
    expect(showcase.photos).toHaveLength(1);
  });
});

const pages = [
  "",
  "/members",
  "/invitations",
  "/threads",
  "/showcases",
  "/showcases/new",
  "/events",
  "/events/new",
  "/digests",
  "/digests/draft/preview",
  "/held",
  "/settings",
  "/audit",
];

test.each([1280, 390])("every page of the console is accessible and fits at %i pixels", async (width) => {
  await owners.setViewportSize({ width, height: 844 });
  const [thread, member, showcase, event, digest] = await Promise.all([
    db().thread.findFirstOrThrow({ orderBy: { postCount: "desc" } }),
    db().membership.findFirstOrThrow(),
    db().showcase.findFirstOrThrow(),
    db().event.findFirstOrThrow(),
    db().digest.findFirstOrThrow({ where: { status: "issued" } }),
  ]);
  const single = [
    `/threads/${thread.id}`,
    `/members/${member.id}`,
    `/showcases/${showcase.id}`,
    `/events/${event.id}`,
    `/digests/${digest.id}`,
  ];

  const complaints: string[] = [];
  for (const path of [...pages, ...single])
    complaints.push(...(await complaintsAbout(owners, `/console/${slug}${path}`)));
  expect(complaints).toEqual([]);
});

test.each([1280, 390])(
  "every page that a letter leads to is accessible and fits at %i pixels",
  async (width) => {
    await visitors.setViewportSize({ width, height: 844 });
    const welcome = await letterTo("tomas@example.net", ({ subject }) => /welcome/i.test(subject ?? ""));
    const invitation = await letterTo("tomas@example.net", ({ words }) => words.includes("/join/"));
    const paths = [
      "/",
      "/sign-in",
      linkIn(welcome, "/preferences/"),
      linkIn(welcome, "/unsubscribe/"),
      linkIn(invitation, "/join/"),
      "/mailroom",
      "/nothing-is-here",
    ];

    const complaints: string[] = [];
    for (const path of paths) complaints.push(...(await complaintsAbout(visitors, path)));
    expect(complaints).toEqual([]);
  },
);

async function newWindow(): Promise<Page> {
  // axe is put into the page by the test, which the page's own policy would refuse.
  const context = await browser.newContext({
    baseURL: house.appUrl,
    bypassCSP: true,
    reducedMotion: "reduce",
  });
  return context.newPage();
}

/** What axe says, and whether the page is wider than the window. */
async function complaintsAbout(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await page.addScriptTag({ path: axePath });
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120) ?? ""}`,
    );
  });
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
  );
  return [...violations, ...(isWide ? ["wider than the window"] : [])].map(
    (complaint) => `${path} ${complaint}`,
  );
}
