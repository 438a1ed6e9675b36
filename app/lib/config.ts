import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { OperatorError } from "./operator-error.ts";
import { parseWaysOut, type WayOut } from "./ways-out.ts";

export type ProcessRole = "web" | "worker" | "ingress";

export interface Config {
  readonly production: boolean;
  /** Where people reach the web pages, without a slash at the end. */
  readonly appUrl: string;
  readonly port: number;
  /** null: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null;
  /** null: queues on PostgreSQL. */
  readonly redisUrl: string | null;
  /** `file:` folder for blobs. */
  readonly storageUrl: URL;
  readonly mailDomain: string;
  /** null: every letter goes to the mailroom. */
  readonly smtpUrl: string | null;
  /** What `smtpUrl` says: the main way out first. */
  readonly waysOut: readonly WayOut[];
  readonly inboundSmtpPort: number;
  /** Signs and seals. */
  readonly secretKey: string;
  /** What was signed or sealed under one of these still holds: keys that were in use before. */
  readonly olderSecretKeys: readonly string[];
  readonly dataDir: string;
  /** Pictures are also kept as they came, with all that the camera wrote into them; nobody is shown these. */
  readonly keepsOriginals: boolean;
  readonly roles: ReadonlySet<ProcessRole>;
}

/** The one reader of `process.env`. Parsed once; every mistake is told at once. */
export function config(): Config {
  const home = globalThis as typeof globalThis & { roundletterConfig?: Config };
  return (home.roundletterConfig ??= parseConfig(process.env));
}

/** Only for tests and commands that learn the database's address after the start. */
export function amendConfig(change: Partial<Config>): Config {
  const home = globalThis as typeof globalThis & { roundletterConfig?: Config };
  return (home.roundletterConfig = { ...config(), ...change });
}

const port = z.coerce
  .number("must be a port number")
  .int("must be a whole number")
  .min(0, "must be 0 to 65535")
  .max(65535, "must be 0 to 65535");
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const environment = z.object({
  NODE_ENV: optional(z.string()),
  APP_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http or https address" })),
  PORT: optional(port),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: "must begin with postgres://" })),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must begin with redis:// or rediss://" })),
  STORAGE_URL: optional(z.url({ protocol: /^file$/, error: "must begin with file://" })),
  MAIL_DOMAIN: optional(
    z
      .string()
      .regex(
        /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i,
        "must be a domain",
      ),
  ),
  SMTP_URL: optional(z.string()),
  INBOUND_SMTP_PORT: optional(port),
  SECRET_KEY: optional(z.string()),
  DATA_DIR: optional(z.string()),
  KEEP_ORIGINALS: optional(z.enum(["yes", "no"], "is yes or no")),
  ROLES: optional(
    z.string().refine((value) => words(value).every(isProcessRole), "may name web, worker and ingress"),
  ),
});

/** @throws OperatorError that lists every mistake, one a line. */
export function parseConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const { ways: waysOut, mistakes: slips } = parseWaysOut(env.SMTP_URL ?? "");
  mistakes.push(...slips.map((slip) => `SMTP_URL ${slip}`));
  const production = env.NODE_ENV === "production";
  if (production && !env.APP_URL) mistakes.push("APP_URL must say where people reach the pages");
  if (production && !env.MAIL_DOMAIN) mistakes.push("MAIL_DOMAIN must say which domain's mail comes here");
  const [secretKey, ...olderSecretKeys] = (env.SECRET_KEY ?? "").split(",").map((key) => key.trim());
  if (production && [secretKey ?? "", ...olderSecretKeys].some(isGuessable)) {
    mistakes.push(
      "SECRET_KEY must be at least 32 characters that nobody can guess (try: openssl rand -hex 32); " +
        "several are separated by commas, the newest first",
    );
  }
  if (!parsed.success || mistakes.length > 0) {
    throw new OperatorError("The configuration needs mending:", mistakes);
  }

  const given = parsed.data;
  const dataDir = resolve(given.DATA_DIR ?? "data");
  const listenPort = given.PORT ?? 3000;
  return {
    production,
    appUrl: (given.APP_URL ?? `http://localhost:${listenPort}`).replace(/\/+$/, ""),
    port: listenPort,
    databaseUrl: given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    storageUrl: new URL(given.STORAGE_URL ?? `file://${join(dataDir, "blobs")}/`),
    mailDomain: (given.MAIL_DOMAIN ?? "roundletter.localhost").toLowerCase(),
    smtpUrl: waysOut.length > 0 ? (given.SMTP_URL ?? null) : null,
    waysOut,
    inboundSmtpPort: given.INBOUND_SMTP_PORT ?? 2525,
    secretKey: secretKey || keptSecret(dataDir),
    olderSecretKeys,
    dataDir,
    keepsOriginals: given.KEEP_ORIGINALS === "yes",
    roles: new Set(words(given.ROLES ?? "web,worker,ingress").filter(isProcessRole)),
  };
}

function words(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean);
}

function isProcessRole(word: string): word is ProcessRole {
  return word === "web" || word === "worker" || word === "ingress";
}

function isGuessable(secret: string): boolean {
  return (
    secret.length < 32 || new Set(secret).size < 10 || /change.?me|secret|password|example/i.test(secret)
  );
}

/** Outside production a secret is made once and kept beside the database. */
function keptSecret(dataDir: string): string {
  const path = join(dataDir, "secret-key");
  try {
    makeFolder(dataDir);
    if (!existsSync(path)) writeSecret(path);
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}

/** Step by step: Node's own recursive way never comes back where nothing can be made, as under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  unlessThere(() => {
    mkdirSync(path);
  });
}

function writeSecret(path: string): void {
  unlessThere(() => {
    writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  });
}

/** Another process that starts at the same time may have been faster. */
function unlessThere(make: () => void): void {
  try {
    make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function unwritable(dataDir: string, error: unknown): OperatorError {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const what = code === "ENOSPC" ? "The disk is full" : "The data folder cannot be written";
  return new OperatorError(`${what}: ${dataDir} (${code}).`, [
    code === "ENOSPC"
      ? "Make room, then start again."
      : "Choose another folder with DATA_DIR, or give this one to the account that starts Roundletter.",
  ]);
}
