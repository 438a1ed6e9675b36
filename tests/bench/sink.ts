import { execFileSync, spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort, tryUntil } from "./waiting.ts";

export interface Sink {
  readonly name: string;
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
    name: program,
    port: await next(),
    count: () => {
      child.stdin.write("\n");
      return next();
    },
    close: () => child.stdin.end(),
  };
}

/** What sending is measured against: Postfix's smtp-sink where that is installed, else a lean one of ours. */
export async function openSinkForSending(): Promise<Pick<Sink, "name" | "port" | "close">> {
  const program = findSmtpSink();
  return program === null ? openSink("lean-sink.mjs") : openSmtpSink(program);
}

function findSmtpSink(): string | null {
  const found = ["smtp-sink", "/usr/sbin/smtp-sink"].find((program) => {
    try {
      execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? null;
}

async function openSmtpSink(program: string) {
  const port = await freePort();
  // It refuses to be root.
  const account = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...account, `127.0.0.1:${String(port)}`, "1000"], { stdio: "ignore" });
  process.once("exit", () => child.kill());
  await tryUntil(() => isOpen(port), 10_000);
  return { name: "smtp-sink", port, close: () => void child.kill() };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
      .once("connect", () => resolve(true))
      .once("error", () => resolve(false))
      .once("close", () => socket.destroy());
    socket.once("connect", () => socket.end("QUIT\r\n"));
  });
}
