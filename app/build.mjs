import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Builds what runs: the pages (build/client, build/server) and the processes (build/processes). Started from their
 * sources the processes need three times the memory and as much longer to start. Nothing is built twice.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const sources = [
  "app",
  "emails",
  "jobs",
  "prisma",
  "public",
  "vite.config.ts",
  "remix.config.js",
  "tsconfig.json",
  "package-lock.json",
];
const products = ["build/server/index.js", "build/client/assets", "build/processes/main.js"];
const stamp = join(root, "build/sources.sha256");

const state = hashOfSources();
if (isBuilt(state)) {
  console.log("Everything is built already.");
} else {
  console.log("Building pages and processes (about a quarter of a minute, once) …");
  run("node_modules/@remix-run/dev/dist/cli.js", ["vite:build", "--logLevel", "warn"]);
  run("node_modules/vite/bin/vite.js", ["build", "--config", "jobs/vite.config.ts", "--logLevel", "warn"]);
  writeFileSync(stamp, state);
  console.log("Built.");
}

function isBuilt(now) {
  const whole = products.every((product) => existsSync(join(root, product)));
  return whole && existsSync(stamp) && readFileSync(stamp, "utf8") === now;
}

function run(script, args) {
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (status === 0) return;
  console.error(`This could not be built:\n${stdout}${stderr}`);
  process.exit(1);
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesIn))
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  const place = join(root, path);
  if (!existsSync(place)) return [];
  const entries = path.includes(".") ? null : readdirSync(place, { withFileTypes: true });
  if (!entries) return [path];
  const found = entries.flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );
  return found.sort();
}
