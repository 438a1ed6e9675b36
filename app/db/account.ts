import { access, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Whom PostgreSQL runs as: ourselves, or, when we are root (which it refuses), an ordinary account. */
export interface Account {
  readonly id: { uid: number; gid: number } | null;
}

const candidates = ["postgres", "nobody", "daemon"];

export async function findAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { id: null };
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of candidates) {
    const line = lines.find(([account]) => account === name);
    const [uid, gid] = [Number(line?.[2]), Number(line?.[3])];
    if (line && uid > 0) return { id: { uid, gid } };
  }
  return { id: { uid: 65534, gid: 65534 } };
}

/**
 * How to start a command as an account. The way to our files may lead through a folder that only root may enter
 * (/root, a private temporary folder): then the command keeps the one right it needs for that, to pass.
 */
export async function commandAs(
  account: Account,
  command: string,
  args: string[],
  paths: string[],
): Promise<{ command: string; args: string[]; uid?: number; gid?: number }> {
  if (!account.id) return { command, args };
  const { uid, gid } = account.id;
  const open = (await Promise.all(paths.map(isWayOpen))).every(Boolean);
  if (open || !(await exists(setpriv))) return { command, args, uid, gid };
  const rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return {
    command: setpriv,
    args: [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...rights, "--", command, ...args],
  };
}

/** Part of util-linux. */
const setpriv = "/usr/bin/setpriv";

async function isWayOpen(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!((await stat(folder)).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
