import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { db } from "#app/db/client.ts";
import { publishDigest } from "#app/models/digest.ts";
import { addPosts, populate } from "./populate.ts";
import type { Figure } from "./table.ts";

const run = promisify(execFile);

/** How much more memory a sender has when it sends to a hundred thousand rather than to a thousand. */
export async function measureSenderMemory(
  databaseUrl: string,
  port: number,
  { few = 1_000, many = 100_000 } = {},
): Promise<Figure> {
  const [atFew, atMany] = [await mostFor(few), await mostFor(many)];
  const megabytes = (value: number) => `${value.toFixed(0)} MB`;
  return {
    what: `sender's memory, ${String(few)} and ${String(many)} letters`,
    ours: `${megabytes(atFew)}, ${megabytes(atMany)}: ${megabytes(atMany - atFew)} more`,
    ceiling: "16 MB more",
    ratio: ((atMany - atFew) / 16).toFixed(2),
  };

  async function mostFor(members: number): Promise<number> {
    const { community } = await populate({
      slug: `circle-of-${String(members)}`,
      members,
      threads: 12,
      posts: 48,
    });
    await addPosts(community, { threads: 12, posts: 36, age: "1 second" });
    await publishDigest(null, community.id);
    await db()
      .$executeRaw`UPDATE delivery SET not_before = now() - interval '1 second' WHERE status = 'prepared'`;
    const { stdout } = await run(process.execPath, [
      "--import",
      "tsx",
      fileURLToPath(new URL("send-once.ts", import.meta.url)),
      databaseUrl,
      String(port),
    ]);
    return (JSON.parse(stdout) as { most: number }).most;
  }
}
