import { z } from "zod";
import { hasAddress, type ReadList } from "./read-list.ts";

/** Which column is what, counted from 0. A name may be in one column or in two. */
export interface Columns {
  hasHead: boolean;
  address: number | null;
  name: number | null;
  firstName: number | null;
  lastName: number | null;
}

export type ColumnField = Exclude<keyof Columns, "hasHead">;

const place = z.number().int().min(0).nullable().catch(null);
const shape = z.object({
  hasHead: z.boolean().catch(false),
  address: place,
  name: place,
  firstName: place,
  lastName: place,
});

/** What a list of another program calls them, in the languages we write. */
const heads: Record<ColumnField, RegExp> = {
  address: /e-?mail|^mail|adress|address|adresse|courriel|correo/i,
  firstName: /first|given|vorname|pr[ée]nom|nombre de pila|^nombre$/i,
  lastName: /last|family|surname|nachname|familienname|nom de famille|apellido/i,
  name: /name|^nom$|nombre|full|display/i,
};

export function columnsFrom(kept: unknown): Columns {
  return shape.parse(typeof kept === "object" && kept !== null ? kept : {});
}

/** From the heads where there are any, and from what stands in the cells. */
export function guessColumns({ lines, width }: ReadList): Columns {
  const [first, ...rest] = lines;
  const hasHead =
    first !== undefined && !first.cells.some(hasAddress) && (rest.some(isPerson) || lines.length === 1);
  const titles = hasHead ? first.cells : [];
  const body = hasHead ? rest : lines;
  const addresses = columnsByShare(body, width, hasAddress);
  const [mostAddresses] = addresses;

  const named = (field: ColumnField, taken: (number | null)[]) => {
    const at = titles.findIndex((title, column) => !taken.includes(column) && heads[field].test(title));
    return at === -1 ? null : at;
  };
  const address = mostAddresses ?? named("address", []);
  const firstName = named("firstName", [address]);
  const lastName = named("lastName", [address, firstName]);
  const name = named("name", [address, firstName, lastName]);
  const byLooks = columnsByShare(body, width, looksLikeName).find((column) => column !== address) ?? null;
  const isNamed = firstName !== null || name !== null;
  return { hasHead, address, name: isNamed ? name : byLooks, firstName, lastName };
}

/** `Ana Ferreira <ana@example.org>` in one cell tells both. */
export function personIn(cells: readonly string[], columns: Columns): { address: string; name: string } {
  const at = (column: number | null) => (column === null ? "" : (cells[column] ?? ""));
  const written = at(columns.address);
  const both = /^"?([^"<]*)"?\s*<([^<>]+)>$/.exec(written);
  const parts = [at(columns.firstName), at(columns.lastName)].filter(Boolean).join(" ");
  const name = at(columns.name) || parts || (both?.[1]?.trim() ?? "");
  return { address: (both?.[2] ?? written).replace(/^mailto:/i, "").trim(), name: name.slice(0, 80) };
}

/** Columns in which at least half of the filled cells are so, the fullest first. */
function columnsByShare(lines: ReadList["lines"], width: number, isSo: (cell: string) => boolean): number[] {
  const shares = Array.from({ length: width }, (_, column) => {
    const filled = lines.map(({ cells }) => cells[column] ?? "").filter(Boolean);
    const fitting = filled.filter(isSo).length;
    return { column, fitting, share: filled.length === 0 ? 0 : fitting / filled.length };
  });
  return shares
    .filter(({ share }) => share >= 0.5)
    .sort((one, other) => other.fitting - one.fitting || one.column - other.column)
    .map(({ column }) => column);
}

function isPerson({ cells }: ReadList["lines"][number]): boolean {
  return cells.some(hasAddress);
}

function looksLikeName(cell: string): boolean {
  return /^\p{L}[\p{L}\p{M}’'. -]+$/u.test(cell) && cell.length <= 60;
}
