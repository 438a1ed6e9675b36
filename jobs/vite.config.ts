import { resolve } from "node:path";
import { defineConfig } from "vite";

/** The processes, bundled with their sources; packages stay packages. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "build/processes",
    emptyOutDir: true,
    rollupOptions: {
      input: {
        main: resolve("jobs/main.ts"),
        commands: resolve("jobs/commands/index.ts"),
        migrate: resolve("prisma/migrate.ts"),
        "seed-demo": resolve("prisma/seed-demo.ts"),
        "reading-thread": resolve("jobs/reading/thread.ts"),
      },
      output: { format: "esm", entryFileNames: "[name].js", chunkFileNames: "part-[hash].js" },
    },
  },
});
