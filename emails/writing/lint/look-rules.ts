import { contrastBetween, flipLightness, invertColour, lightnessOf } from "#emails/writing/contrast.ts";
import { elementsOf, shownText, textOf, type Element, type Tree } from "#emails/writing/lint/html-tree.ts";
import { groundOf, readSheet, type Scheme, type Sheet, styleOf } from "#emails/writing/lint/styles.ts";
import type { Report } from "#emails/writing/lint/violation.ts";

/** What can be seen: sizes, leading, contrast by day, by night and inverted, and the ways to say what night is. */
export function lintLook(tree: Tree, html: string, report: Report): void {
  const sheet = readSheet(tree);
  checkNightWays(html, sheet, report);
  for (const { text, within } of shownText(tree)) {
    checkType(text, within, sheet, report);
    checkContrast(text, within, sheet, "day", report);
    checkContrast(text, within, sheet, "night", report);
  }
  for (const link of elementsOf(tree)) checkButton(link, sheet, report);
}

function checkNightWays(html: string, { css }: Sheet, report: Report): void {
  for (const name of ["color-scheme", "supported-color-schemes"]) {
    if (!html.includes(`<meta name="${name}" content="light dark">`)) report("night-meta", "head", name);
  }
  for (const way of ["prefers-color-scheme:dark", "[data-ogsc]", "[data-ogsb]"]) {
    if (!css.includes(way)) report("night-way", "style", way);
  }
  const pure = /(?:color|background)[a-z-]*:\s*(#fff(?:fff)?|#000(?:000)?|white|black)\b/i.exec(
    visible(html),
  );
  if (pure) report("no-pure-colour", "html", pure[0]);
}

/** The preheader is hidden by white letters, as MJML does it; that is no colour of the letter. */
function visible(html: string): string {
  return html.replace(/<div style="display:none[^>]*>/, "");
}

function checkType(text: string, within: Element, sheet: Sheet, report: Report): void {
  const place = `“${text.slice(0, 40)}”`;
  const size = parseFloat(styleOf(within, "font-size", sheet, "day") ?? "16");
  const family = styleOf(within, "font-family", sheet, "day") ?? "";
  if (size < 13) report("type-size", place, `${size}px`);
  if (family.startsWith("Georgia") && size < 16) report("type-16", place, `${size}px`);
  if (family === "") report("type-family", place, "none");

  const leading = styleOf(within, "line-height", sheet, "day") ?? "1.4";
  const ratio = leading.endsWith("px") ? parseFloat(leading) / size : parseFloat(leading);
  if (text.length > 90 && size < 22 && ratio < 1.4) report("type-leading", place, leading);
}

function checkContrast(text: string, within: Element, sheet: Sheet, scheme: Scheme, report: Report): void {
  const colour = styleOf(within, "color", sheet, scheme);
  const ground = groundOf(within, sheet, scheme);
  const place = `“${text.slice(0, 40)}”, ${scheme}`;
  if (!colour?.startsWith("#") || !ground) {
    report("contrast-known", place, `${colour ?? "?"} on ${ground ?? "?"}`);
    return;
  }

  const ratio = contrastBetween(colour, ground);
  if (ratio < 4.5) report("contrast-4.5", place, `${colour} on ${ground}: ${ratio.toFixed(2)}`);
  if (scheme === "night") return;
  for (const [way, invert] of INVERSIONS) {
    const inverted = contrastBetween(invert(colour, "text"), invert(ground, "ground"));
    if (inverted < 4.5)
      report("contrast-inverted", `${place}, ${way}`, `${colour} on ${ground}: ${inverted.toFixed(2)}`);
  }
}

/**
 * How programs that do not ask us make night of day: every colour turned round, its lightness turned round and its hue
 * kept, or only what is light behind and dark before (Gmail, Outlook).
 */
const INVERSIONS: readonly [string, (colour: string, layer: "text" | "ground") => string][] = [
  ["all colours", (colour) => invertColour(colour)],
  ["all lightness", (colour) => flipLightness(colour)],
  [
    "half",
    (colour, layer) => (lightnessOf(colour) > 0.5 === (layer === "ground") ? flipLightness(colour) : colour),
  ],
];

/** A link drawn as a button is at least 44 px high. */
function checkButton(link: Element, sheet: Sheet, report: Report): void {
  const padding = /padding:\s*(\d+)px/.exec(link.attribs.style ?? "")?.[1];
  if (link.name !== "a" || padding === undefined) return;
  const size = parseFloat(styleOf(link, "font-size", sheet, "day") ?? "16");
  const leading = styleOf(link, "line-height", sheet, "day") ?? "1.4";
  const line = leading.endsWith("px") ? parseFloat(leading) : parseFloat(leading) * size;
  const height = line + 2 * Number(padding);
  if (height < 44) report("button-44", `“${textOf(link).trim()}”`, `${height}px`);
}
