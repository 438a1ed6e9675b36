import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { houseFolder, isBundled } from "#app/lib/house-folder.ts";
import { type ReadMessage, unflatten } from "#emails/reading/parse-message.ts";
import type { ReplyText } from "#emails/reading/reply-text.ts";
import type { MailKind, OwnMarks } from "#emails/reading/sort-mail.ts";
import { readWhole, type WholeReading } from "#jobs/reading/read-whole.ts";

export interface Read {
  message: ReadMessage;
  reply: ReplyText;
  kind: MailKind;
}

/** Smaller mail is read in a few milliseconds. */
const LARGE = 64 * 1024;
/** Whatever takes longer than this was made to: it is tried again, and set aside after the fifth time. */
const LONGEST = 30_000;
/** A thread that nobody needs gives its memory back. */
const IDLE = 5_000;

/** Reads a message; a large one beside the event loop, with a deadline, so that nobody else waits for it. */
export async function readLetter(raw: Uint8Array, own: OwnMarks): Promise<Read> {
  const path = threadPath();
  const read =
    raw.byteLength <= LARGE || path === null ? readWhole(raw, own) : await readInThread(path, raw, own);
  return { ...read, message: unflatten(read.message) };
}

/** One large message at a time: the next waits, and memory stays what one needs. */
let turn: Promise<unknown> = Promise.resolve();
let thread: Worker | null = null;
let idle: NodeJS.Timeout | undefined;

function readInThread(path: string, raw: Uint8Array, own: OwnMarks): Promise<WholeReading> {
  const reading = turn.then(() => ask(path, raw, own));
  turn = reading.catch(() => undefined);
  return reading;
}

function ask(path: string, raw: Uint8Array, own: OwnMarks): Promise<WholeReading> {
  clearTimeout(idle);
  const worker = (thread ??= open(path));
  return new Promise<WholeReading>((resolve, reject) => {
    const late = setTimeout(() => fail(new Error("reading it took too long")), LONGEST);
    const end = (): void => {
      clearTimeout(late);
      worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
      worker.on("error", () => undefined);
    };
    const fail = (error: Error): void => {
      end();
      thread = null;
      void worker.terminate();
      reject(error);
    };
    worker.once("error", fail);
    worker.once("exit", () => fail(new Error("the thread that read it ended")));
    worker.once("message", (read: WholeReading) => {
      end();
      idle = setTimeout(close, IDLE).unref();
      resolve(read);
    });
    worker.postMessage({ raw, own });
  });
}

function open(path: string): Worker {
  const worker = new Worker(path, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
  worker.unref();
  return worker;
}

function close(): void {
  void thread?.terminate();
  thread = null;
}

/** null where it was not built: then a large message is read as a small one. */
function threadPath(): string | null {
  const path = join(houseFolder, isBundled ? "build/processes/reading-thread.js" : "jobs/reading/thread.mjs");
  return existsSync(path) ? path : null;
}
