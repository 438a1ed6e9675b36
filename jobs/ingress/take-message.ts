import { log } from "#app/lib/log.ts";
import { receiveInboundMessage, type ArrivedMessage, type Filed } from "#app/models/inbound-message.ts";
import { reply } from "#jobs/ingress/replies.ts";

/** A message as a door got it: its bytes, and the envelope they came in. */
export type Arrived = Omit<ArrivedMessage, "recipient"> & { recipients: readonly string[] };

/** 25 MB, as the doors announce it (RFC 1870). */
export const MOST_OCTETS = 25 * 1024 * 1024;

/**
 * Files a message once for each of its recipients, in their order; each that is given back is durable.
 * @throws Reply 451 when one could not be kept: the sender comes again, and those that were filed are known by then
 */
export function takeMessage(arrived: Arrived): Promise<Filed[]> {
  return whileDatabaseAnswers(Promise.all(takeForEach(arrived)));
}

/** LMTP (RFC 2033): each recipient has an answer of their own. */
export function takeForEachRecipient(arrived: Arrived): Promise<PromiseSettledResult<Filed>[]> {
  return Promise.allSettled(takeForEach(arrived).map(whileDatabaseAnswers));
}

/** Whatever keeps us from committing is temporary for the sender: it keeps the message and comes again. */
export async function whileDatabaseAnswers<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    log.warn({ error: name }, "a message is put off: the database is away");
    throw reply("come-again");
  }
}

function takeForEach({ recipients, ...arrived }: Arrived): Promise<Filed>[] {
  return recipients.map((recipient) => receiveInboundMessage({ ...arrived, recipient }));
}
