import { setTimeout as wait } from "node:timers/promises";

import { log } from "#app/lib/log.ts";
import { heardFrom, listIngresses, noteTrouble, type OpenIngress } from "#app/models/ingress.ts";
import { watchMailbox } from "#jobs/ingress/imap.ts";
import { startMailDoor } from "#jobs/ingress/smtp.ts";

interface Door {
  close: () => Promise<void>;
}

const LOOK_AGAIN = 15_000;

/** Opens every ingress that was added, and keeps up with what is added and removed while it runs. */
export function keepDoors(every = LOOK_AGAIN): Door {
  const leaving = new AbortController();
  const open = new Map<string, Door>();
  const ended = (async () => {
    while (!leaving.signal.aborted) {
      await keepUp(open).catch((error: unknown) =>
        log.warn({ error: error instanceof Error ? error.name : "unknown" }, "the ways in cannot be listed"),
      );
      await wait(every, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  })();
  return {
    async close() {
      leaving.abort();
      await ended;
      await Promise.all([...open.values()].map((door) => door.close()));
    },
  };
}

async function keepUp(open: Map<string, Door>): Promise<void> {
  const wanted = await listIngresses();
  const ids = new Set(wanted.map(({ id }) => id));
  for (const [id, door] of open) {
    if (ids.has(id)) continue;
    open.delete(id);
    await door.close();
  }
  for (const ingress of wanted) {
    if (open.has(ingress.id)) continue;
    const door = await openDoor(ingress);
    if (door) open.set(ingress.id, door);
  }
}

/** Null for one that waits to be posted to (webhooks), and for one that cannot be opened now: it is tried again. */
async function openDoor(ingress: OpenIngress): Promise<Door | null> {
  try {
    switch (ingress.kind) {
      case "imap":
        return watchMailbox(ingress);
      case "lmtp":
        return await told(
          ingress,
          startMailDoor({ protocol: "lmtp", ingress: `lmtp:${ingress.number}`, ...ingress.settings }),
        );
      case "smtps": {
        const { port, host, tls } = ingress.settings;
        const where = host === undefined ? { port } : { port, host };
        return await told(ingress, startMailDoor({ ...where, tls: { ...tls, implicit: true } }));
      }
      default:
        return null;
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    log.warn({ ingress: ingress.number, error: words }, "a way in cannot be opened");
    await noteTrouble(ingress.id, words);
    return null;
  }
}

async function told({ id }: OpenIngress, opening: Promise<Door>): Promise<Door> {
  const door = await opening;
  await heardFrom(id);
  return door;
}
