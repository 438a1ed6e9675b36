import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { disconnect } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { freePort, tryUntil } from "./waiting.ts";

/** A whole deployment as an operator starts it: one process group with its embedded PostgreSQL, durable. */
export interface Deployment {
  readonly appUrl: string;
  readonly smtpPort: number;
  /** Milliseconds from the command to the first ready answer. */
  readonly startedIn: number;
  /** Resident memory of the group and of its PostgreSQL, MB; shared pages counted once (PSS) where the system tells. */
  memory(): Promise<{ node: number; postgres: number }>;
  /** Processor time of the group and of its PostgreSQL so far, milliseconds; null where the system does not tell. */
  cpu(): Promise<number | null>;
  stop(how?: { keep?: boolean }): Promise<void>;
}

export async function startDeployment(
  extra: Record<string, string> = {},
  dataDir?: string,
): Promise<Deployment & { dataDir: string }> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "roundletter-bench-")));
  const [port, smtpPort] = [await freePort(), await freePort()];
  const appUrl = `http://localhost:${String(port)}`;
  const settings = {
    DATA_DIR: folder,
    PORT: String(port),
    APP_URL: appUrl,
    INBOUND_SMTP_PORT: String(smtpPort),
    MAIL_DOMAIN: "roundletter.test",
    SECRET_KEY: "a-key-for-measuring-that-is-long-enough-0123456789",
    ...extra,
  };
  const began = performance.now();
  const child = spawn(process.execPath, ["build/processes/main.js"], {
    env: { ...process.env, ...settings, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.once("exit", () => child.kill("SIGTERM")); // also when measuring fails
  await tryUntil(async () => (await fetch(`${appUrl}/readyz`)).ok, 60_000);
  const startedIn = performance.now() - began;

  await disconnect();
  Object.assign(process.env, settings);
  amendConfig({
    production: true,
    databaseUrl: await findEmbeddedPostgres(folder),
    dataDir: folder,
    appUrl,
    mailDomain: "roundletter.test",
    secretKey: settings.SECRET_KEY,
    storageUrl: new URL(`file://${folder}/blobs/`),
  });

  return {
    appUrl,
    smtpPort,
    startedIn,
    dataDir: folder,
    memory: () => memoryOf(child.pid ?? 0),
    cpu: () => cpuOf(child.pid ?? 0),
    async stop({ keep = dataDir !== undefined } = {}) {
      await disconnect();
      child.kill("SIGTERM");
      await ended;
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function memoryOf(pid: number): Promise<{ node: number; postgres: number }> {
  const processes = await listProcesses();
  const family = processes.filter((one) => isDescendant(one.pid, pid, processes));
  const sum = (fits: (name: string) => boolean) =>
    Math.round(
      family.filter(({ name }) => fits(name)).reduce((total, one) => total + one.kilobytes, 0) / 1024,
    );
  return {
    node: sum((name) => !name.startsWith("postgres")),
    postgres: sum((name) => name.startsWith("postgres")),
  };
}

/** Ticks are hundredths of a second on every Linux that there is (proc(5), fields 14 to 17). */
async function cpuOf(pid: number): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const processes = await listProcesses();
  const ticks = processes
    .filter((one) => isDescendant(one.pid, pid, processes))
    .map(async (one) => {
      const stat = await readFile(`/proc/${String(one.pid)}/stat`, "utf8").catch(() => "");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    });
  return (await Promise.all(ticks)).reduce((sum, each) => sum + (each || 0), 0) * 10;
}

interface ProcessRow {
  pid: number;
  parent: number;
  kilobytes: number;
  name: string;
}

async function listProcesses(): Promise<ProcessRow[]> {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss=,comm="], { encoding: "utf8" })
    .trim()
    .split("\n");
  const linux = process.platform === "linux" && (await readdir("/proc").catch(() => [])).length > 0;
  return Promise.all(
    rows.map(async (row) => {
      const [pid = 0, parent = 0, rss = 0] = row.trim().split(/\s+/).map(Number);
      const name = row.trim().split(/\s+/).slice(3).join(" ");
      return { pid, parent, name, kilobytes: (linux ? await proportional(pid) : null) ?? rss };
    }),
  );
}

/** PSS: a page that several processes share (PostgreSQL's buffers) counts once among them. */
async function proportional(pid: number): Promise<number | null> {
  const rollup = await readFile(`/proc/${String(pid)}/smaps_rollup`, "utf8").catch(() => "");
  const found = /^Pss:\s+(\d+)/m.exec(rollup);
  return found ? Number(found[1]) : null;
}

function isDescendant(pid: number, of: number, processes: ProcessRow[]): boolean {
  for (let at: number | undefined = pid; at && at > 1; at = processes.find((one) => one.pid === at)?.parent) {
    if (at === of) return true;
  }
  return false;
}
