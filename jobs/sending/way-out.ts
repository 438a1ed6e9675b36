import { config } from "#app/lib/config.ts";
import { openMailroom } from "#jobs/mailroom.ts";
import { makeTransport, type Transport } from "#jobs/transport.ts";

let open: Promise<Transport> | null = null;

/** The mail server of `SMTP_URL`, or the mailroom while there is none. One in a process, made when it is first needed. */
export function currentTransport(): Promise<Transport> {
  return (open ??= openTransport());
}

/** Another way out from now on; null: the configured one again. */
export async function sendThrough(next: Transport | null): Promise<void> {
  const before = open;
  open = next && Promise.resolve(next);
  (await before?.catch(() => null))?.close();
}

async function openTransport(): Promise<Transport> {
  return makeTransport(config().smtpUrl ?? (await openMailroom()).url);
}
