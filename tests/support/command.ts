import { spawn } from "node:child_process";

/** Runs the operator's command line as an operator does, in a process of its own. */
export function roundletter(
  args: string[],
  { env, input = "" }: { env: NodeJS.ProcessEnv; input?: string | Buffer },
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["jobs/commands/roundletter.mjs", ...args], { env, stdio: "pipe" });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (words: string) => (out += words));
    child.stderr.setEncoding("utf8").on("data", (words: string) => (err += words));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, out, err });
    });
    child.stdin.end(input);
  });
}
