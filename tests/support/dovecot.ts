import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./ports.ts";

const program = "/usr/sbin/dovecot";

/** A real IMAP server needs Debian's dovecot-imapd, and root to run as (it changes its account itself). */
export const hasDovecot = existsSync(program) && process.getuid?.() === 0;

export interface Dovecot {
  port: number;
  account: string;
  password: string;
  stop: () => Promise<void>;
}

/** One mailbox, empty, on loopback, in a folder of its own. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), "roundletter-dovecot-"));
  const port = await freePort();
  await mkdir(join(folder, "home"));
  // It reads mail as nobody.
  await chmod(folder, 0o755);
  await chmod(join(folder, "home"), 0o777);
  await writeFile(join(folder, "dovecot.conf"), configuration(folder, port));
  const child = spawn(program, ["-F", "-c", join(folder, "dovecot.conf")], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilListens(port);
  return {
    port,
    account: "mailbox",
    password: "a-password-for-tests",
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/home/mail
first_valid_uid = 1
mail_uid = nobody
mail_gid = nogroup
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
  chroot =
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = static
  args = password=a-password-for-tests
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/home
}
`;
}

async function untilListens(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Dovecot does not listen");
}
