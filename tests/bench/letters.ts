import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Browser, Page, Route } from "playwright-core";

import { contactSheet, type SampleLetter, sampleLetters } from "#emails/templates/contact-sheet.ts";
import type { Letter } from "#emails/writing/letter.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { samplePicture } from "#tests/support/sample-pictures.ts";

/**
 * Pictures of every letter, for a person to look at: `npm run letters [language] [part of a name]`, then open
 * tests/screens/letters/index.html. Nothing is loaded from the network; Georgia is stood in for where it is missing.
 */
const OUT = path.resolve("tests/screens/letters");

const VIEWS = [
  { name: "600-light", width: 600, scheme: "light", inverted: false },
  { name: "600-dark", width: 600, scheme: "dark", inverted: false },
  { name: "375-light", width: 375, scheme: "light", inverted: false },
  { name: "375-dark", width: 375, scheme: "dark", inverted: false },
  { name: "600-inverted", width: 600, scheme: "light", inverted: true },
  { name: "375-inverted", width: 375, scheme: "light", inverted: true },
] as const;

const FONTS: Record<string, string> = {
  Georgia: "newsreader/files/newsreader-latin-400-normal.woff2",
  Helvetica: "source-sans-3/files/source-sans-3-latin-400-normal.woff2",
};

const FACES = Object.keys(FONTS)
  .map((name) => `@font-face{font-family:${name};src:url(https://letters.example/fonts/${name})}`)
  .join("");

await takePictures(process.argv[2] ?? "en", process.argv[3] ?? "");

async function takePictures(language: string, part: string): Promise<void> {
  const locale = LOCALES.find((known) => known === language);
  if (!locale) throw new Error(`Languages: ${LOCALES.join(", ")}`);
  const letters = (await sampleLetters(locale)).filter(({ kind, sample }) =>
    `${kind}-${sample}`.includes(part),
  );
  if (part === "") await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });

  const browser = await launchBrowser();
  try {
    for (const view of VIEWS) await photographAll(browser, view, letters);
  } finally {
    await browser.close();
  }
  await writeFile(path.join(OUT, "index.html"), contactSheet(letters.map(shotsOf)));
  console.log(
    `${letters.length} letters, ${letters.length * VIEWS.length} pictures: ${path.relative(".", OUT)}/index.html`,
  );
}

async function photographAll(
  browser: Browser,
  view: (typeof VIEWS)[number],
  letters: SampleLetter[],
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  await page.route("**/*", serveSample);
  for (const one of letters) await photograph(page, one, view);
  await context.close();
}

async function photograph(
  page: Page,
  { kind, sample, letter }: SampleLetter,
  view: (typeof VIEWS)[number],
): Promise<void> {
  const styles = view.inverted
    ? `${FACES}html{filter:invert(1);background:#fff}img{filter:invert(1)}`
    : FACES;
  await page.setContent(letter.html.replace("</head>", `<style>${styles}</style></head>`), {
    waitUntil: "load",
  });
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  if (scrolls) console.log(`wider than ${view.width}: ${kind}-${sample}`);
  await page.screenshot({
    path: path.join(OUT, fileOf(kind, sample, view.name)),
    fullPage: true,
    type: "jpeg",
    quality: 82,
  });
}

async function serveSample(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const name = path.basename(pathname);
  const font = FONTS[name];
  if (font) {
    const body = await readFile(path.resolve("node_modules/@fontsource", font));
    return route.fulfill({
      body,
      contentType: "font/woff2",
      headers: { "access-control-allow-origin": "*" },
    });
  }
  if (pathname.startsWith("/media/"))
    return route.fulfill({ body: samplePicture(name), contentType: "image/svg+xml" });
  return route.abort();
}

function shotsOf({ kind, sample, letter }: SampleLetter): { name: string; letter: Letter; files: string[] } {
  return {
    name: `${kind}: ${sample}`,
    letter,
    files: VIEWS.map(({ name }) => fileOf(kind, sample, name)),
  };
}

function fileOf(kind: string, sample: string, view: string): string {
  return `${kind}-${sample}-${view}.jpg`;
}
