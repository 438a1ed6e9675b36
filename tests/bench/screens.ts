import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { db } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { findCommunity } from "#app/models/community.ts";
import { foundAnother } from "#app/models/community/founding.ts";
import { asActor } from "#app/models/membership.ts";
import { beginImport, startImport } from "#app/models/people-import.ts";
import { importPeople } from "#app/models/people-import/run.ts";
import { startSession } from "#app/models/session.ts";
import { startServer } from "#app/server.ts";
import { openDatabase } from "#jobs/database.ts";
import { seedDemo } from "#prisma/seed.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { freePort } from "#tests/support/ports.ts";

/*
 * Paints every page of the console over the demo community, at two widths, by day and by night, into tests/screens/,
 * and asks axe about each. `npm run screens -- --only threads` paints the pages whose name has that word (or one of several, with commas), `--width 390` and `--scheme dark` only those,
 * `--keep FOLDER` keeps the community for the next time.
 */

const folder = fileURLToPath(new URL("../screens", import.meta.url));
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    width: { type: "string" },
    scheme: { type: "string" },
    keep: { type: "string" },
  },
});
const widths = ([1280, 390] as const).filter((width) => (options.width ?? String(width)) === String(width));
const schemes = (["light", "dark"] as const).filter((scheme) => (options.scheme ?? scheme) === scheme);
const dataDir = options.keep ?? (await mkdtemp(join(tmpdir(), "roundletter-screens-")));
process.env.DATA_DIR = dataDir;

const port = await freePort();
amendConfig({
  dataDir,
  port,
  appUrl: `http://localhost:${port}`,
  storageUrl: new URL(`file://${dataDir}/blobs/`),
});
const database = await openDatabase();
const server = await (await seedDemo(console.log), startServer());
const browser = await launchBrowser();
let violations = 0;
try {
  await mkdir(folder, { recursive: true });
  const { token, pages } = await demoPages();
  for (const scheme of schemes) {
    for (const width of widths) await paint(browser, { token, pages, scheme, width });
  }
} finally {
  await browser.close();
  await server.close();
  await database.close();
  if (options.keep === undefined) await rm(dataDir, { recursive: true, force: true });
}
console.log(violations === 0 ? "axe has nothing to say" : `axe: ${violations} violations`);
process.exit(violations === 0 ? 0 : 1);

/** Every page by name, over the things that the demo has. */
async function demoPages(): Promise<{ token: string; pages: [name: string, path: string][] }> {
  const owner = await db().membership.findFirstOrThrow({
    where: { role: "owner" },
    include: { community: true, person: true },
    orderBy: { createdAt: "asc" },
  });
  const where = { communityId: owner.communityId };
  const [thread, showcase, event, digest, held, member] = await Promise.all([
    db().thread.findFirst({ where: { ...where, kind: "discussion" }, orderBy: { postCount: "desc" } }),
    db().showcase.findFirst({ where: { ...where, photos: { some: {} } }, orderBy: { number: "asc" } }),
    db().event.findFirst({ where: { ...where, rsvps: { some: {} } }, orderBy: { startsAt: "asc" } }),
    db().digest.findFirst({ where: { ...where, status: "issued" }, orderBy: { issue: "desc" } }),
    db().inboundMessage.findFirst({ where: { ...where, status: "held" } }),
    db().membership.findFirst({
      where: { ...where, role: "member", status: "active" },
      orderBy: { name: "asc" },
    }),
  ]);
  const base = `/console/${owner.community.slug}`;
  const named = (path: string): [string, string] => [path.replace("/", "-"), `${base}/${path}`];
  const some = (name: string, folder: string, thing: { id: string } | null): [string, string][] =>
    thing ? [[name, `${base}/${folder}/${thing.id}`]] : [];
  const pages: [string, string][] = [
    ["today", base],
    ["threads", `${base}/threads`],
    ["thread-new", `${base}/threads/new`],
    ["threads-removed", `${base}/threads?state=removed`],
    ["inbox-not-taken", `${base}/held?state=not-taken`],
    ["members-quiet", `${base}/members?care=quiet`],
    ...some("thread", "threads", thread),
    ["digests", `${base}/digests`],
    ["digest-preview", `${base}/digests/draft/preview`],
    ...some("digest", "digests", digest),
    ["showcases", `${base}/showcases`],
    ["showcase-new", `${base}/showcases/new`],
    ...some("showcase", "showcases", showcase),
    ["events", `${base}/events`],
    ["event-new", `${base}/events/new`],
    ...some("event", "events", event),
    ["members", `${base}/members`],
    ...some("member", "members", member),
    ["invitations", `${base}/invitations`],
    ["held", `${base}/held`],
    ...some("held-mail", "held", held),
    ...["settings", "settings/rules", "settings/letters", "settings/public", "settings/team"].map(named),
    ...["settings/mail", "settings/closing", "audit", "exports", "imports", "imports/archive"].map(named),
    ...(await firstRunPages(owner)),
    ["search-empty", `${base}/threads?search=nobody+said+this`],
    ["not-here", `${base}/nothing`],
    ["insight", `${base}/insight`],
    ["deliverability", `${base}/deliverability`],
    ["digest-preview-inverted", `${base}/digests/draft/preview?light=inverted&width=phone`],
    ["account", "/account"],
    ["sign-in-page", "/sign-in?to=/account"],
    ["newsletter", `${base}/newsletters`],
    ["newsletter-preview", `${base}/newsletters/preview`],
    ...(await publicPages(owner.community)),
  ];
  const { token } = await startSession(db(), owner.personId, "screens");
  return {
    token,
    pages: pages.filter(([name]) => options.only.split(",").some((word) => name.includes(word))),
  };
}

/** A list that was read, one that runs, and a community on its first day. */
async function firstRunPages(owner: OwnerShown): Promise<[string, string][]> {
  const actor = asActor(owner);
  const list =
    "Name;E-Mail\nNora Lind;nora@example.net\nJürgen Größe;juergen@example.net\nno address here;\n";
  const [draft, running] = await Promise.all([
    beginImport(actor, { text: list.replaceAll("example.net", "example.com") }),
    beginImport(actor, { text: list }),
  ]);
  await startImport(actor, running.id, "");
  await importPeople(running.id);
  const fresh =
    (await findCommunity("bakers")) ??
    (await foundAnother(owner.person, {
      slug: "bakers",
      name: "Bakers’ Row",
      timeZone: "Europe/Berlin",
    }));
  const base = `/console/${owner.community.slug}`;
  return [
    ["import-draft", `${base}/imports/${draft.id}`],
    ["import-run", `${base}/imports/${running.id}`],
    ["first-steps", `/console/${fresh.slug}`],
    ["console-new", "/console/new"],
    ["operator", "/operator"],
  ];
}

/** What everybody may open. */
async function publicPages({ id: communityId, slug }: { id: string; slug: string }) {
  const shown = { communityId, publicAt: { not: null } };
  const [newsletter, showcase, event, thread] = await Promise.all([
    db().newsletter.findFirst({ where: { communityId, status: "issued" }, orderBy: { issue: "desc" } }),
    db().showcase.findFirst({ where: shown, include: { maker: true }, orderBy: { number: "asc" } }),
    db().event.findFirst({ where: shown, orderBy: { startsAt: "asc" } }),
    db().thread.findFirst({ where: shown }),
  ]);
  const pages: [name: string, path: string][] = [
    ["public-home", `/${slug}`],
    ["public-newsletters", `/${slug}/newsletters`],
    ["public-newsletter", `/${slug}/newsletters/${newsletter?.issue ?? 1}`],
    ["public-follow", `/${slug}/follow`],
    ["public-makers", `/${slug}/makers`],
    ["public-showcases", `/${slug}/showcases`],
    ["public-showcases-none", `/${slug}/showcases?tag=nothing-of-the-kind`],
    ["public-events", `/${slug}/events`],
    ["archive-threads", `/${slug}/archive`],
    ["archive-found-nothing", `/${slug}/archive?search=nobody+said+this`],
    ["archive-digests", `/${slug}/archive/digests`],
    ["archive-showcases", `/${slug}/archive/showcases`],
    ["archive-events", `/${slug}/archive/events`],
    ["archive-members", `/${slug}/archive/members`],
    ["inquiries", `/console/${slug}/inquiries`],
  ];
  if (showcase) {
    const { number, name: title } = showcase.maker;
    pages.push(["public-showcase", publicPath(slug, "showcases", showcase)]);
    pages.push(["public-maker", publicPath(slug, "makers", { number, title })]);
    pages.push(["public-ask", `${publicPath(slug, "showcases", showcase)}/ask`]);
    pages.push(["archive-showcase", `/${slug}/archive/showcases/${showcase.number}`]);
    pages.push(["archive-member", `/${slug}/archive/members/${number}`]);
  }
  if (event) pages.push(["public-event", publicPath(slug, "events", event)]);
  if (thread) {
    const { number, subject: title } = thread;
    pages.push(["public-thread", publicPath(slug, "threads", { number, title })]);
    pages.push(["archive-thread", `/${slug}/archive/threads/${number}`]);
  }
  return pages;
}

type OwnerShown = Parameters<typeof asActor>[0];

interface Painting {
  token: string;
  pages: readonly (readonly [name: string, path: string])[];
  scheme: (typeof schemes)[number];
  width: (typeof widths)[number];
}

async function paint(painter: Browser, { token, pages, scheme, width }: Painting): Promise<void> {
  const context = await painter.newContext({
    colorScheme: scheme,
    viewport: { width, height: width === 390 ? 844 : 900 },
    baseURL: `http://localhost:${port}`,
    bypassCSP: true,
    reducedMotion: "reduce",
  });
  await context.addCookies([{ name: "session", value: token, url: `http://localhost:${port}` }]);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) console.log(`  ${page.url()}: ${message.text()}`);
  });
  for (const [name, path] of pages) {
    await page.goto(path, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    await showAllPictures(page);
    await writeFile(
      join(folder, `${name}-${width}-${scheme}.png`),
      await page.screenshot({ fullPage: true }),
    );
    await tellWidth(page, name, width);
    await askAxe(page, `${name} ${width} ${scheme}`);
  }
  await context.close();
}

/** Lazy pictures come when they are looked at. */
async function showAllPictures(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pictures = [...document.images].filter((picture) => picture.getClientRects().length > 0);
    for (const picture of pictures) picture.loading = "eager";
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
  });
}

/** A page that is wider than its window. */
async function tellWidth(page: Page, name: string, width: number): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) console.log(`  ${name}: ${wide} px wide in a window of ${width}`);
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function askAxe(page: Page, where: string): Promise<void> {
  await page.addScriptTag({ path: axePath });
  const found = await page.evaluate<Violation[]>(
    "axe.run(document, { iframes: false }).then((results) => results.violations)",
  );
  violations += found.length;
  for (const { id, help, nodes } of found) {
    console.log(`${where}: ${id}: ${help}`);
    for (const { target, failureSummary } of nodes.slice(0, 3))
      console.log(`    ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ").slice(0, 200)}`);
  }
}
