import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the project lies: above the sources when they run as they are, above build/ when they were bundled. */
export const houseFolder = findHouse(import.meta.dirname);

/** Whether this is the bundle of build/processes rather than the sources. */
export const isBundled = !import.meta.url.endsWith(".ts");

function findHouse(folder: string): string {
  const description = join(folder, "package.json");
  if (existsSync(description)) {
    const { name } = JSON.parse(readFileSync(description, "utf8")) as { name?: string };
    if (name === "roundletter") return folder;
  }
  if (dirname(folder) === folder) throw new Error("package.json of roundletter is not above this file");
  return findHouse(dirname(folder));
}
