import { Prisma } from "#prisma/generated/client.ts";

/** Each of the words somewhere in one of the columns, in whatever order; `%` and `_` are ordinary characters. */
export function likeWords(search: string | undefined, columns: readonly Prisma.Sql[]): Prisma.Sql {
  const patterns = likePatterns(search);
  if (patterns.length === 0) return Prisma.sql`TRUE`;
  const oneOf = (pattern: string) =>
    Prisma.sql`(${Prisma.join(
      columns.map((column) => Prisma.sql`${column} ILIKE ${pattern}`),
      " OR ",
    )})`;
  return Prisma.join(patterns.map(oneOf), " AND ");
}

/** What is typed, word by word, as ILIKE takes it; eight words at most. */
export function likePatterns(search = ""): string[] {
  const words = search.replaceAll("\0", "").trim().slice(0, 100).split(/\s+/).filter(Boolean);
  return words.slice(0, 8).map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
}
