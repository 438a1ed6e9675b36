import { defineConfig } from "vitest/config";

const pure = ["tests/emails/**/*.test.ts", "tests/lib/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          include: pure,
          pool: "forks",
          isolate: false,
          setupFiles: ["tests/support/quiet-console.ts"],
        },
      },
    ],
  },
});
