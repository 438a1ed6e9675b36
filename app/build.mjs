import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = [
  "app",
  "emails",
  "prisma/generated",
  "public",
  "vite.config.ts",
  "remix.config.js",
  "tsconfig.json",
  "package-lock.json",
];
const stamp = join(root, "build/sources.sha256");

/** Builds the pages only when a source has changed since the last time. @returns whether it had to */
export function buildPages() {
  const now = hashOfSources();
  const whole =
    existsSync(join(root, "build/server/index.js")) && existsSync(join(root, "build/client/assets"));
  if (whole && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return false;

  const vite = spawnSync(
    process.execPath,
    [join(root, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build", "--logLevel", "warn"],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
      encoding: "utf8",
    },
  );
  if (vite.status !== 0)
    throw new Error(`The pages could not be built.\n${(vite.stdout + vite.stderr).slice(0, 3000)}`);
  writeFileSync(stamp, now);
  return true;
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesIn))
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(buildPages() ? "The pages are built." : "The pages were built already.");
}
