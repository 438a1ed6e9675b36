import { config } from "#app/lib/config.ts";
import { parseWaysOut, type SmtpWay, type WayOut } from "#app/lib/ways-out.ts";
import { makeMailgunTransport } from "#jobs/sending/http/mailgun.ts";
import { makePostmarkTransport } from "#jobs/sending/http/postmark.ts";
import { makeSesTransport } from "#jobs/sending/http/ses.ts";
import { makeNodemailerTransport } from "#jobs/sending/nodemailer-transport.ts";
import type { SendResult } from "#jobs/sending/outcome.ts";
import { makeSmtpTransport, type SmtpTransportOptions } from "#jobs/sending/smtp/smtp-transport.ts";

export type { SendResult };

/** A letter as the mail server gets it. */
export interface Outgoing {
  envelope: { from: string; to: string };
  readonly raw: Buffer;
  /** The same bytes, where most are shared with other letters: then nobody need join them. */
  readonly pieces?: readonly Buffer[];
  /** Header lines that go before `raw`: its DKIM signatures. */
  signature?: Buffer | null;
  messageId: string;
}

/** All of it in one piece. */
export function bytesOf({ raw, signature }: Pick<Outgoing, "raw" | "signature">): Buffer {
  return signature ? Buffer.concat([signature, raw]) : raw;
}

/** All of it as it goes over, without its signature. */
export function piecesOf(letter: Pick<Outgoing, "raw" | "pieces">): readonly Buffer[] {
  return letter.pieces ?? [letter.raw];
}

/** One way out: an SMTP server, or a provider that takes letters over HTTP. */
export interface Transport {
  /** How many letters it has under way at once; the sender holds at most twice as many. */
  readonly connections: number;
  /** Never throws: what went wrong is an outcome. */
  send(letter: Outgoing): Promise<SendResult>;
  /** Waits for nobody: what is under way ends as `uncertain` or `unsent`. */
  close(): void;
}

export type TransportOptions = Partial<SmtpTransportOptions>;

const makers: {
  [Kind in WayOut["kind"]]: (
    way: Extract<WayOut, { kind: Kind }>,
    options: SmtpTransportOptions,
  ) => Transport;
} = {
  smtp: (way: SmtpWay, options) =>
    way.engine === "nodemailer" ? makeNodemailerTransport(way, options) : makeSmtpTransport(way, options),
  ses: makeSesTransport,
  postmark: makePostmarkTransport,
  mailgun: makeMailgunTransport,
};

/** We greet by our own domain unless told otherwise: it is what PTR and SPF speak of. */
export function openWay(way: WayOut, options: TransportOptions = {}): Transport {
  const make: (way: never, options: SmtpTransportOptions) => Transport = makers[way.kind];
  return make(way as never, { name: config().mailDomain, ...options });
}

/** The way that one address of `SMTP_URL` says. @throws what is wrong with it */
export function makeTransport(
  url: string,
  { connections, ...options }: TransportOptions & { connections?: number } = {},
): Transport {
  const {
    ways: [way],
    mistakes,
  } = parseWaysOut(url);
  if (!way || mistakes.length > 0) throw new Error(mistakes.join("; ") || "no address");
  const limits = { ...way.limits, ...(connections === undefined ? {} : { connections }) };
  return openWay({ ...way, limits }, options);
}
