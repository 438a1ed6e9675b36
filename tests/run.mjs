// The test command: builds the pages that the journeys open, runs every test, and says the sum in the last line.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;

const built = run(["app/build.mjs"]);
if (built !== 0) {
  console.log("0 passed, 1 failed");
  process.exit(built);
}

const folder = mkdtempSync(join(tmpdir(), "roundletter-results-"));
const results = join(folder, "results.json");
const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "..", "vitest.mjs");
const status = run([
  vitest,
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);

let sum = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
try {
  sum = JSON.parse(readFileSync(results, "utf8"));
} catch {
  console.error("the test runner ended without its results");
}
rmSync(folder, { recursive: true, force: true });
const failed = Math.max(sum.numFailedTests, status === 0 ? 0 : 1);
const skipped = sum.numPendingTests > 0 ? `, ${sum.numPendingTests} skipped` : "";
console.log(`${sum.numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(status);
