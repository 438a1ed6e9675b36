import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrationsFolder, noFilters, readMigrations, schemaPath, startEngine } from "./engine.ts";

/**
 * Writes the difference between the migrations and schema.prisma as the next migration:
 * `DATABASE_URL=… node --import tsx prisma/new-migration.ts name`. Functions, partial indexes and checks are added by hand.
 */
const [name] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name) || !url) {
  console.error(
    "usage: DATABASE_URL=postgres://… node --import tsx prisma/new-migration.ts name_in_snake_case",
  );
  process.exit(2);
}

const engine = await startEngine(url);
const { stdout } = await engine.diff({
  from: { tag: "migrations", ...(await readMigrations()) },
  to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: await readFile(schemaPath, "utf8") }] },
  script: true,
  exitCode: null,
  filters: noFilters,
});
const count = (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) =>
  entry.isDirectory(),
).length;
const folder = join(migrationsFolder, `${String(count + 1).padStart(4, "0")}_${name}`);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "migration.sql"), stdout ?? "");
console.log(folder);
process.exit(0);
