import pg from "pg";

type Query = (...given: unknown[]) => unknown;

/**
 * How many statements are sent to the database meanwhile, by this process: a page asks as often for many rows as for
 * few. Nothing else may ask at the same time.
 */
export async function countStatements<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; statements: number }> {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  let statements = 0;
  client.query = function counted(this: unknown, ...given: unknown[]) {
    statements++;
    return query.apply(this, given);
  };
  try {
    return { result: await work(), statements };
  } finally {
    client.query = query;
  }
}
