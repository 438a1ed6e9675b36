import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";

import { log } from "#app/lib/log.ts";
import { heardFrom, holdIngress, letGoOfIngress, noteTrouble } from "#app/models/ingress.ts";
import { credentialsOf } from "#jobs/ingress/imap/sign-in.ts";
import { type Cursor, cursorOf, type ImapIngress, takeFolder } from "#jobs/ingress/imap/take-folder.ts";

export interface Mailbox {
  /** Ends the connection; what was taken is durable and marked, the rest is taken the next time. */
  close: () => Promise<void>;
}

/** How often a process that looks into a mailbox says so, and how long another waits before it asks again. */
const SAY_AGAIN = 20_000;
const OTHERS_TURN = 5_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 5 * 60_000;
/** Servers forget who idles for half an hour (RFC 2177). */
const LONGEST_IDLE = 15 * 60_000;

/**
 * A plain mailbox that our mail comes to. Waits with IDLE (RFC 2177) on its first folder, looks into all of them at
 * least every so many seconds, and comes back after each cut, waiting longer each time.
 */
export function watchMailbox(ingress: ImapIngress): Mailbox {
  const leaving = new AbortController();
  const ended = keepWatching(ingress, leaving.signal);
  return {
    async close() {
      leaving.abort();
      await ended;
    },
  };
}

async function keepWatching(ingress: ImapIngress, signal: AbortSignal): Promise<void> {
  const holder = randomUUID();
  for (let failures = 0; !signal.aborted;) {
    try {
      const held = await holdIngress(ingress.id, holder);
      if (held) await watchWhileHeld(ingress, cursorOf(held), holder, signal, () => (failures = 0));
      else await wait(OTHERS_TURN, undefined, { signal }).catch(() => undefined);
      failures = 0;
    } catch (error) {
      failures += 1;
      const words = error instanceof Error ? error.message : String(error);
      log.warn({ ingress: ingress.number, error: words.slice(0, 200) }, "a mailbox cannot be read");
      await noteTrouble(ingress.id, words).catch(() => undefined);
    }
    if (failures === 0) continue;
    const pause = Math.min(FIRST_WAIT * 2 ** Math.max(failures - 1, 0), LONGEST_WAIT);
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** Another process may look into it once we have stopped saying that we do. */
async function watchWhileHeld(
  ingress: ImapIngress,
  cursor: Cursor,
  holder: string,
  signal: AbortSignal,
  well: () => void,
): Promise<void> {
  const lost = new AbortController();
  const timer = setInterval(() => {
    holdIngress(ingress.id, holder).then(
      (held) => {
        if (!held) lost.abort();
      },
      () => lost.abort(),
    );
  }, SAY_AGAIN);
  try {
    await watchOnce(ingress, cursor, AbortSignal.any([signal, lost.signal]), well);
  } finally {
    clearInterval(timer);
    await letGoOfIngress(ingress.id, holder).catch(() => undefined);
  }
}

/** One connection, for as long as it holds. */
async function watchOnce(
  ingress: ImapIngress,
  cursor: Cursor,
  signal: AbortSignal,
  well: () => void,
): Promise<void> {
  const { host, port, secure, account, signIn, folders, everySeconds } = ingress.settings;
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth: await credentialsOf(account, signIn),
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: LONGEST_IDLE,
    socketTimeout: LONGEST_IDLE + 60_000,
  });
  const leave = (): void => client.close();
  signal.addEventListener("abort", leave, { once: true });
  // Told by the call that was under way as well.
  client.on("error", () => undefined);

  try {
    await client.connect();
    await heardFrom(ingress.id, { ...cursor });
    while (!signal.aborted) {
      for (const folder of folders) await takeFolder(client, ingress, folder, cursor);
      well();
      await untilSomethingComes(client, folders[0] ?? "INBOX", everySeconds * 1000);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", leave);
    client.close();
  }
}

/** Idles in a folder until a message comes, or for so long. Any command ends IDLE; a NOOP changes nothing. */
async function untilSomethingComes(client: ImapFlow, folder: string, most: number): Promise<void> {
  const lock = await client.getMailboxLock(folder);
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => void client.noop().catch(() => undefined);
  try {
    timer = setTimeout(stop, most);
    client.once("exists", stop);
    await client.idle();
  } finally {
    clearTimeout(timer);
    client.off("exists", stop);
    lock.release();
  }
}
