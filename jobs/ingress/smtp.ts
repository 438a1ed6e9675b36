import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from "smtp-server";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";
import { OperatorError } from "#app/lib/operator-error.ts";
import { receiveInboundMessage, takesMailFor } from "#app/models/inbound-message.ts";
import { Guests } from "#jobs/ingress/guests.ts";
import { readBytes, TooLarge } from "#jobs/ingress/read-bytes.ts";
import { reply, type Reply } from "#jobs/ingress/replies.ts";

export interface SmtpIngress {
  port: number;
  /** Takes no new connection, lets the ones that are open finish (ten seconds), then closes. */
  close: () => Promise<void>;
}

export interface SmtpOptions {
  port?: number;
  host?: string;
  /** PEM files for STARTTLS. Without them it is not offered: mail servers deliver in plain text all the same. */
  tls?: { certificate: string; key: string };
  /** For tests: shorter patience. */
  idle?: number;
  total?: number;
}

const MOST_OCTETS = 25 * 1024 * 1024;
const MOST_RECIPIENTS = 50;
const IDLE = 60_000;
/** The whole connection, however busy it looks: a slow sender does not hold a place for ever. */
const TOTAL = 10 * 60_000;

/** The door for mail. 250 is said only after the message and its job are committed. */
export async function startSmtpIngress(options: SmtpOptions = {}): Promise<SmtpIngress> {
  const guests = new Guests(options.total ?? TOTAL);
  const server = new SMTPServer({
    name: config().mailDomain,
    banner: "Roundletter",
    size: MOST_OCTETS,
    rejectOversized: true,
    maxRecipients: MOST_RECIPIENTS,
    disabledCommands: options.tls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    ...(options.tls
      ? { cert: readFileSync(options.tls.certificate), key: readFileSync(options.tls.key) }
      : {}),
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    socketTimeout: options.idle ?? IDLE,
    closeTimeout: 10_000,
    maxClients: 500,
    onConnect: (session, callback) => callback(guests.welcome(session.remoteAddress)),
    onMailFrom: (_sender, session, callback) => callback(guests.countMessage(session.remoteAddress)),
    onRcptTo: (address, session, callback) => answerWith(checkRecipient(address, session, guests), callback),
    onData: (stream, session, callback) => answerWith(takeMessage(stream, session), callback),
    onClose: (session) => guests.farewell(session.remoteAddress),
  });
  // Broken connections and protocol errors of others are their own affair.
  server.on("error", (error) => log.debug({ code: error.message }, "an SMTP connection broke"));
  server.on("connect", () => guests.watch(server.connections));

  const port = await listen(server, options.port ?? config().inboundSmtpPort, options.host);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        guests.close();
        server.close(resolve);
      }),
  };
}

async function checkRecipient(
  { address }: SMTPServerAddress,
  session: SMTPServerSession,
  guests: Guests,
): Promise<undefined> {
  const known = await withDatabase(takesMailFor(address));
  if (known) return undefined;
  guests.countMistake(session.remoteAddress);
  throw reply("unknown-recipient");
}

async function takeMessage(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const raw = await readBytes(stream, MOST_OCTETS).catch((error: unknown) => {
    throw error instanceof TooLarge ? reply("too-large") : error;
  });
  const { mailFrom, rcptTo } = session.envelope;
  const recipients = [...new Set(rcptTo.map(({ address }) => address))];
  const arrived = {
    ingress: "smtp",
    envelopeFrom: mailFrom === false ? "" : mailFrom.address,
    remoteHost: session.remoteAddress,
    raw,
  };
  // All or none is answered, so all are filed before; one that fails has the sender come again, and the rest are known.
  const filed = await withDatabase(
    Promise.all(recipients.map((recipient) => receiveInboundMessage({ ...arrived, recipient }))),
  );
  return `filed as ${filed.map(({ id }) => id).join(", ")}`;
}

/** Whatever keeps us from committing is temporary for the sender: it keeps the message and comes again. */
async function withDatabase<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    log.warn(
      { error: error instanceof Error ? error.name : "unknown" },
      "a message is put off: the database is away",
    );
    throw reply("come-again");
  }
}

function answerWith(
  work: Promise<string | undefined>,
  callback: (error?: Error | null, words?: string) => void,
): void {
  work.then(
    (words) => callback(null, words),
    (error: unknown) => callback(isReply(error) ? error : reply("come-again")),
  );
}

function isReply(error: unknown): error is Reply {
  return error instanceof Error && "responseCode" in error;
}

async function listen(server: SMTPServer, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, port)));
    if (host === undefined) server.listen(port, resolve);
    else server.listen(port, host, resolve);
  });
  return (server.server.address() as AddressInfo).port;
}

function cannotListen(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new OperatorError(`Port ${port} for incoming mail is taken by another program.`, [
      "Stop that program, or choose another port with INBOUND_SMTP_PORT.",
    ]);
  }
  if (error.code === "EACCES") {
    return new OperatorError(`Port ${port} for incoming mail needs more rights than this account has.`, [
      "Choose a port above 1023 with INBOUND_SMTP_PORT and have port 25 forwarded to it.",
    ]);
  }
  return error;
}
