import { defineConfig } from "vitest/config";

const quiet = "tests/support/quiet-console.ts";
const withDatabase = {
  pool: "forks" as const,
  globalSetup: ["tests/support/postgres.ts"],
  setupFiles: [quiet, "tests/support/database.ts"],
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        // The pure rooms: no isolation is needed where there is no state.
        test: {
          name: "pure",
          include: ["tests/emails/**/*.test.ts", "tests/lib/**/*.test.ts"],
          pool: "forks",
          isolate: false,
          setupFiles: [quiet],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "house",
          include: ["tests/{db,models,mailers,outbox,web,jobs,commands}/**/*.test.{ts,tsx}"],
          ...withDatabase,
        },
      },
      {
        // Whole ways, each with processes of its own: one after the other.
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          globalSetup: ["tests/support/postgres.ts"],
          setupFiles: [quiet],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
