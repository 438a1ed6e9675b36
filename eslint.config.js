import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** The house's rooms, and who may import whom. The table in docs/house.md and this one are the same. */
const rooms = [
  { type: "entry", pattern: "jobs/main.ts", mode: "full" },
  { type: "web", pattern: "app/*.{ts,tsx}", mode: "full" },
  { type: "routes", pattern: "app/routes/**/*", mode: "full" },
  { type: "components", pattern: "app/components/**/*", mode: "full" },
  { type: "mailers", pattern: "app/mailers/**/*", mode: "full" },
  { type: "models", pattern: "app/models/**/*", mode: "full" },
  { type: "outbox", pattern: "app/outbox/**/*", mode: "full" },
  { type: "db", pattern: "app/db/**/*", mode: "full" },
  { type: "lib", pattern: "app/lib/**/*", mode: "full" },
  { type: "jobs", pattern: "jobs/**/*", mode: "full" },
  { type: "emails", pattern: "emails/**/*", mode: "full" },
  { type: "prisma", pattern: "prisma/**/*", mode: "full" },
  { type: "tests", pattern: "tests/**/*", mode: "full" },
];

const mayImport = {
  entry: ["web", "jobs", "mailers", "models", "outbox", "db", "lib", "prisma"],
  web: ["web", "routes", "components", "models", "lib"],
  routes: ["routes", "components", "models", "mailers", "lib"],
  components: ["components", "lib"],
  mailers: ["mailers", "models", "emails", "lib"],
  models: ["models", "outbox", "db", "emails", "lib"],
  outbox: ["outbox", "db", "lib"],
  db: ["db", "prisma", "lib"],
  lib: ["lib"],
  jobs: ["jobs", "mailers", "models", "emails", "outbox", "db", "lib"],
  emails: ["emails"],
  prisma: ["prisma", "models", "db", "lib"],
};

export default tseslint.config(
  { ignores: ["build/", "data/", "node_modules/", "prisma/generated/", "public/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries, "react-hooks": reactHooks },
    settings: {
      "boundaries/elements": rooms,
      "boundaries/include": ["app/**/*", "jobs/**/*", "emails/**/*", "prisma/**/*", "tests/**/*"],
      "import/resolver": { typescript: { project: "tsconfig.json" } },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "lib", name: "Response" }] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/*.{js,mjs}"], ...tseslint.configs.disableTypeChecked },
);
export { rooms, mayImport };
