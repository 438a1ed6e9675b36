import { livingAt } from "#app/models/inbound-message.ts";
import { readMessage } from "#emails/reading/parse-message.ts";

/**
 * Whom a message is for where no envelope says so (a mailbox, an mbox file): Delivered-To and X-Original-To, which a
 * mail server wrote; only without one of ours among them, To and Cc. Each address once, those of ours only.
 */
export async function envelopeOf(raw: Uint8Array): Promise<{ envelopeFrom: string; recipients: string[] }> {
  const message = readMessage(raw);
  const delivered = await oursAmong(message.deliveredTo);
  const recipients =
    delivered.length > 0
      ? delivered
      : await oursAmong([...message.to, ...message.cc].map(({ address }) => address));
  return { envelopeFrom: message.returnPath ?? message.from[0]?.address ?? "", recipients };
}

const MOST_RECIPIENTS = 50;

async function oursAmong(addresses: readonly string[]): Promise<string[]> {
  const unique = [...new Set(addresses.map((each) => each.toLowerCase()))].slice(0, MOST_RECIPIENTS);
  const asked = await Promise.all(
    unique.map(async (each) => ((await livingAt(each)) === "nobody" ? [] : [each])),
  );
  return asked.flat();
}
