import type { ImapFlow } from "imapflow";
import { z } from "zod";

import { log } from "#app/lib/log.ts";
import { heardFrom, type OpenIngress } from "#app/models/ingress.ts";
import { MOST_OCTETS, takeMessage } from "#jobs/ingress/take-message.ts";
import { envelopeOf } from "#jobs/ingress/without-envelope.ts";

export type ImapIngress = Extract<OpenIngress, { kind: "imap" }>;

/** By folder: everything up to `uid` was looked at, under this UIDVALIDITY (RFC 9051, 2.3.1.1). */
const cursorShape = z.record(z.string(), z.object({ uidValidity: z.string(), uid: z.number().int() }));
export type Cursor = z.infer<typeof cursorShape>;

export function cursorOf({ cursor }: Pick<ImapIngress, "cursor">): Cursor {
  const parsed = cursorShape.safeParse(cursor);
  return parsed.success ? parsed.data : {};
}

/**
 * Takes what has come into a folder since the last time, oldest first. The cursor is written after each message, when
 * it is durable: what breaks in between is looked at again, and known. Gives back how many were taken.
 */
export async function takeFolder(
  client: ImapFlow,
  ingress: ImapIngress,
  folder: string,
  cursor: Cursor,
): Promise<number> {
  const lock = await client.getMailboxLock(folder);
  try {
    let taken = 0;
    const begin = await whereToBegin(client, folder, cursor);
    for (const uid of await uidsFrom(client, begin.uid + 1)) {
      if (await takeOne(client, ingress, uid)) taken += 1;
      cursor[folder] = { uidValidity: begin.uidValidity, uid };
      await heardFrom(ingress.id, { ...cursor });
    }
    return taken;
  } finally {
    lock.release();
  }
}

/**
 * Behind the last one looked at. The first time: at the oldest unread message, for the years before are nobody's mail
 * to us. When the server numbered everything anew: from the beginning, for what is known is filed once only.
 */
async function whereToBegin(client: ImapFlow, folder: string, cursor: Cursor) {
  const { uidValidity, uidNext } = mailboxOf(client);
  const known = cursor[folder];
  if (known?.uidValidity === String(uidValidity)) return known;
  if (known) return { uidValidity: String(uidValidity), uid: 0 };

  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  const first = unread.length > 0 ? Math.min(...unread) : uidNext;
  return { uidValidity: String(uidValidity), uid: first - 1 };
}

function mailboxOf(client: ImapFlow) {
  if (!client.mailbox) throw new Error("no folder is open");
  return client.mailbox;
}

/** `n:*` always names the last message, even one before n. */
async function uidsFrom(client: ImapFlow, first: number): Promise<number[]> {
  const found = (await client.search({ uid: `${first}:*` }, { uid: true })) || [];
  return found.filter((uid) => uid >= first).sort((a, b) => a - b);
}

async function takeOne(client: ImapFlow, { settings, number }: ImapIngress, uid: number): Promise<boolean> {
  const range = String(uid);
  const told = await client.fetchOne(range, { size: true }, { uid: true });
  // Gone since it was listed: another program had it.
  if (!told) return false;
  if ((told.size ?? 0) > MOST_OCTETS) {
    log.warn({ ingress: number, uid }, "a message in a mailbox is larger than it may be, and was left there");
    return false;
  }

  const fetched = await client.fetchOne(range, { source: true }, { uid: true });
  const raw = fetched ? fetched.source : undefined;
  if (!raw) return false;
  const { envelopeFrom, recipients } = await envelopeOf(raw);
  // Somebody else's mail in the same mailbox stays as it is.
  if (recipients.length === 0) return false;

  await takeMessage({ ingress: `imap:${number}`, envelopeFrom, recipients, remoteHost: "", raw });
  await markTaken(client, range, settings.taken);
  return true;
}

async function markTaken(
  client: ImapFlow,
  range: string,
  taken: ImapIngress["settings"]["taken"],
): Promise<void> {
  if (taken === "deleted") await client.messageDelete(range, { uid: true });
  else if (taken === "seen") await client.messageFlagsAdd(range, ["\\Seen"], { uid: true });
  else await client.messageMove(range, taken.moveTo, { uid: true });
}
