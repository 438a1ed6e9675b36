import { db } from "#app/db/client.ts";
import { receiveInboundMessage, livingAt } from "#app/models/inbound-message.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import { readBytes, TooLarge } from "#jobs/ingress/read-bytes.ts";

const MOST_OCTETS = 25 * 1024 * 1024;

export interface IngestOptions extends ReportOptions {
  to: string;
  from?: string;
  now?: boolean;
}

/** `roundletter ingest --to ADDRESS`: one raw message on standard input. What a mail server may try again ends with 75. */
export async function ingest(options: IngestOptions): Promise<void> {
  const raw = await readInput();
  const arrived = {
    ingress: "command",
    envelopeFrom: options.from ?? senderIn(raw),
    recipient: options.to,
    remoteHost: "",
    raw,
  };
  const filed = await safely(() =>
    withDatabase(async () => {
      if ((await livingAt(options.to)) === "nobody")
        throw new Ending("noUser", `Nobody lives at ${options.to}.`);
      const { id, duplicate } = await receiveInboundMessage(arrived);
      if (options.now) await processInbound({ inboundMessageId: id });
      const { status, reason, outcome } = await db().inboundMessage.findUniqueOrThrow({ where: { id } });
      return { id, duplicate, status, reason, outcome };
    }),
  );

  const what = filed.duplicate
    ? "had arrived before"
    : filed.status === "received"
      ? "is filed, and read as soon as a worker runs"
      : filed.status;
  report(options, {
    json: filed,
    words: `The message ${what}${filed.reason === null ? "" : ` (${filed.reason})`}: ${filed.id}`,
  });
}

async function readInput(): Promise<Buffer> {
  const raw = await readBytes(process.stdin, MOST_OCTETS).catch((error: unknown) => {
    throw error instanceof TooLarge ? new Ending("data", "A message may have 25 MB at most.") : error;
  });
  if (raw.length === 0)
    throw new Ending("noInput", "Nothing came on standard input: pipe a raw message into this command.");
  // mbox's first line and postfix's pipe are not part of the message.
  return raw.subarray(0, 5).toString("latin1") === "From " ? raw.subarray(raw.indexOf(10) + 1) : raw;
}

function senderIn(raw: Buffer): string {
  const message = readMessage(raw);
  return message.returnPath ?? message.from[0]?.address ?? "";
}

/** Whatever keeps it from being durable is for the mail server to try again; only what is wrong with the mail itself is not. */
async function safely<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Ending) throw error;
    throw new Ending(
      "tempFail",
      `It cannot be kept safely just now: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
