import { createHmac, timingSafeEqual } from "node:crypto";
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

const signature = z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() });

const eventShape = z.object({
  signature,
  "event-data": z.object({
    event: z.string(),
    severity: z.string().optional(),
    recipient: z.string().default(""),
    message: z.object({ headers: z.object({ "message-id": z.string().optional() }).optional() }).optional(),
    "delivery-status": z
      .object({
        description: z.string().nullish(),
        message: z.string().nullish(),
        "enhanced-code": z.string().nullish(),
      })
      .optional(),
  }),
});

/** Mailgun's routes (`forward` to an address that ends with /mime, so that the raw message comes) and its event webhooks. */
export const readMailgun: Adapter<"mailgun"> = async (posted, { signingKey }) =>
  posted.contentType.startsWith("application/json")
    ? readEvent(posted, signingKey)
    : readMail(posted, signingKey);

async function readMail(posted: Posted, signingKey: string): Promise<Told> {
  const form = await formOf(posted);
  const field = (name: string): string => form.get(name)?.toString("utf8") ?? "";
  insistSigned(
    { timestamp: field("timestamp"), token: field("token"), signature: field("signature") },
    signingKey,
  );

  const raw = form.get("body-mime");
  if (raw === undefined) {
    throw new WebhookRefusal(406, "The raw message is missing: let the route's address end with /mime.");
  }
  const recipients = field("recipient")
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
  return { mails: [{ envelopeFrom: field("sender"), recipients, raw }], news: [] };
}

function readEvent(posted: Posted, signingKey: string): Told {
  const parsed = eventShape.safeParse(jsonOf(posted.body));
  if (!parsed.success) throw new WebhookRefusal(400, "This is no event of Mailgun's.");
  insistSigned(parsed.data.signature, signingKey);

  const { event, severity, recipient, message, "delivery-status": status } = parsed.data["event-data"];
  const kind = kinds[event === "failed" ? `failed/${severity ?? ""}` : event];
  if (kind === undefined) return { mails: [], news: [] };
  const words = [status?.message, status?.description].find((each) => each) ?? event;
  return {
    mails: [],
    news: [
      {
        kind,
        messageId: message?.headers?.["message-id"] ?? null,
        address: recipient,
        status: status?.["enhanced-code"] || null,
        words,
        isPermanent: kind === "bounced" ? true : null,
      },
    ],
  };
}

/** What an event means to us; the others (opened, clicked …) are nobody's business. */
const kinds: Partial<Record<string, DeliveryNews["kind"]>> = {
  delivered: "delivered",
  "failed/permanent": "bounced",
  "failed/temporary": "delayed",
  complained: "complained",
};

/** HMAC-SHA256 of timestamp and token under the signing key. @throws WebhookRefusal 401 */
function insistSigned(given: z.infer<typeof signature>, signingKey: string): void {
  const wanted = createHmac("sha256", signingKey).update(`${given.timestamp}${given.token}`).digest();
  const told = Buffer.from(given.signature, "hex");
  if (told.length !== wanted.length || !timingSafeEqual(told, wanted)) {
    throw new WebhookRefusal(401, "This signature does not fit.");
  }
  insistFresh(Number(given.timestamp), now());
}
