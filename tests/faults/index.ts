import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disconnect } from "#app/db/client.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { amendConfig } from "#app/lib/config.ts";
import { migrate } from "#tests/support/postgres.ts";
import { crashRounds } from "./crash-rounds.ts";
import { inboundFaults } from "./inbound.ts";

/*
 * `npm run faults [rounds] [letters] [rounds of mail in] [size of abuse]`: 200 kills while 5,000 letters go out, 1,000
 * while mail comes in, and every abuse at its full size (1). Up to an hour; ends with 1 when a pass line is not held.
 */

const [rounds = 200, letters = 5_000, inboundRounds = 1_000, size = 1] = process.argv.slice(2).map(Number);
const dataDir = await mkdtemp(join(tmpdir(), "roundletter-faults-"));
const postgres = await startEmbeddedPostgres({ dataDir });
try {
  process.env["SECRET_KEY"] = "a-key-for-faults-that-is-long-enough-0123456789";
  process.env["MAIL_DOMAIN"] = "roundletter.test";
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
  const isInboundGood = await inboundFaults({ databaseUrl: postgres.url, rounds: inboundRounds, size });
  console.log(isInboundGood ? "mail in: every pass line is held" : "mail in: NOT GOOD");
  process.exitCode = isGood && isInboundGood ? 0 : 1;
} finally {
  await disconnect();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
