import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { build } from "vite";

/** The door and its reader, running. */
export interface Running {
  port: number;
  /** How it has been since it was last asked. */
  ask(): Promise<{ stallMs: number; rssMb: number; cpuMs: number }>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Each process has its own: two that bundle at once would take it from under each other. */
const PROGRAM = `build/faults-inbound-${process.pid}`;

let bundled: Promise<unknown> | null = null;

/** Bundled once: started from its sources it would need two seconds each time. */
export async function bundleInbound(): Promise<void> {
  bundled ??= bundle();
  await bundled;
}

async function bundle(): Promise<void> {
  process.once("exit", () => rmSync(PROGRAM, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    build: {
      ssr: true,
      target: "node20",
      outDir: PROGRAM,
      rollupOptions: {
        input: { inbound: "tests/faults/inbound-process.ts" },
        output: { entryFileNames: "[name].mjs" },
      },
    },
  });
}

export async function startInbound(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [`${PROGRAM}/inbound.mjs`], {
    env: { ...process.env, ...env, VITEST: "" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error("the process has ended");
    return line.value;
  };
  const port = Number(await next());
  return {
    port,
    async ask() {
      child.stdin.write("\n");
      return JSON.parse(await next()) as { stallMs: number; rssMb: number; cpuMs: number };
    },
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
