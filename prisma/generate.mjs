// `prisma generate` wants a schema engine binary that it would download; any executable satisfies it, for
// generating needs none.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const run = spawnSync(process.execPath, [cli, "generate", "--schema", "prisma/schema.prisma"], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  stdio: ["ignore", "pipe", "inherit"],
});
if (run.status !== 0) process.stdout.write(run.stdout);
process.exit(run.status ?? 1);
