import { Readable } from "node:stream";
import SMTPPool from "nodemailer/lib/smtp-pool";
import type { SmtpWay } from "#app/lib/ways-out.ts";
import { judgeRefusal, type SendResult, type Step } from "#jobs/sending/outcome.ts";
import { patient, type SmtpTransportOptions } from "#jobs/sending/smtp/smtp-transport.ts";
import { bytesOf, type Outgoing, type Transport } from "#jobs/transport.ts";

/**
 * SMTP by nodemailer's pool, asked for with `engine=nodemailer`: where a server wants something that our own client
 * does not know. It waits for an answer after each command and costs several times the CPU.
 */
export function makeNodemailerTransport(
  way: SmtpWay,
  { name, patience, ca, lettersEach = 500 }: SmtpTransportOptions,
): Transport {
  const wait = { ...patient, ...patience };
  const { connections } = way.limits;
  const pool = new SMTPPool({
    pool: true,
    host: way.host,
    port: way.port,
    name,
    secure: way.implicitTls,
    ignoreTLS: way.tls === "off",
    requireTLS: way.tls === "required" && !way.implicitTls,
    opportunisticTLS: way.tls === "opportunistic",
    tls: { rejectUnauthorized: way.tls === "required", ...(ca === undefined ? {} : { ca }) },
    ...authOf(way),
    maxConnections: connections,
    maxMessages: lettersEach,
    // A message is only queued again when not a byte of it was sent.
    maxRequeues: 2,
    connectionTimeout: wait.connect,
    greetingTimeout: wait.greeting,
    socketTimeout: Math.max(wait.command, wait.end),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let isClosed = false;

  return {
    connections,
    send: (letter) =>
      new Promise((resolve) => {
        const bytes = bytesOf(letter);
        const body = Readable.from([bytes], { objectMode: false });
        pool.send(asMail(letter, bytes.length, body), (error, info) => {
          if (error) resolve(judge(error, body.readableDidRead, isClosed));
          else resolve({ outcome: "accepted", response: info?.response ?? "" });
        });
      }),
    close() {
      isClosed = true;
      pool.close({ force: true });
    },
  };
}

function authOf({ credentials, auth, tokenUrl, client }: SmtpWay) {
  if (!credentials) return {};
  const { name: user, secret } = credentials;
  if (auth !== "xoauth2" && auth !== "oauthbearer")
    return { auth: { user, pass: secret, ...(auth ? { method: auth.toUpperCase() } : {}) } };
  const token =
    tokenUrl === null
      ? { accessToken: secret }
      : {
          refreshToken: secret,
          accessUrl: tokenUrl,
          ...(client ? { clientId: client.id, clientSecret: client.secret } : {}),
        };
  return { auth: { type: "OAuth2" as const, user, ...token } };
}

/**
 * The pool takes nodemailer's message objects; of these it asks envelope, id and bytes. Ours are written already, so
 * they do not go through nodemailer's composer, which would parse and copy them.
 */
function asMail(
  { envelope, messageId }: Outgoing,
  size: number,
  body: Readable,
): Parameters<SMTPPool["send"]>[0] {
  const message = {
    getEnvelope: () => ({
      from: envelope.from,
      to: [envelope.to],
      size,
    }),
    messageId: () => messageId,
    getHeader: () => messageId,
    createReadStream: () => body,
  };
  return { data: {}, message } as unknown as Parameters<SMTPPool["send"]>[0];
}

type SmtpError = Error & {
  code?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
};

const steps: Record<string, Step> = { "MAIL FROM": "mail", "RCPT TO": "rcpt", DATA: "data" };

function judge(error: SmtpError, hasBegun: boolean, isClosed: boolean): SendResult {
  const response = error.response ?? error.message;
  const step = error.code === "EMESSAGE" && error.command === "DATA" ? "end" : steps[error.command ?? ""];

  if (step && error.responseCode) return judgeRefusal(step, error.responseCode, response);
  if (error.code === "EMESSAGE" && step === "mail") return { outcome: "bounced", response, code: "5.3.4" };
  if (error.code === "EENVELOPE" && error.command === "API")
    return { outcome: "bounced", response, code: "5.1.3" };
  if (hasBegun) return { outcome: "uncertain", response };
  return { outcome: isClosed ? "unsent" : "away", response };
}
