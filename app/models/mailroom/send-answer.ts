import { createTransport } from "nodemailer";

import { config } from "#app/lib/config.ts";

/** By the way that real mail comes in: SMTP to our own door. */
export async function sendAnswer(answer: { from: string; to: string; raw: Buffer }): Promise<{ response: string }> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: config().inboundSmtpPort,
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 20_000,
  });
  try {
    const { response } = await transport.sendMail({ envelope: { from: answer.from, to: answer.to }, raw: answer.raw });
    return { response };
  } finally {
    transport.close();
  }
}
