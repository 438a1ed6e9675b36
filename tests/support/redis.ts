import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Redis } from "ioredis";
import { eventually } from "./house.ts";
import { freePort } from "./ports.ts";

/** Where a redis-server is on this machine, or null. */
export function findRedisServer(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, "redis-server")).find((path) => existsSync(path)) ?? null;
}

export interface RunningRedis {
  readonly url: string;
  flush(): Promise<void>;
  /** Ends it as a crash would, with all it held. */
  kill(): Promise<void>;
  /** Begins anew on the same port, empty. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A Redis of the test's own on loopback, keeping nothing. */
export async function openRedis(binary: string): Promise<RunningRedis> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "roundletter-redis-"));
  const url = `redis://127.0.0.1:${String(port)}`;
  let end: () => Promise<void> = () => Promise.resolve();

  const start = async () => {
    const settings = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder,
    ];
    const child = spawn(binary, [...settings, "--maxmemory-policy", "noeviction"], { stdio: "ignore" });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    end = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    await eventually(() => withClient(url, (client) => client.ping()));
  };
  await start();
  return {
    url,
    start,
    kill: () => end(),
    flush: async () => {
      await withClient(url, (client) => client.flushall());
    },
    close: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function withClient<Result>(url: string, ask: (client: Redis) => Promise<Result>): Promise<Result> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on("error", () => undefined); // the question below fails and says so
  try {
    await client.connect();
    return await ask(client);
  } finally {
    client.disconnect();
  }
}
