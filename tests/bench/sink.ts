import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Sink {
  readonly port: number;
  /** How many messages it has taken and thrown away so far. */
  count(): Promise<number>;
  close(): void;
}

/** In a process of its own, so that it does not share our event loop. */
export async function openSink(program: "sink.mjs" | "lean-sink.mjs" = "sink.mjs"): Promise<Sink> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => Number((await lines.next()).value);
  return {
    port: await next(),
    count: () => {
      child.stdin.write("\n");
      return next();
    },
    close: () => child.stdin.end(),
  };
}
