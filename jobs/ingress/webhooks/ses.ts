import { z } from "zod";

import type { DeliveryNews } from "#app/models/delivery-news.ts";
import { type Adapter, jsonOf, type Told, WebhookRefusal } from "#jobs/ingress/webhooks/adapter.ts";
import { confirmSubscription, openSns, type AmazonSns } from "#jobs/ingress/webhooks/sns.ts";

const recipient = z.object({
  emailAddress: z.string(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});

const shape = z.object({
  /** Event publishing says eventType, the older notifications and received mail notificationType. */
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z.object({
    source: z.string().default(""),
    destination: z.array(z.string()).default([]),
    messageId: z.string().optional(),
    commonHeaders: z.object({ messageId: z.string().optional() }).optional(),
  }),
  receipt: z
    .object({
      recipients: z.array(z.string()).default([]),
      action: z.object({ encoding: z.string().optional() }).optional(),
    })
    .optional(),
  content: z.string().optional(),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(recipient) }).optional(),
  complaint: z.object({ complainedRecipients: z.array(recipient) }).optional(),
  deliveryDelay: z.object({ delayedRecipients: z.array(recipient) }).optional(),
  delivery: z.object({ recipients: z.array(z.string()) }).optional(),
});

type SesMessage = z.infer<typeof shape>;

/** Amazon SES through SNS: mail received with the SNS action, and what became of mail that was sent. */
export function readSesWith(sns: AmazonSns): Adapter<"ses"> {
  return async (posted, { topicArns }) => {
    const message = await openSns(jsonOf(posted.body), topicArns, sns);
    if (message.Type === "SubscriptionConfirmation") await confirmSubscription(message, sns);
    if (message.Type !== "Notification") return { mails: [], news: [] };

    const parsed = shape.safeParse(jsonOf(Buffer.from(message.Message)));
    // Amazon says hello in words when a topic is first connected.
    if (!parsed.success) return { mails: [], news: [] };
    return parsed.data.notificationType === "Received"
      ? { mails: [mailOf(parsed.data)], news: [] }
      : { mails: [], news: newsOf(parsed.data) };
  };
}

function mailOf({ content, mail, receipt }: SesMessage): Told["mails"][number] {
  if (content === undefined) {
    throw new WebhookRefusal(
      406,
      "The raw message is missing: let the receipt rule's action be SNS, not S3.",
    );
  }
  const encoding = receipt?.action?.encoding?.toUpperCase() === "BASE64" ? "base64" : "utf8";
  const recipients = receipt?.recipients.length ? receipt.recipients : mail.destination;
  return { envelopeFrom: mail.source, recipients, raw: Buffer.from(content, encoding) };
}

function newsOf({ mail, bounce, complaint, deliveryDelay, delivery }: SesMessage): DeliveryNews[] {
  // Amazon replaces our Message-ID by its own, which stands in its answer to our letter.
  const messageId = mail.messageId ?? mail.commonHeaders?.messageId ?? null;
  const about = (kind: DeliveryNews["kind"], isPermanent: boolean | null) => {
    return ({ emailAddress: address, status, diagnosticCode }: z.infer<typeof recipient>): DeliveryNews => ({
      kind,
      messageId,
      address,
      status: status ?? null,
      words: diagnosticCode ?? kind,
      isPermanent,
    });
  };
  return [
    ...(bounce?.bouncedRecipients.map(about("bounced", bounce.bounceType === "Permanent")) ?? []),
    ...(complaint?.complainedRecipients.map(about("complained", null)) ?? []),
    ...(deliveryDelay?.delayedRecipients.map(about("delayed", null)) ?? []),
    ...(delivery?.recipients.map((emailAddress) => about("delivered", null)({ emailAddress })) ?? []),
  ];
}
