import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport, type SendMailOptions } from "nodemailer";
import pg from "pg";
import { inject } from "vitest";
import { disconnect } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { lintMailroom } from "./lint-mailroom.ts";
import { freePort } from "./ports.ts";
import { templateName } from "./postgres.ts";

const secretKey = "a-key-for-journeys-that-is-long-enough-0123456789";

/** A whole deployment of its own: database, data folder, ports; its processes are started and killed by the test. */
export interface House {
  readonly appUrl: string;
  readonly smtpPort: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Starts a process with these roles and waits until it is ready. */
  start(roles?: string): Promise<RunningProcess>;
  /** Sends a message through the real SMTP server. @throws the server's refusal */
  mail(message: SendMailOptions): Promise<void>;
  close(): Promise<void>;
}

export interface RunningProcess {
  readonly pid: number;
  readonly output: () => string;
  /** SIGTERM, and wait. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
}

export async function openHouse(extra: Record<string, string> = {}): Promise<House> {
  const name = `journey_${randomBytes(6).toString("hex")}`;
  await maintain(`CREATE DATABASE ${name} TEMPLATE ${templateName}`);
  const database = new URL(inject("postgresUrl"));
  database.pathname = `/${name}`;
  const dataDir = await mkdtemp(join(tmpdir(), "roundletter-journey-"));
  const [port, smtpPort] = await Promise.all([freePort(), freePort()]);
  const appUrl = `http://localhost:${String(port)}`;
  const settings = {
    DATABASE_URL: database.href,
    DATA_DIR: dataDir,
    APP_URL: appUrl,
    PORT: String(port),
    INBOUND_SMTP_PORT: String(smtpPort),
    MAIL_DOMAIN: "roundletter.test",
    SECRET_KEY: secretKey,
    ...extra,
  };
  // The test looks into the same house: same database, same keys.
  process.env = { ...process.env, ...settings };
  await disconnect();
  amendConfig({
    databaseUrl: database.href,
    dataDir,
    appUrl,
    port,
    inboundSmtpPort: smtpPort,
    mailDomain: "roundletter.test",
    secretKey,
    storageUrl: new URL(`file://${dataDir}/blobs/`),
  });

  const running = new Set<RunningProcess>();
  const env = { ...process.env, ...settings, VITEST: "" };
  return {
    appUrl,
    smtpPort,
    databaseUrl: database.href,
    dataDir,
    env,
    async start(roles = "web,worker,ingress") {
      const started = startProcess({ ...env, ROLES: roles });
      running.add(started);
      if (roles.includes("web")) await untilAnswers(`${appUrl}/readyz`, started);
      if (roles.includes("ingress")) await untilListens(smtpPort, started);
      return started;
    },
    async mail(message) {
      const transport = createTransport({
        host: "127.0.0.1",
        port: smtpPort,
        secure: false,
        ignoreTLS: true,
      });
      try {
        await transport.sendMail(message);
      } finally {
        transport.close();
      }
    },
    async close() {
      await Promise.all([...running].map((one) => one.stop()));
      const broken = await lintMailroom();
      await disconnect();
      await maintain(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await rm(dataDir, { recursive: true, force: true });
      if (broken.length > 0) throw new Error(`letters that broke a rule:\n${broken.join("\n")}`);
    },
  };
}

function startProcess(env: NodeJS.ProcessEnv): RunningProcess {
  const child = spawn(process.execPath, ["build/processes/main.js"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (words: string) => said.push(words));
  child.stderr.setEncoding("utf8").on("data", (words: string) => said.push(words));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const pid = child.pid;
  if (!pid) throw new Error("the process did not start");
  return {
    pid,
    output: () => said.join(""),
    stop: () => endWith(child, "SIGTERM", ended),
    kill: async () => {
      await endWith(child, "SIGKILL", ended);
    },
  };
}

async function endWith(
  child: ChildProcess,
  signal: NodeJS.Signals,
  ended: Promise<number | null>,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}

async function untilAnswers(address: string, started: RunningProcess): Promise<void> {
  await eventually(async () => {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) throw new Error(`${address} does not answer:\n${started.output()}`);
  }, 45_000);
}

async function untilListens(port: number, started: RunningProcess): Promise<void> {
  await eventually(async () => {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
    if (!open) throw new Error(`nothing listens on ${String(port)}:\n${started.output()}`);
  }, 45_000);
}

/** Asks again until it holds: for what other processes do. The last complaint is thrown when the time is over. */
export async function eventually<Result>(look: () => Promise<Result>, patience = 20_000): Promise<Result> {
  for (const deadline = Date.now() + patience; ;) {
    try {
      return await look();
    } catch (complaint) {
      if (Date.now() > deadline) throw complaint;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function maintain(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
