import { Readable } from "node:stream";
import SMTPPool from "nodemailer/lib/smtp-pool";
import { statusIn } from "#emails/reading/delivery-reasons.ts";

/** A letter as the mail server gets it. */
export interface Outgoing {
  envelope: { from: string; to: string };
  raw: Buffer;
  messageId: string;
}

/** What became of one letter, in the mail server's words. */
export type SendResult = { response: string } & (
  | { outcome: "accepted" }
  /** Later: 4xx, or the server would not talk to us about this letter. */
  | { outcome: "deferred" }
  /** The server does not answer, or not as it should: this is about no letter, and others would fare the same. */
  | { outcome: "away" }
  /** Refused for good. `code` is the enhanced status (RFC 3463) where one was told. */
  | { outcome: "bounced"; code: string | null }
  /** The connection broke after the letter had begun to go over: the server may have it or not. */
  | { outcome: "uncertain" }
  /** The transport was closed before this one's turn came. */
  | { outcome: "unsent" }
);

/** One way out. A signer (DKIM) or another provider's adapter stands behind the same interface. */
export interface Transport {
  /** How many letters it has under way at once; the sender holds at most twice as many. */
  readonly connections: number;
  send(letter: Outgoing): Promise<SendResult>;
  /** Waits for nobody: what is under way ends as `uncertain` or `unsent`. */
  close(): void;
}

const SECOND = 1000;

/** Pooled SMTP. `url` may carry nodemailer's options: `smtps://user:password@host?tls.rejectUnauthorized=false`. */
export function makeTransport(url: string, { connections = 10 }: { connections?: number } = {}): Transport {
  const pool = new SMTPPool({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
    // A message is only queued again when not a byte of it was sent.
    maxRequeues: 2,
    connectionTimeout: 20 * SECOND,
    greetingTimeout: 20 * SECOND,
    socketTimeout: 60 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let isClosed = false;

  return {
    connections,
    send: (letter) =>
      new Promise((resolve) => {
        const body = Readable.from([letter.raw], { objectMode: false });
        pool.send(asMail(letter, body), (error, info) => {
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

/**
 * The pool takes nodemailer's message objects; of these it asks envelope, id and bytes. Ours are written already, so
 * they do not go through nodemailer's composer, which would parse and copy them.
 */
function asMail({ envelope, messageId }: Outgoing, body: Readable): Parameters<SMTPPool["send"]>[0] {
  const message = {
    getEnvelope: () => ({ from: envelope.from, to: [envelope.to] }),
    messageId: () => messageId,
    getHeader: () => messageId,
    createReadStream: () => body,
  };
  return { data: {}, message } as unknown as Parameters<SMTPPool["send"]>[0];
}

type SmtpError = Error & {
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
};

/** Refusals that speak of the recipient or the letter; all others speak of the server and us. */
const aboutTheLetter = new Set(["RCPT TO", "DATA"]);

function judge(error: SmtpError, hasBegun: boolean, isClosed: boolean): SendResult {
  const response = error.response ?? error.message;
  const isRefusal = error.responseCode !== undefined && aboutTheLetter.has(error.command ?? "");

  if (isRefusal && isPermanent(error.responseCode))
    return { outcome: "bounced", response, code: statusIn(response) };
  if (isRefusal) return { outcome: "deferred", response };
  if (hasBegun) return { outcome: "uncertain", response };
  if (isClosed) return { outcome: "unsent", response };
  // MAIL FROM and what comes before it: a sender that is refused, a password, a server that is full or gone.
  return error.command === "MAIL FROM" && !isPermanent(error.responseCode)
    ? { outcome: "deferred", response }
    : { outcome: "away", response };
}

function isPermanent(code: number | undefined): boolean {
  return code !== undefined && code >= 500 && code < 600;
}
