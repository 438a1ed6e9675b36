import { connect } from "node:net";
import { createTransport } from "nodemailer";
import type { Outgoing } from "#jobs/transport.ts";

/* What others reach on the same machine, to the same sink, with as many connections: the ceilings of the table. */

export interface CeilingRun {
  port: number;
  connections: number;
  letters: number;
}

/** A: nodemailer's pool, given text and html as an application would. Milliseconds. */
export function sendByNodemailer(
  run: CeilingRun,
  { html, text }: { html: string; text: string },
): Promise<number> {
  return sendByPool(run, { html, text, subject: "News from the kiln", from: "circle@roundletter.test" });
}

/** B: the same pool with bytes that were written before. */
export function sendRawByNodemailer(run: CeilingRun, raw: Buffer): Promise<number> {
  return sendByPool(run, { raw });
}

async function sendByPool(
  { port, connections, letters }: CeilingRun,
  mail: Record<string, unknown>,
): Promise<number> {
  const pool = createTransport({
    host: "127.0.0.1",
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const began = performance.now();
  // As many at a time as keep every connection busy: all at once would measure the memory they need.
  let next = 0;
  await Promise.all(
    Array.from({ length: 2 * connections }, async () => {
      while (next < letters) {
        const to = addressOf(next++);
        await pool.sendMail({ ...mail, to, envelope: { from: "bounce@roundletter.test", to: [to] } });
      }
    }),
  );
  const took = performance.now() - began;
  pool.close();
  return took;
}

/** C: bare sockets that pipeline constant bytes and look at nothing but the codes. Nothing that sends can be faster. */
export async function sendBarely(
  { port, connections, letters }: CeilingRun,
  raw: Outgoing["raw"],
): Promise<number> {
  const content = Buffer.concat([raw, Buffer.from(".\r\n")]);
  const left = { letters };
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, () => sendOverOne(port, content, left)));
  return performance.now() - began;
}

function sendOverOne(port: number, content: Buffer, left: { letters: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.on("close", () => resolve());
    const envelope = () =>
      left.letters-- > 0
        ? `MAIL FROM:<bounce@roundletter.test>\r\nRCPT TO:<${addressOf(left.letters)}>\r\nDATA\r\n`
        : "QUIT\r\n";
    let greeted = false;
    socket.on("data", (chunk) => {
      const heard = chunk.toString("latin1");
      if (!greeted) {
        greeted = true;
        socket.write(`EHLO bench\r\n${envelope()}`);
      } else if (heard.includes("354 ")) {
        socket.cork();
        socket.write(content);
        socket.write(envelope());
        socket.uncork();
      } else if (heard.includes("221 ")) socket.end();
      else if (/^[45]/m.test(heard)) reject(new Error(heard));
    });
  });
}

function addressOf(at: number): string {
  return `member-${String(at)}@big-circle.example`;
}
