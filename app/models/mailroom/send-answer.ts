import { createTransport } from "nodemailer";

import { config } from "#app/lib/config.ts";

export interface SentLetter {
  from: string;
  /** What the door said. */
  response: string;
  /** The inbound message that it became; null when the door did not tell. */
  inboundId: string | null;
}

/** By the way that real mail comes in: SMTP to our own door. */
export async function sendAnswer(answer: { from: string; to: string; raw: Buffer }): Promise<SentLetter> {
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
    const { response } = await transport.sendMail({
      envelope: { from: answer.from, to: answer.to },
      raw: answer.raw,
    });
    return { from: answer.from, response, inboundId: /filed as ([0-9a-f-]{36})/.exec(response)?.[1] ?? null };
  } finally {
    transport.close();
  }
}
