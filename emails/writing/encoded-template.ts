import { encodeQuotedPrintable, encodeSlotValue, SOFT_BREAK } from "#emails/writing/quoted-printable.ts";
import { joinPieces, type MessagePiece } from "#emails/writing/mime.ts";
import type { Choice, Filling, Template } from "#emails/writing/slots.ts";

/**
 * A template whose literals were encoded in quoted-printable once. At each slot the encoded text is cut, with a soft
 * line break on each side, so that filling it only joins pieces: each begins at the start of a line. Literals are kept
 * as the bytes of the message, which are copied into every letter without becoming a string again.
 */
export type EncodedTemplate = readonly EncodedPiece[];

export type EncodedPiece =
  | { kind: "literal"; bytes: Buffer; octets: number; links: number }
  | { kind: "slot"; name: string }
  | { kind: "group"; name: string; variants: ReadonlyMap<string, EncodedTemplate> };

export function encodeTemplate(template: Template): EncodedTemplate {
  return template.map((piece): EncodedPiece => {
    if (piece.kind === "slot") return piece;
    if (piece.kind === "literal") return encodeLiteral(piece.text);
    const variants = [...piece.variants].map(([name, inner]) => [name, encodeTemplate(inner)] as const);
    return { ...piece, variants: new Map(variants) };
  });
}

/**
 * The filled template in quoted-printable, as pieces that only want joining; `escape` makes a value fit for the part
 * that it goes into. Each piece ends with its soft line break already: a letter has hundreds of them.
 */
export function fillEncoded(
  template: EncodedTemplate,
  filling: Filling,
  escape: (value: string) => string,
): MessagePiece[] {
  const out: MessagePiece[] = [];
  writePieces(template, filling, [], {
    escape,
    values: new Map(),
    write: (piece) => out.push(piece),
    leave: (name) => {
      throw new Error(`Nothing was given for the slot "${name}"`);
    },
  });
  return out;
}

/**
 * What a letter has in common with others, as the bytes of the message, and between them slots that are left. A few
 * words between two slots are kept as a string: they cost less copied into the letter than sent as a piece of their own.
 */
export type SharedTemplate = readonly (MessagePiece | { slot: string })[];

const WORTH_SHARING = 1_024;

/** Fills what is the same for many letters, and joins it; slots that nothing is given for are left for each of them. */
export function fillShared(
  template: EncodedTemplate,
  filling: Filling,
  escape: (value: string) => string,
): SharedTemplate {
  const out: (MessagePiece | { slot: string })[] = [];
  let run: MessagePiece[] = [];
  const endRun = () => {
    const joined = joinPieces(run);
    if (joined.length > 0) out.push(joined.length < WORTH_SHARING ? joined.toString("latin1") : joined);
    run = [];
  };
  writePieces(template, filling, [], {
    escape,
    values: new Map(),
    write: (piece) => run.push(piece),
    leave(slot) {
      endRun();
      out.push({ slot });
    },
  });
  endRun();
  return out;
}

/** The rest, for one letter: the same pieces as if all had been filled at once. */
export function fillRest(
  shared: SharedTemplate,
  slots: Filling["slots"],
  escape: (value: string) => string,
): MessagePiece[] {
  const values = new Map<string, string>();
  return shared.map((piece) =>
    typeof piece === "object" && "slot" in piece
      ? encodeValue(findGiven(piece.slot, slots), { escape, values })
      : piece,
  );
}

/** What is reckoned for a slot whose value is not known yet: an address of ours, or a name. */
const PER_SLOT = 100;

/**
 * How long the decoded result will be, and how many links are in it. Escaping may add a little to a value; slots that
 * are left count for more than will stand there, so that how long a letter is does not hang on whose it is.
 */
export function measureFilled(
  template: EncodedTemplate,
  filling: Filling,
  outer: readonly Filling[] = [],
): Measure {
  const scope = [filling, ...outer];
  const total = { octets: 0, links: 0 };
  for (const piece of template) {
    if (piece.kind === "literal") addTo(total, piece);
    else if (piece.kind === "slot") total.octets += lookUp(piece.name, scope).value?.length ?? PER_SLOT;
    else {
      for (const choice of filling.groups?.[piece.name] ?? []) {
        const variant = "raw" in choice ? undefined : piece.variants.get(choice.variant);
        if (variant && "filling" in choice) addTo(total, measureFilled(variant, choice.filling, scope));
      }
    }
  }
  return total;
}

/** The same for each choice of one of the template's outermost groups by itself, in the scope of `filling`. */
export function measureChoices(
  template: EncodedTemplate,
  name: string,
  choices: readonly Choice[],
  filling: Filling,
): Measure[] {
  const group = template.find((piece) => piece.kind === "group" && piece.name === name);
  const variants = group?.kind === "group" ? group.variants : new Map<string, EncodedTemplate>();
  return choices.map((choice) => {
    const variant = "raw" in choice ? undefined : variants.get(choice.variant);
    return variant && "filling" in choice
      ? measureFilled(variant, choice.filling, [filling])
      : { octets: 0, links: 0 };
  });
}

/** The most that any filling can come to, with every variant but those left out, and `perSlot` octets in each slot. */
export function measureLargest(
  template: EncodedTemplate,
  leaveOut: (variant: string) => boolean,
  perSlot = PER_SLOT,
): Measure {
  const total = { octets: 0, links: 0 };
  for (const piece of template) {
    if (piece.kind === "literal") addTo(total, piece);
    else if (piece.kind === "slot") total.octets += perSlot;
    else {
      for (const [name, variant] of piece.variants) {
        if (!leaveOut(name)) addTo(total, measureLargest(variant, leaveOut, perSlot));
      }
    }
  }
  return total;
}

export interface Measure {
  octets: number;
  links: number;
}

function addTo(total: Measure, { octets, links }: Measure): void {
  total.octets += octets;
  total.links += links;
}

interface Desk {
  escape: (value: string) => string;
  values: Map<string, string>;
  write: (piece: MessagePiece) => void;
  /** Nothing was given for this slot. */
  leave: (name: string) => void;
}

function writePieces(
  template: EncodedTemplate,
  filling: Filling,
  outer: readonly Filling[],
  desk: Desk,
): void {
  const scope = [filling, ...outer];
  for (const piece of template) {
    if (piece.kind === "literal") desk.write(piece.bytes);
    else if (piece.kind === "slot") {
      const { name, value } = lookUp(piece.name, scope);
      if (value === undefined) desk.leave(name);
      else desk.write(encodeValue(value, desk));
    } else {
      for (const choice of filling.groups?.[piece.name] ?? []) {
        if ("raw" in choice) throw new Error("An encoded template takes no raw text");
        const variant = piece.variants.get(choice.variant);
        if (!variant) throw new Error(`The group "${piece.name}" has no variant "${choice.variant}"`);
        writePieces(variant, choice.filling, scope, desk);
      }
    }
  }
}

/** The same address stands in a letter more than once: it is escaped and encoded once. */
function encodeValue(value: string, { escape, values }: Pick<Desk, "escape" | "values">): string {
  const known = values.get(value);
  if (known !== undefined) return known;
  const encoded = encodeSlotValue(escape(value)) + SOFT_BREAK;
  values.set(value, encoded);
  return encoded;
}

/** The value, or the name by which the outermost scope would have to give it. */
function lookUp(name: string, scope: readonly Filling[]): { name: string; value?: string } {
  let known = name;
  for (const { slots, aliases } of scope) {
    const value = slots[known];
    if (value !== undefined) return { name: known, value };
    known = aliases?.[known] ?? known;
  }
  return { name: known };
}

function findGiven(name: string, slots: Filling["slots"]): string {
  const value = slots[name];
  if (value === undefined) throw new Error(`Nothing was given for the slot "${name}"`);
  return value;
}

function encodeLiteral(text: string): EncodedPiece {
  const links = text.match(/<a\s/gi)?.length ?? 0;
  return {
    kind: "literal",
    bytes: Buffer.from(encodeQuotedPrintable(text) + SOFT_BREAK, "latin1"),
    octets: Buffer.byteLength(text),
    links,
  };
}
