import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig } from "#app/lib/config.ts";
import { migrate } from "#tests/support/postgres.ts";
import { crashRounds } from "./crash-rounds.ts";

/* `npm run faults [rounds] [letters]`: 200 kills while 5,000 letters go out. Some minutes; ends with 1 when one is lost. */

const [rounds = 200, letters = 5_000] = process.argv.slice(2).map(Number);
const dataDir = await mkdtemp(join(tmpdir(), "roundletter-faults-"));
const postgres = await startEmbeddedPostgres({ dataDir });
try {
  process.env["SECRET_KEY"] = "a-key-for-faults-that-is-long-enough-0123456789";
  await migrate(postgres.url);
  amendConfig({ databaseUrl: postgres.url, dataDir });
  const report = await crashRounds({
    databaseUrl: postgres.url,
    rounds,
    letters,
    tell: (words) => console.log(words),
  });
  console.table(report);
  const { lost, repeated, mostByOneKill, window, uncertainByStop } = report;
  const isGood = lost === 0 && repeated === 0 && mostByOneKill <= window && uncertainByStop === 0;
  console.log(isGood ? "nothing lost, nothing repeated" : "NOT GOOD");
  process.exitCode = isGood ? 0 : 1;
} finally {
  await disconnect();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
