import { Prisma } from "#prisma/generated/client.ts";

/**
 * Lists that go on where they ended: a page is asked for by the last row of the one before, so that the hundredth costs
 * what the first one does, and nothing is told twice when something new comes in between.
 */
export interface Order {
  /** What rows are ordered by; never NULL. */
  value: Prisma.Sql;
  /** How two of the same value stand: a unique number. */
  number: Prisma.Sql;
  direction: "asc" | "desc";
  kind: "time" | "count" | "words";
}

/** As it stands in the URL, where anybody can write anything: `<number>~<value>`, after or before which to go on. */
export interface Turn {
  after?: string | undefined;
  before?: string | undefined;
}

export interface KeysetSql {
  /** Only what lies beyond the row that the page was asked by. */
  where: Prisma.Sql;
  orderBy: Prisma.Sql;
  /** What it is ordered by, for the page to say how to go on. */
  value: Prisma.Sql;
}

export function keysetSql(order: Order, turn: Turn): KeysetSql {
  const backwards = turn.after === undefined && turn.before !== undefined;
  const ascending = (order.direction === "asc") !== backwards;
  const cursor = readCursor(turn.after ?? turn.before, order.kind);
  const value = order.kind === "words" ? Prisma.sql`${order.value} COLLATE "unicode"` : order.value;
  return {
    value: order.value,
    where: cursor
      ? Prisma.sql`(${value}, ${order.number}) ${ascending ? Prisma.sql`>` : Prisma.sql`<`} (${cursor.value}, ${cursor.number})`
      : Prisma.sql`TRUE`,
    orderBy: ascending
      ? Prisma.sql`${value} ASC, ${order.number} ASC`
      : Prisma.sql`${value} DESC, ${order.number} DESC`,
  };
}

export interface Page<Row> {
  rows: Row[];
  /** For the links to the neighbours; null where there are none. */
  next: string | null;
  previous: string | null;
}

/** What was found with one row more than fits, as a page in the list's own order. */
export function asPage<Row>(
  found: readonly Row[],
  size: number,
  turn: Turn,
  cursorOf: (row: Row) => { number: number; value: Date | number | string },
): Page<Row> {
  const backwards = turn.after === undefined && turn.before !== undefined;
  const isMore = found.length > size;
  const rows = backwards ? found.slice(0, size).toReversed() : found.slice(0, size);
  const write = (row: Row | undefined): string | null => {
    if (row === undefined) return null;
    const { number, value } = cursorOf(row);
    return `${number}~${value instanceof Date ? value.toISOString() : value}`;
  };
  return {
    rows,
    next: backwards || isMore ? write(rows.at(-1)) : null,
    previous: (backwards ? isMore : turn.after !== undefined) ? write(rows[0]) : null,
  };
}

function readCursor(text: string | undefined, kind: Order["kind"]) {
  const [, digits = "", value = ""] = /^(\d{1,9})~([^\0]{0,200})$/s.exec(text ?? "") ?? [];
  if (digits === "") return null;
  const sql = valueSql(value, kind);
  return sql && { number: Number(digits), value: sql };
}

function valueSql(value: string, kind: Order["kind"]): Prisma.Sql | null {
  if (kind === "words") return Prisma.sql`${value}::text COLLATE "unicode"`;
  if (kind === "count") return /^\d{1,9}$/.test(value) ? Prisma.sql`${Number(value)}::int` : null;
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(value) && !Number.isNaN(Date.parse(value))
    ? Prisma.sql`${new Date(value)}::timestamptz`
    : null;
}
