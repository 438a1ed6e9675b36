import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./ports.ts";

const program = "/usr/sbin/postfix";

/** A real mail server in front of us needs Debian's postfix, and root to run as. */
export const hasPostfix = existsSync(program) && process.getuid?.() === 0;

export interface Postfix {
  port: number;
  log: () => Promise<string>;
  stop: () => Promise<void>;
}

/** Takes mail for a domain on loopback and hands it on by LMTP. */
export async function startPostfix(domain: string, lmtp: string): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), "roundletter-postfix-"));
  await chmod(folder, 0o755);
  const port = await freePort();
  const owned = ["data", "spool"].map((name) => join(folder, name));
  for (const each of owned) await mkdir(each, { mode: 0o755 });
  execFileSync("chown", ["postfix", join(folder, "data")]);
  await writeFile(join(folder, "main.cf"), main(folder, domain, lmtp));
  await writeFile(join(folder, "master.cf"), master(port));
  execFileSync(program, ["-c", folder, "start"], { stdio: "ignore" });
  return {
    port,
    log: () => readFile(join(folder, "log"), "utf8").catch(() => ""),
    async stop() {
      execFileSync(program, ["-c", folder, "stop"], { stdio: "ignore" });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function main(folder: string, domain: string, lmtp: string): string {
  return `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${tmpdir()}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.${domain}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = loopback-only
inet_protocols = ipv4
virtual_mailbox_domains = ${domain}
virtual_transport = ${lmtp}
recipient_delimiter = +
smtpd_recipient_restrictions = permit_mynetworks,reject
`;
}

function master(port: number): string {
  return `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
