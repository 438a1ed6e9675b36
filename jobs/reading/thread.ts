import { parentPort } from "node:worker_threads";
import type { OwnMarks } from "#emails/reading/sort-mail.ts";
import { readWhole } from "#jobs/reading/read-whole.ts";

/* Reads large mail beside the event loop: one message in, what it tells out (read-apart.ts). */
parentPort?.on("message", ({ raw, own }: { raw: Uint8Array; own: OwnMarks }) => {
  const read = readWhole(raw, own);
  parentPort?.postMessage(read);
});
