import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/**
 * The house's rooms, and who may import whom: imports go down. README's map tells the same; the first pattern that
 * fits a file is its room.
 */
const rooms = [
  { type: "routes", pattern: "app/routes" },
  { type: "components", pattern: "app/components" },
  { type: "web", pattern: "app/web" },
  { type: "mailers", pattern: "app/mailers" },
  { type: "models", pattern: "app/models" },
  { type: "outbox", pattern: "app/outbox" },
  { type: "db", pattern: "app/db" },
  { type: "lib", pattern: "app/lib" },
  { type: "jobs", pattern: "jobs" },
  { type: "emails", pattern: "emails" },
  { type: "prisma", pattern: "prisma" },
  { type: "tests", pattern: "tests" },
  { type: "server", pattern: "app" },
].map((room) => ({ ...room, partialMatch: false }));

const mayImport = {
  server: ["server", "routes", "components", "web", "models", "db", "lib"],
  routes: ["routes", "components", "web", "mailers", "models", "lib"],
  components: ["components", "lib"],
  web: ["web", "models", "lib"],
  mailers: ["mailers", "models", "emails", "lib"],
  models: ["models", "outbox", "db", "prisma", "emails", "lib"],
  outbox: ["outbox", "db", "lib"],
  db: ["db", "prisma", "lib"],
  lib: ["lib"],
  jobs: ["jobs", "mailers", "models", "outbox", "db", "prisma", "emails", "lib"],
  emails: ["emails"],
  prisma: ["prisma", "models", "db", "lib"],
  tests: rooms.map((room) => room.type),
};

/** The queue is the jobs' own affair: everybody else writes into the outbox. */
const onlyJobs = ["bullmq"];

export default tseslint.config(
  { ignores: ["build/", "data/", "node_modules/", "prisma/generated/", "public/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries, "react-hooks": reactHooks },
    settings: {
      "boundaries/elements": rooms,
      "boundaries/files": [{ category: "start", pattern: "jobs/main.ts" }],
      "boundaries/include": ["{app,jobs,emails,prisma,tests}/**/*"],
      "import/resolver": { typescript: { project: "tsconfig.json" } },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          checkAllOrigins: true,
          policies: [
            { allow: { to: { module: { origin: ["external", "core"] } } } },
            ...Object.entries(mayImport).map(([from, types]) => ({
              from: { element: { type: from } },
              allow: { to: { element: { types: { anyOf: types } } } },
            })),
            // The one place where everything is started.
            { from: { file: { categories: "start" } }, allow: { to: { element: { type: "server" } } } },
            {
              from: { element: { types: { noneOf: ["jobs", "tests"] } } },
              disallow: { to: { module: { origin: "external", source: onlyJobs } } },
            },
          ],
        },
      ],
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "lib", name: "Response" }] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { console: "readonly", process: "readonly", URL: "readonly" },
    },
  },
);
