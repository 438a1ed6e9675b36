import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface Column<Row> {
  head: string;
  /** null: there is nothing to say, and a phone leaves the line out. */
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Long words, that may take several lines. */
  wraps?: boolean;
}

/** A table; on a phone each row becomes a small list with its heads beside the values. Roles survive both. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <table role="table" className="block w-full text-sm sm:table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
        <tr role="row" className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.head}
              role="columnheader"
              scope="col"
              className={classNames(
                "py-2 pr-4 font-semibold text-quiet",
                column.numeric ? "text-right" : "text-left",
              )}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block sm:table-row-group">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            role="row"
            className="block border-b border-line py-2 align-baseline sm:table-row sm:py-0"
          >
            {columns.map((column) => (
              <Cell key={column.head} column={column} value={column.cell(row)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, value }: { column: Column<Row>; value: ReactNode }) {
  return (
    <td
      role="cell"
      className={classNames(
        value === null ? "hidden" : "flex gap-3",
        "sm:table-cell sm:py-2 sm:pr-4",
        column.numeric && "sm:text-right",
        !column.wraps && "sm:whitespace-nowrap",
      )}
    >
      <span aria-hidden="true" className="w-28 shrink-0 text-quiet sm:hidden">
        {column.head}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{value}</span>
    </td>
  );
}
