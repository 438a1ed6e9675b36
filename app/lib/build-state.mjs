import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/* Whether what lies in build/ was made from the sources as they are now: by a hash over all of them. */

export const root = fileURLToPath(new URL("../..", import.meta.url));

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
const products = [
  "build/server/index.js",
  "build/client/assets",
  "build/processes/main.js",
  "build/processes/commands.js",
];
const stamp = join(root, "build/sources.sha256");

export function isBuilt() {
  if (!existsSync(stamp) || !products.every((product) => existsSync(join(root, product)))) return false;
  return readFileSync(stamp, "utf8") === hashOfSources();
}

/** @param {string} state the sources' hash when the build began */
export function markBuilt(state) {
  writeFileSync(stamp, state);
}

export function hashOfSources() {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesIn))
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  const place = join(root, path);
  if (!existsSync(place)) return [];
  if (path.includes(".")) return [path];
  return readdirSync(place, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .sort();
}
