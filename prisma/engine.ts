import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine as Engine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { houseFolder } from "#app/lib/house-folder.ts";

const folder = join(houseFolder, "prisma");
export const schemaPath = join(folder, "schema.prisma");
export const migrationsFolder = join(folder, "migrations");

/** Prisma's own schema engine, as WebAssembly: the same `_prisma_migrations` table as `prisma migrate deploy`. */
export async function startEngine(connectionString: string): Promise<Engine> {
  const { SchemaEngine } = await loadEngine();
  const schema = await readFile(schemaPath, "utf8");
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(connectionString));
  return SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => undefined, factory);
}

/** What is in the migrations folder, as the engine wants it. */
export async function readMigrations() {
  const names = (await readdir(migrationsFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(join(migrationsFolder, path, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

export const noFilters = { externalTables: [], externalEnums: [] };

async function loadEngine(): Promise<typeof import("@prisma/schema-engine-wasm")> {
  // The engine reports panics through this registry.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => console.error(words) },
  });
  const require = createRequire(import.meta.url);
  const glue =
    (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as typeof import("@prisma/schema-engine-wasm") & {
      __wbg_set_wasm(exports: WebAssembly.Exports): void;
    };
  const bytes = await readFile(
    join(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"), "../schema_engine_bg.wasm"),
  );
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** `PrismaPg` with two things mended: whole scripts, and a shadow database of its own. */
function adapterFactory(connectionString: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => openAdapter(connectionString),
    async connectToShadowDb() {
      const name = `shadow_${randomUUID().replaceAll("-", "")}`;
      await query(connectionString, `CREATE DATABASE "${name}"`);
      const shadow = new URL(connectionString);
      shadow.pathname = `/${name}`;
      const adapter = await openAdapter(shadow.href);
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await query(connectionString, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      };
      return adapter;
    },
  };
}

async function openAdapter(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 1 });
  pool.on("error", () => undefined); // the next query says what is wrong
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  readCharColumns(pool);
  // The adapter would cut a script at every semicolon, also inside functions and strings.
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  return adapter;
}

/** The adapter does not know PostgreSQL's one-byte `"char"` (18), which the catalogue uses: told as bpchar (1042). */
function readCharColumns(pool: pg.Pool): void {
  const original = pool.query.bind(pool) as (
    ...args: unknown[]
  ) => Promise<pg.QueryResult | pg.QueryResult[]>;
  pool.query = (async (...args: unknown[]) => {
    const result = await original(...args);
    // A script of several statements has a list of results, and nobody reads them.
    const fields = Array.isArray(result) ? [] : result.fields;
    for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 1042;
    return result;
  }) as typeof pool.query;
}

async function query(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
