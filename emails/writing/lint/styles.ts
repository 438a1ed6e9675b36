import {
  classesOf,
  type Element,
  elementsOf,
  lineage,
  textOf,
  type Tree,
} from "#emails/writing/lint/html-tree.ts";

/** Which day it is for the reader's program: as designed, or by the rules for the night. */
export type Scheme = "day" | "night";

export interface Sheet {
  css: string;
  night: readonly { selector: readonly string[]; styles: ReadonlyMap<string, string> }[];
}

/** A small cascade, enough for letters: inline styles, then at night the rules of the media query, which all win. */
export function readSheet(tree: Tree): Sheet {
  const styles = elementsOf(tree).filter(({ name }) => name === "style");
  const css = styles.map(textOf).join("\n");
  return { css, night: nightBlock(css).flatMap(readRule) };
}

/** The value that an element has for a property, inherited where it does not say; null when nobody says. */
export function styleOf(element: Element, property: string, sheet: Sheet, scheme: Scheme): string | null {
  for (const one of lineage(element)) {
    const value = ownStyle(one, property, sheet, scheme);
    if (value !== null && value !== "inherit") return value;
  }
  return null;
}

/** What is painted behind an element's text. */
export function groundOf(element: Element, sheet: Sheet, scheme: Scheme): string | null {
  for (const one of lineage(element)) {
    const colour =
      ownStyle(one, "background-color", sheet, scheme) ?? ownStyle(one, "background", sheet, scheme);
    const found = /#[0-9a-f]{3,6}\b/i.exec(colour ?? one.attribs.bgcolor ?? "");
    if (found) return found[0];
  }
  return null;
}

function ownStyle(element: Element, property: string, { night }: Sheet, scheme: Scheme): string | null {
  const rules = scheme === "night" ? night.filter(({ selector }) => matches(element, selector)) : [];
  const value = rules.map(({ styles }) => styles.get(property)).findLast((found) => found !== undefined);
  return value ?? readStyles(element.attribs.style ?? "").get(property) ?? null;
}

/** Selectors of classes and tags, one within another or directly inside it ("a>b"). */
function matches(element: Element, selector: readonly string[]): boolean {
  const [own = "", ...outer] = selector.toReversed();
  const [inner = "", parent] = own.split(">").toReversed();
  const around = lineage(element).slice(1);
  if (!fits(element, inner) || (parent !== undefined && !(around[0] && fits(around[0], parent))))
    return false;
  return outer.every((simple) => around.some((one) => fits(one, simple)));
}

function fits(element: Element, simple: string): boolean {
  return simple.startsWith(".") ? classesOf(element).includes(simple.slice(1)) : element.name === simple;
}

function nightBlock(css: string): string[] {
  const start = css.indexOf("@media (prefers-color-scheme:dark)");
  if (start < 0) return [];
  const end = css.indexOf("}}", start);
  return css.slice(css.indexOf("{", start) + 1, end + 1).match(/[^{}]+\{[^{}]*\}/g) ?? [];
}

function readRule(rule: string): Sheet["night"] {
  const [selectors = "", body = ""] = rule.replace("}", "").split("{");
  const styles = readStyles(body);
  return selectors.split(",").map((selector) => ({ selector: selector.trim().split(/\s+/), styles }));
}

function readStyles(text: string): Map<string, string> {
  const declarations = text.split(";").map((one) => {
    const colon = one.indexOf(":");
    return [
      one.slice(0, colon).trim().toLowerCase(),
      one
        .slice(colon + 1)
        .replace("!important", "")
        .trim(),
    ] as const;
  });
  return new Map(declarations.filter(([name]) => name !== ""));
}
