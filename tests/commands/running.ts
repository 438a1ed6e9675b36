import { spawn } from "node:child_process";

import { config } from "#app/lib/config.ts";

export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** The operator's command line as an operator starts it, on this test's database. */
export function roundletter(
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["jobs/commands/roundletter.mjs", ...args], {
      env: {
        ...process.env,
        DATABASE_URL: config().databaseUrl ?? "",
        DATA_DIR: config().dataDir,
        VITEST: "",
        ...env,
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const ended: Ended = { code: null, output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (ended.output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.errors += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...ended, code }));
    child.stdin.on("error", () => undefined).end(input);
  });
}
