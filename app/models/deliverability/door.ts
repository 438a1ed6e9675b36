import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import type { Finding } from "../deliverability.ts";

const PATIENCE = 4_000;
const SOON_DAYS = 14;

/** What our own mail server shows to those who come: STARTTLS (RFC 3207), and a certificate that holds. */
export async function checkDoor(domain: string): Promise<Finding> {
  const certificate = await certificateAtDoor(config().inboundSmtpPort, domain).catch(
    () => "closed" as const,
  );
  if (certificate === "closed")
    return {
      state: "unknown",
      words: "Our own mail server does not answer from here. Perhaps it runs on another machine.",
      records: [],
    };
  if (certificate === null)
    return {
      state: "advice",
      words: "Answers come unencrypted. Put certificate.pem and key.pem into the folder tls of DATA_DIR.",
      records: [],
    };
  const days = Math.floor((certificate.until.getTime() - now().getTime()) / 86_400_000);
  if (days < 0)
    return { state: "wrong", words: "The mail server’s certificate is out of date.", records: [] };
  if (days < SOON_DAYS)
    return {
      state: "advice",
      words: `The mail server’s certificate is good for ${days} more days.`,
      records: [],
    };
  return {
    state: "well",
    words: `Answers come encrypted; the certificate is good for ${days} days.`,
    records: [],
  };
}

/** null: the server offers none. @throws when nobody answers */
export async function certificateAtDoor(port: number, servername: string): Promise<{ until: Date } | null> {
  const socket = connectPlain({ port, host: "127.0.0.1" });
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error("silent")));
  try {
    await said(socket, /^220 /m);
    socket.write("EHLO deliverability.invalid\r\n");
    const offers = await said(socket, /^250 /m);
    if (!/^250[- ]STARTTLS/im.test(offers)) return null;
    socket.write("STARTTLS\r\n");
    await said(socket, /^220 /m);
    return await new Promise((resolve, reject) => {
      // Whether others trust it is for them; here it is only looked at.
      const secure = connectTls({ socket, servername, rejectUnauthorized: false }, () => {
        resolve({ until: new Date(secure.getPeerCertificate().valid_to) });
        secure.destroy();
      });
      secure.once("error", reject);
    });
  } finally {
    socket.destroy();
  }
}

/** All that comes until a line fits. */
function said(socket: Socket, fits: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = "";
    const done = (finish: () => void) => {
      socket.off("data", hear);
      socket.off("error", fail);
      socket.off("close", fail);
      finish();
    };
    const hear = (bytes: Buffer) => {
      words += bytes.toString("latin1");
      if (fits.test(words)) done(() => resolve(words));
    };
    const fail = (error?: unknown) =>
      done(() => reject(error instanceof Error ? error : new Error("closed")));
    socket.on("data", hear);
    socket.once("error", fail);
    socket.once("close", fail);
  });
}
