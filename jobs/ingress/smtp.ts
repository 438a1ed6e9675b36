import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";
import { OperatorError } from "#app/lib/operator-error.ts";
import { noteGuess } from "#app/models/guessing.ts";
import { livingAt } from "#app/models/inbound-message.ts";
import { type CertificateFiles, readCertificate, watchCertificate } from "#jobs/ingress/certificate.ts";
import { Guests, isNeighbour } from "#jobs/ingress/guests.ts";
import { readBytes, TooLarge } from "#jobs/ingress/read-bytes.ts";
import { reply, type Reply } from "#jobs/ingress/replies.ts";
import {
  type Arrived,
  MOST_OCTETS,
  takeForEachRecipient,
  takeMessage,
  whileDatabaseAnswers,
} from "#jobs/ingress/take-message.ts";

export interface MailDoor {
  /** 0 for a Unix socket. */
  port: number;
  /** Takes no new connection, lets the ones that are open finish (ten seconds), then closes. */
  close: () => Promise<void>;
}

export interface MailDoorOptions {
  /** `lmtp` (RFC 2033) is for a mail server in front of us: it gets one answer per recipient. */
  protocol?: "smtp" | "lmtp";
  /** What is noted with each message: where it came in. */
  ingress?: string;
  port?: number;
  host?: string;
  /** A Unix socket instead of a port. */
  path?: string;
  /** For STARTTLS, or for TLS from the first byte. Without it STARTTLS is not offered: others deliver in plain text all the same. */
  tls?: CertificateFiles & { implicit?: boolean };
  /** Networks of proxies that tell the client's address by the PROXY protocol or XCLIENT. */
  proxies?: readonly string[];
  /** For tests: shorter patience. */
  idle?: number;
  total?: number;
}

const MOST_RECIPIENTS = 50;
const IDLE = 60_000;
/** The whole connection, however busy it looks: a slow sender does not hold a place for ever. */
const TOTAL = 10 * 60_000;

/** The door for mail. 250 is said only after the message and its job are committed. */
export async function startMailDoor(options: MailDoorOptions = {}): Promise<MailDoor> {
  const { protocol = "smtp", ingress = protocol, tls, proxies = [] } = options;
  const guests = new Guests(options.total ?? TOTAL);
  const server = new SMTPServer({
    name: config().mailDomain,
    banner: "Roundletter",
    lmtp: protocol === "lmtp",
    size: MOST_OCTETS,
    rejectOversized: true,
    maxRecipients: MOST_RECIPIENTS,
    disabledCommands: tls ? ["AUTH"] : ["AUTH", "STARTTLS"],
    secure: tls?.implicit ?? false,
    ...(tls ? readCertificate(tls) : {}),
    ...(proxies.length > 0 ? { useXClient: [...proxies], useProxy: [...proxies] } : {}),
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    socketTimeout: options.idle ?? IDLE,
    closeTimeout: 10_000,
    // More than there may be: who comes then has somebody else leave (guests.ts).
    maxClients: 2_000,
    onConnect: (session, callback) => callback(guests.welcome(hostOf(session))),
    onMailFrom: (_sender, session, callback) => callback(guests.countMessage(hostOf(session))),
    onRcptTo: ({ address }, session, callback) =>
      answerWith(checkRecipient(address, session, guests), callback),
    onData: (stream, session, callback) =>
      answerWith(
        protocol === "lmtp" ? takeByLmtp(ingress, stream, session) : takeBySmtp(ingress, stream, session),
        callback,
      ),
    onClose: (session) => guests.farewell(hostOf(session)),
  });
  // Broken connections and protocol errors of others are their own affair.
  server.on("error", (error) => log.debug({ code: error.message }, "an SMTP connection broke"));
  server.on("connect", () => guests.watch(server.connections));
  const forget = tls
    ? watchCertificate(tls, (renewed) => server.updateSecureContext(renewed))
    : () => undefined;

  const port = await listen(server, options);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        forget();
        guests.close();
        server.close(resolve);
      }),
  };
}

/** A Unix socket has no address: whoever may open it lives on this machine. */
function hostOf({ remoteAddress }: SMTPServerSession): string {
  return remoteAddress || "127.0.0.1";
}

async function checkRecipient(
  address: string,
  session: SMTPServerSession,
  guests: Guests,
): Promise<undefined> {
  const living = await whileDatabaseAnswers(livingAt(address));
  if (living === "somebody") return undefined;
  if (living === "was-somebody") throw reply("address-expired");

  // Who guesses is slowed, a little more each time.
  const sender = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
  const slowed = guests.countMistake(hostOf(session));
  const [bySender] = await Promise.all([
    whileDatabaseAnswers(noteGuess("sender", sender)),
    whileDatabaseAnswers(noteGuess("address", hostOf(session))),
  ]);
  await wait(
    Math.max(slowed, isNeighbour(hostOf(session)) ? 0 : Math.min(Math.max(bySender - 3, 0) * 250, 5_000)),
  );
  throw reply("unknown-recipient");
}

async function takeBySmtp(
  ingress: string,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<string> {
  // All or none is answered, so all are filed before; one that fails has the sender come again, and the rest are known.
  const filed = await takeMessage(await arrivedBy(ingress, stream, session));
  return `filed as ${filed.map(({ id }) => id).join(", ")}`;
}

async function takeByLmtp(
  ingress: string,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<(string | Error)[]> {
  const results = await takeForEachRecipient(await arrivedBy(ingress, stream, session));
  return results.map((result) =>
    result.status === "fulfilled" ? `filed as ${result.value.id}` : reply("come-again"),
  );
}

async function arrivedBy(
  ingress: string,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Arrived> {
  const raw = await readBytes(stream, MOST_OCTETS).catch((error: unknown) => {
    throw error instanceof TooLarge ? reply("too-large") : error;
  });
  const { mailFrom, rcptTo } = session.envelope;
  return {
    ingress,
    envelopeFrom: mailFrom === false ? "" : mailFrom.address,
    recipients: [...new Set(rcptTo.map(({ address }) => address))],
    remoteHost: hostOf(session),
    raw,
  };
}

type Words = string | (string | Error)[] | undefined;

function answerWith(work: Promise<Words>, callback: (error?: Error | null, words?: never) => void): void {
  work.then(
    // smtp-server takes one answer, or for LMTP an array of them; its types know only the first.
    (words) => callback(null, words as never),
    (error: unknown) => callback(isReply(error) ? error : reply("come-again")),
  );
}

function isReply(error: unknown): error is Reply {
  return error instanceof Error && "responseCode" in error;
}

async function listen(server: SMTPServer, { path, host, port = config().inboundSmtpPort }: MailDoorOptions) {
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, path ?? port)));
    if (path !== undefined) server.listen(path as never, resolve);
    else if (host === undefined) server.listen(port, resolve);
    else server.listen(port, host, resolve);
  });
  return path === undefined ? (server.server.address() as AddressInfo).port : 0;
}

function cannotListen(error: NodeJS.ErrnoException, place: number | string): Error {
  if (error.code === "EADDRINUSE") {
    return new OperatorError(
      `${typeof place === "number" ? `Port ${place}` : place} for incoming mail is taken by another program.`,
      ["Stop that program, or choose another port with INBOUND_SMTP_PORT."],
    );
  }
  if (error.code === "EACCES") {
    return new OperatorError(
      `${typeof place === "number" ? `Port ${place}` : place} for incoming mail needs more rights than this account has.`,
      ["Choose a port above 1023 with INBOUND_SMTP_PORT and have port 25 forwarded to it."],
    );
  }
  return error;
}
