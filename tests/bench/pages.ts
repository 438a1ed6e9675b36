import type { Browser, Page } from "playwright-core";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { startSession } from "#app/models/session.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import type { Deployment } from "./deployment.ts";
import { populateNeighbours, type Populated } from "./populate.ts";
import { quantile, type Figure } from "./table.ts";

const VISITS = 150;
const NEIGHBOURS = 300;

/** Pages at 200 members and 5,000 posts, and again among 300 communities; then as a browser meets them first. */
export async function measurePages(deployment: Deployment, circle: Populated): Promise<Figure[]> {
  const { token } = await transaction((tx) => startSession(tx, circle.owner.personId, "bench"));
  const cookie = sessionCookie(token).split(";")[0] ?? "";
  const figures = await serverTimes(deployment, circle, { cookie, where: "" });
  await populateNeighbours(NEIGHBOURS);
  figures.push(
    ...(await serverTimes(deployment, circle, { cookie, where: `, among ${NEIGHBOURS} communities` })),
  );
  return [...figures, ...(await firstLoads(deployment, circle, cookie))];
}

async function pagesOf({ community }: Populated): Promise<[name: string, path: string][]> {
  const thread = await db().thread.findFirstOrThrow({
    where: { communityId: community.id },
    orderBy: { postCount: "desc" },
  });
  const console = `/console/${community.slug}`;
  return [
    ["thread list", `${console}/threads`],
    [`thread page (${thread.postCount} posts)`, `${console}/threads/${thread.id}`],
    ["members", `${console}/members`],
    ["letters", `${console}/deliveries`],
    ["composer", `${console}/digests`],
    ["public home", `/${community.slug}`],
  ];
}

async function serverTimes(
  { appUrl }: Deployment,
  circle: Populated,
  { cookie, where }: { cookie: string; where: string },
): Promise<Figure[]> {
  const health = await timings(`${appUrl}/healthz`, cookie);
  const figures: Figure[] = [];
  for (const [name, path] of await pagesOf(circle))
    figures.push(figure(`page: ${name}${where}`, await timings(appUrl + path, cookie), health));
  return figures;
}

async function timings(address: string, cookie: string): Promise<number[]> {
  const taken: number[] = [];
  for (let visit = 0; visit < VISITS + 10; visit++) {
    const began = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${address} answers ${String(answer.status)}`);
    if (visit >= 10) taken.push(performance.now() - began);
  }
  return taken;
}

function figure(what: string, taken: number[], health: number[]): Figure {
  const [p50, p95] = [quantile(taken, 0.5), quantile(taken, 0.95)];
  return {
    what,
    ours: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    ceiling: `p95 40 ms; /healthz p50 ${quantile(health, 0.5).toFixed(1)} ms`,
    ratio: (p95 / 40).toFixed(2),
  };
}

/** As a browser meets a page for the first time: by its own metrics. */
async function firstLoads({ appUrl }: Deployment, circle: Populated, cookie: string): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const figures: Figure[] = [];
    for (const [name, path] of await pagesOf(circle)) {
      const met = await meet(browser, { appUrl, path, cookie });
      const ceiling = path.startsWith("/console") ? 170 : 90;
      figures.push({
        what: `first load: ${name}`,
        ours: `${met.script.toFixed(0)} kB of script, LCP ${met.lcp.toFixed(0)} ms, CLS ${met.cls.toFixed(3)}`,
        ceiling: `${ceiling} kB, 1000 ms, 0.02`,
        ratio: Math.max(met.script / ceiling, met.lcp / 1000, met.cls / 0.02).toFixed(2),
      });
    }
    return figures;
  } finally {
    await browser.close();
  }
}

interface Met {
  /** Kilobytes as they came over the wire. */
  script: number;
  lcp: number;
  cls: number;
}

async function meet(
  browser: Browser,
  { appUrl, path, cookie }: { appUrl: string; path: string; cookie: string },
): Promise<Met> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    // The deployment speaks plain HTTP on loopback, where a browser keeps no `__Host-` cookie: it is sent along instead.
    await context.route(
      (url) => url.origin === appUrl,
      (route) => route.continue({ headers: { ...route.request().headers(), cookie } }),
    );
    const page = await context.newPage();
    await page.addInitScript(watchPaints);
    await page.goto(appUrl + path, { waitUntil: "networkidle" });
    return await readMetrics(page);
  } finally {
    await context.close();
  }
}

interface Paints {
  paints: { lcp: number; cls: number };
}

/** Runs in the page. */
function watchPaints(): void {
  const seen = { lcp: 0, cls: 0 };
  (window as unknown as Paints).paints = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.cls += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}

function readMetrics(page: Page): Promise<Met> {
  return page.evaluate(() => {
    const scripts = performance
      .getEntriesByType("resource")
      .filter(({ name }) => /\.js(?:$|\?)/.test(name)) as PerformanceResourceTiming[];
    const { lcp, cls } = (window as unknown as Paints).paints;
    return {
      lcp,
      cls,
      script: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
    };
  });
}
