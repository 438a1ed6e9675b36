import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";

import { now } from "#app/lib/clock.ts";
import type { DeliveryNews } from "#app/models/delivery-news.ts";
import {
  type Adapter,
  formOf,
  insistFresh,
  jsonOf,
  type Posted,
  type Told,
  WebhookRefusal,
} from "#jobs/ingress/webhooks/adapter.ts";

const envelope = z.object({ to: z.array(z.string()), from: z.string().default("") });

const events = z.array(
  z.object({
    email: z.string(),
    event: z.string(),
    type: z.string().optional(),
    status: z.string().optional(),
    reason: z.string().optional(),
    response: z.string().optional(),
    /** Our Message-ID. */
    "smtp-id": z.string().optional(),
  }),
);

/** SendGrid's Inbound Parse (with "POST the raw, full MIME message") and its signed Event Webhook. */
export const readSendgrid: Adapter<"sendgrid"> = async (posted, { publicKey }) =>
  posted.contentType.startsWith("application/json") ? readEvents(posted, publicKey) : readMail(posted);

/** Inbound Parse signs nothing: who knows the address (its secret) is believed. */
async function readMail(posted: Posted): Promise<Told> {
  const form = await formOf(posted);
  const raw = form.get("email");
  if (raw === undefined) {
    throw new WebhookRefusal(406, 'The raw message is missing: tick "POST the raw, full MIME message".');
  }
  const parsed = envelope.safeParse(jsonOf(form.get("envelope") ?? Buffer.from("{}")));
  if (!parsed.success) throw new WebhookRefusal(400, "The envelope is missing.");
  return { mails: [{ envelopeFrom: parsed.data.from, recipients: parsed.data.to, raw }], news: [] };
}

function readEvents(posted: Posted, publicKey: string | null): Told {
  insistSigned(posted, publicKey);
  const parsed = events.safeParse(jsonOf(posted.body));
  if (!parsed.success) throw new WebhookRefusal(400, "These are no events of SendGrid's.");
  return { mails: [], news: parsed.data.flatMap(newsOf) };
}

function newsOf({
  email,
  event,
  type,
  status,
  reason,
  response,
  "smtp-id": messageId,
}: z.infer<typeof events>[number]) {
  const kind = kinds[event];
  if (kind === undefined) return [];
  return [
    {
      kind,
      messageId: messageId ?? null,
      address: email,
      status: status ?? null,
      words: reason ?? response ?? event,
      isPermanent: kind === "bounced" ? type !== "blocked" : null,
    } satisfies DeliveryNews,
  ];
}

const kinds: Partial<Record<string, DeliveryNews["kind"]>> = {
  delivered: "delivered",
  bounce: "bounced",
  deferred: "delayed",
  spamreport: "complained",
};

/** ECDSA with SHA-256 over timestamp and body; the key as the settings page shows it (SPKI, base64). */
function insistSigned(posted: Posted, publicKey: string | null): void {
  const timestamp = posted.header("x-twilio-email-event-webhook-timestamp");
  const signature = Buffer.from(posted.header("x-twilio-email-event-webhook-signature"), "base64");
  if (publicKey === null) throw new WebhookRefusal(401, "No key is known to check events with.");

  const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
  const signed = Buffer.concat([Buffer.from(timestamp), posted.body]);
  if (!verify("sha256", signed, key, signature))
    throw new WebhookRefusal(401, "This signature does not fit.");
  insistFresh(Number(timestamp), now());
}
