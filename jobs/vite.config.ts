import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const entries = {
  main: resolve("jobs/main.ts"),
  commands: resolve("jobs/commands/index.ts"),
  migrate: resolve("prisma/migrate.ts"),
};

/** The processes, bundled with their sources; packages stay packages. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "build/processes",
    emptyOutDir: true,
    rollupOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path))),
      output: { format: "esm", entryFileNames: "[name].js", chunkFileNames: "part-[hash].js" },
    },
  },
});
