import { createHmac, timingSafeEqual } from "node:crypto";

import { now } from "#app/lib/clock.ts";
import { type Adapter, insistFresh, WebhookRefusal } from "#jobs/ingress/webhooks/adapter.ts";

/**
 * A raw message as the body, its envelope in the query (`from`, one `to` for each recipient), and in
 * `X-Roundletter-Signature: t=<seconds>,v1=<hex>` the HMAC-SHA256 of `<seconds>.<query>.<body>` under the signing key.
 */
export const readRaw: Adapter<"raw"> = (posted, { signingKey }) => {
  const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(posted.header("x-roundletter-signature"));
  const [, seconds, given] = parts ?? [];
  if (seconds === undefined || given === undefined) throw new WebhookRefusal(401, "This is not signed.");

  const hmac = createHmac("sha256", signingKey)
    .update(`${seconds}.${posted.query.toString()}.`)
    .update(posted.body);
  if (!timingSafeEqual(hmac.digest(), Buffer.from(given, "hex"))) {
    throw new WebhookRefusal(401, "This signature does not fit.");
  }
  insistFresh(Number(seconds), now());

  const recipients = posted.query.getAll("to");
  if (recipients.length === 0) throw new WebhookRefusal(400, "This says nobody that it is for (to=…).");
  return {
    mails: [{ envelopeFrom: posted.query.get("from") ?? "", recipients, raw: posted.body }],
    news: [],
  };
};
