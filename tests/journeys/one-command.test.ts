import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#tests/support/ports.ts";
import { eventually } from "#tests/support/house.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roundletter-demo-"));
  // As root the database runs under an ordinary account, which must find its way.
  await chmod(folder, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the demo comes up with one command, stops with Ctrl-C, and keeps its data for a quick second start", async () => {
  const dataDir = join(folder, "demo");
  const settings = await settingsFor(dataDir);
  const first = start(settings);
  await first.said(/Ready/);

  expect(first.output()).toContain(`${settings.APP_URL}/sign-in/`);
  expect(first.output()).toContain(`${settings.APP_URL}/mailroom`);
  const ways = new RegExp(`${settings.APP_URL}/sign-in/\\S+`).exec(first.output());
  expect((await fetch(ways?.[0] ?? "")).status).toBe(200);
  expect((await fetch(`${settings.APP_URL}/mailroom`)).status).toBe(200);
  first.interrupt();
  expect(await first.ended).toBe(0);
  await eventually(() => expectNothingLeft(dataDir));

  const began = performance.now();
  const second = start(settings);
  await second.said(/Ready/);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(second.output()).not.toContain("Making the database");
  second.interrupt();
  expect(await second.ended).toBe(0);
});

test("without the demo, the first visit is a one-time link on the terminal", async () => {
  const settings = await settingsFor(join(folder, "fresh"));
  const running = start(settings, []);
  await running.said(/Ready/);

  const link = new RegExp(`${settings.APP_URL}/setup/\\S+`).exec(running.output())?.[0];
  expect((await fetch(link ?? "")).status).toBe(200);
  running.interrupt();
  expect(await running.ended).toBe(0);
});

test("a killed parent takes the database with it, and the next start takes over", async () => {
  const dataDir = join(folder, "killed");
  const settings = await settingsFor(dataDir);
  const first = start(settings, []);
  await first.said(/Ready/);
  first.kill();
  await first.ended;

  const second = start(settings, []);
  await second.said(/Ready/);
  second.interrupt();
  expect(await second.ended).toBe(0);
});

test("a taken port is told with what to do", async () => {
  const settings = await settingsFor(join(folder, "fresh"));
  const squatter = await listenOn(Number(settings.PORT));
  const running = start(settings, []);

  expect(await running.ended).toBe(1);
  squatter.close();
  expect(running.output()).toMatch(new RegExp(`${settings.PORT}[\\s\\S]*PORT`));
  expect(running.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
});

test("a data directory of another PostgreSQL major is told, and left alone", async () => {
  const dataDir = join(folder, "old");
  await mkdir(join(dataDir, "postgres", "cluster"), { recursive: true });
  await writeFile(join(dataDir, "postgres", "cluster", "PG_VERSION"), "15\n");
  const running = start(await settingsFor(dataDir), []);

  expect(await running.ended).toBe(1);
  expect(running.output()).toContain("PostgreSQL 15");
  expect(running.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
});

test("a data folder that is a file is told with what to do", async () => {
  const dataDir = join(folder, "not-a-folder");
  await writeFile(dataDir, "");
  const running = start(await settingsFor(dataDir), []);

  expect(await running.ended).toBe(1);
  expect(running.output()).toContain("DATA_DIR");
  expect(running.output()).not.toMatch(/^\s+at .*:\d+:\d+/m);
});

test("in production every missing setting is told at once", async () => {
  const running = start(
    {
      ...(await settingsFor(join(folder, "fresh"))),
      NODE_ENV: "production",
      APP_URL: "",
      MAIL_DOMAIN: "",
      SECRET_KEY: "changeme",
    },
    [],
  );

  expect(await running.ended).toBe(1);
  for (const name of ["APP_URL", "MAIL_DOMAIN", "SECRET_KEY"]) expect(running.output()).toContain(name);
});

async function settingsFor(dataDir: string) {
  const port = String(await freePort());
  return {
    DATA_DIR: dataDir,
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    INBOUND_SMTP_PORT: String(await freePort()),
    MAIL_DOMAIN: "roundletter.test",
    DATABASE_URL: "",
    REDIS_URL: "",
    SECRET_KEY: "",
  };
}

function start(settings: Record<string, string>, args = ["--demo"]) {
  const child = spawn(process.execPath, ["build/processes/main.js", ...args], {
    env: { ...process.env, VITEST: "", NODE_ENV: "development", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (words: string) => (output += words));
  child.stderr.setEncoding("utf8").on("data", (words: string) => (output += words));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  return {
    output: () => output,
    ended,
    said: (words: RegExp) =>
      eventually(() => {
        if (child.exitCode !== null || !words.test(output))
          throw new Error(`it has not said ${String(words)}:\n${output}`);
        return Promise.resolve();
      }, 60_000),
    interrupt: () => child.kill("SIGINT"),
    kill: () => child.kill("SIGKILL"),
  };
}

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, () => {
      resolve(server);
    });
  });
}

/** No PostgreSQL goes on in this data folder: its own pid file is gone. */
function expectNothingLeft(dataDir: string): Promise<void> {
  expect(existsSync(join(dataDir, "postgres", "cluster", "postmaster.pid"))).toBe(false);
  return Promise.resolve();
}
