import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

import { log } from "#app/lib/log.ts";
import { storeLetter } from "#app/models/mailroom.ts";
import { readBytes } from "#jobs/ingress/read-bytes.ts";

export interface Mailroom {
  /** Where the sender delivers while there is no mail server: `smtp://127.0.0.1:…` */
  url: string;
  close: () => Promise<void>;
}

const MOST_OCTETS = 50 * 1024 * 1024;

let open: Promise<Mailroom> | null = null;

/** One in a process, started when it is first needed. */
export function openMailroom(): Promise<Mailroom> {
  return (open ??= startMailroom());
}

/** A mail server of our own on a loopback port that the system chooses. It takes every letter and keeps it to be read. */
async function startMailroom(): Promise<Mailroom> {
  const server = new SMTPServer({
    name: "mailroom",
    banner: "the mailroom",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MOST_OCTETS,
    closeTimeout: 2_000,
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? "" : mailFrom.address;
      readBytes(stream, MOST_OCTETS)
        .then((raw) => storeLetter({ from, recipients: rcptTo.map(({ address }) => address) }, raw))
        .then(
          () => callback(null, "kept"),
          (error: unknown) => {
            log.warn(
              { error: error instanceof Error ? error.name : "unknown" },
              "the mailroom could not keep a letter",
            );
            callback(Object.assign(new Error("the mailroom cannot keep it now"), { responseCode: 451 }));
          },
        );
    },
  });
  server.on("error", (error) => log.warn({ code: error.message }, "the mailroom's connection faltered"));

  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => {
      open = null;
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
