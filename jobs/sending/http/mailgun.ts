import { randomUUID } from "node:crypto";
import type { MailgunWay } from "#app/lib/ways-out.ts";
import { bytesOf, type Transport } from "#jobs/transport.ts";
import { accepted, type HttpTransportOptions, makeHttpTransport, wordsOf } from "./http-transport.ts";

/** Mailgun: the message as it is, beside its recipient (POST /v3/DOMAIN/messages.mime). */
export function makeMailgunTransport(way: MailgunWay, options: HttpTransportOptions): Transport {
  return makeHttpTransport(
    way.limits,
    {
      ask({ envelope, ...letter }) {
        const boundary = `roundletter-${randomUUID()}`;
        const part = (head: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n`;
        return {
          url: `${way.endpoint}/v3/${encodeURIComponent(way.domain)}/messages.mime`,
          headers: {
            Authorization: `Basic ${Buffer.from(`api:${way.key}`).toString("base64")}`,
            "Content-Type": `multipart/form-data; boundary=${boundary}`,
          },
          body: Buffer.concat([
            Buffer.from(`${part('name="to"')}\r\n${envelope.to}\r\n`),
            Buffer.from(
              `${part('name="message"; filename="letter.eml"')}Content-Type: message/rfc822\r\n\r\n`,
            ),
            bytesOf(letter),
            Buffer.from(`\r\n--${boundary}--\r\n`),
          ]),
        };
      },
      judge(answer) {
        if (answer.status === 200) return accepted(answer, answer.told?.["id"]);
        const code = answer.status === 413 ? "5.3.4" : "5.6.0";
        return { outcome: "bounced", response: wordsOf(answer), code };
      },
    },
    options,
  );
}
