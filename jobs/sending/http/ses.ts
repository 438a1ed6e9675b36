import { AwsClient } from "aws4fetch";
import type { SesWay } from "#app/lib/ways-out.ts";
import { bytesOf, type Transport } from "#jobs/transport.ts";
import {
  accepted,
  type HttpTransportOptions,
  makeHttpTransport,
  type ProviderAnswer,
  wordsOf,
} from "./http-transport.ts";

/** Amazon SES, version 2: SendEmail with the message as it is. */
export function makeSesTransport(way: SesWay, options: HttpTransportOptions): Transport {
  const aws = new AwsClient({
    accessKeyId: way.key,
    secretAccessKey: way.secret,
    region: way.region,
    service: "ses",
  });
  return makeHttpTransport(
    way.limits,
    {
      async ask({ envelope, ...letter }) {
        const body = JSON.stringify({
          Destination: { ToAddresses: [envelope.to] },
          // Our return path belongs to this one letter: what comes back is known by it.
          ...(envelope.from === "" ? {} : { FeedbackForwardingEmailAddress: envelope.from }),
          Content: { Raw: { Data: bytesOf(letter).toString("base64") } },
        });
        const signed = await aws.sign(`${way.endpoint}/v2/email/outbound-emails`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        });
        return { url: signed.url, headers: Object.fromEntries(signed.headers), body };
      },
      judge(answer) {
        if (answer.status === 200) return accepted(answer, answer.told?.["MessageId"]);
        const response = `${errorOf(answer)} ${wordsOf(answer)}`;
        // A wrong letter is refused for good; an account that is paused, full or not set up is no letter's fault.
        return aboutTheLetter.has(errorOf(answer))
          ? { outcome: "bounced", response, code: "5.6.0" }
          : { outcome: "away", response };
      },
    },
    options,
  );
}

const aboutTheLetter = new Set(["MessageRejected", "BadRequestException"]);

function errorOf({ headers, told }: ProviderAnswer): string {
  const name = headers["x-amzn-errortype"] ?? told?.["__type"];
  return typeof name === "string" ? (/^(?:.*#)?(\w+)/.exec(name)?.[1] ?? name) : "";
}
