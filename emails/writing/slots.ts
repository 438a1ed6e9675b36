/**
 * Templates with slots (a value goes here) and groups (choose among variants, as often and in the order you like).
 *
 * The marks are private-use characters, which nothing that people write may contain (`dropMarks`), so no text can be
 * taken for a mark; MJML, minifying and quoted-printable carry them through unharmed. A template is filled either as
 * text (`fillTemplate`) or, already encoded, in the fast path of a digest (encoded-template.ts): the result is equal.
 */
export type Piece =
  | { kind: "literal"; text: string }
  | { kind: "slot"; name: string }
  | { kind: "group"; name: string; variants: ReadonlyMap<string, Template> };

export type Template = readonly Piece[];

/** Values by slot (an inner one wins over an outer one), and for each group what stands in it, in order. */
export interface Filling {
  slots: Readonly<Record<string, string>>;
  groups?: Readonly<Record<string, readonly Choice[]>>;
  /** Slots within that take their value from one of another name further out: each of several items has its own. */
  aliases?: Readonly<Record<string, string>>;
}

/** One variant of a group, filled; or text that is put in as it is. */
export type Choice = { variant: string; filling: Filling } | { raw: string };

const MARKS = /\uE000([=(|)])([^\uE000\uE001]*)\uE001/g;
const SLOTS = /\uE000=([^\uE000\uE001]*)\uE001/g;

export const slot = (name: string): string => mark("=", name);
export const openGroup = (name: string): string => mark("(", name);
export const openVariant = (name: string): string => mark("|", name);
export const closeGroup = (): string => mark(")", "");

export function group(name: string, variants: Readonly<Record<string, string>>): string {
  const parts = Object.entries(variants).map(([variant, text]) => openVariant(variant) + text);
  return openGroup(name) + parts.join("") + closeGroup();
}

/** What a person wrote, without the characters that marks are made of. */
export function dropMarks(text: string): string {
  return text.replace(/[\uE000\uE001]/g, "");
}

export function parseTemplate(source: string): Template {
  const open: OpenGroup[] = [];
  const top: Piece[] = [];
  let into: Piece[] | null = top;
  let at = 0;

  for (const found of source.matchAll(MARKS)) {
    const [whole, kind, name = ""] = found;
    const literal = source.slice(at, found.index);
    if (literal !== "") into?.push({ kind: "literal", text: literal });
    at = found.index + whole.length;

    if (kind === "=") into?.push({ kind: "slot", name });
    else if (kind === "(") {
      open.push({ name, outside: into, variants: new Map() });
      into = null;
    } else if (kind === "|") {
      into = [];
      open.at(-1)?.variants.set(name, into);
    } else {
      const closed = open.pop();
      into = closed?.outside ?? top;
      if (closed) into.push({ kind: "group", name: closed.name, variants: closed.variants });
    }
  }
  if (open.length > 0) throw new Error(`A group was left open: ${open.map(({ name }) => name).join(", ")}`);
  if (at < source.length) top.push({ kind: "literal", text: source.slice(at) });
  return top;
}

/** The template's text with every slot and group filled. Values are put in as they are: escape them before. */
export function fillTemplate(template: Template, filling: Filling): string {
  const out: string[] = [];
  walkTemplate(template, filling, null, (text) => out.push(text));
  return out.join("");
}

interface OpenGroup {
  name: string;
  outside: Piece[] | null;
  variants: Map<string, Piece[]>;
}

interface Scope extends Pick<Filling, "slots" | "aliases"> {
  outer: Scope | null;
}

function walkTemplate(
  template: Template,
  filling: Filling,
  outer: Scope | null,
  write: (text: string) => void,
): void {
  const scope: Scope = { ...filling, outer };
  for (const piece of template) {
    if (piece.kind === "literal") write(piece.text);
    else if (piece.kind === "slot") write(resolveMarks(findValue(piece.name, scope), scope));
    else {
      for (const choice of filling.groups?.[piece.name] ?? []) {
        if ("raw" in choice) write(choice.raw);
        else walkTemplate(findVariant(piece, choice.variant), choice.filling, scope, write);
      }
    }
  }
}

/** A value may hold slots of its own (a link in the accent's colour). Those without a value yet are left for later. */
function resolveMarks(value: string, scope: Scope): string {
  return value.includes("\uE000")
    ? value.replace(SLOTS, (whole, name: string) => lookUp(name, scope) ?? whole)
    : value;
}

function findValue(name: string, scope: Scope): string {
  const value = lookUp(name, scope);
  if (value === undefined) throw new Error(`Nothing was given for the slot "${name}"`);
  return value;
}

function lookUp(name: string, scope: Scope): string | undefined {
  let known = name;
  for (let look: Scope | null = scope; look; look = look.outer) {
    const value = look.slots[known];
    if (value !== undefined) return value;
    known = look.aliases?.[known] ?? known;
  }
  return undefined;
}

function findVariant(
  { name, variants }: { name: string; variants: ReadonlyMap<string, Template> },
  variant: string,
) {
  const found = variants.get(variant);
  if (!found) throw new Error(`The group "${name}" has no variant "${variant}"`);
  return found;
}

const mark = (kind: string, name: string): string => `\uE000${kind}${name}\uE001`;
