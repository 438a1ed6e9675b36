import { z } from "zod";

import type { DeliveryNews } from "#app/models/delivery-news.ts";
import { type Adapter, jsonOf, WebhookRefusal } from "#jobs/ingress/webhooks/adapter.ts";

const inbound = z.object({
  RawEmail: z.string(),
  OriginalRecipient: z.string(),
  FromFull: z.object({ Email: z.string() }).optional(),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});

const event = z.object({
  RecordType: z.string(),
  /** Postmark's own id; it stands in its answer to our letter. */
  MessageID: z.string().nullish(),
  Type: z.string().nullish(),
  Email: z.string().nullish(),
  Recipient: z.string().nullish(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
});

/** Postmark signs nothing: who knows the address (its secret) is believed. "Include raw email content" must be ticked. */
export const readPostmark: Adapter<"postmark"> = (posted) => {
  const told = jsonOf(posted.body);
  const report = event.safeParse(told);
  if (report.success) return { mails: [], news: newsOf(report.data) };

  const mail = inbound.safeParse(told);
  if (!mail.success) {
    throw new WebhookRefusal(
      406,
      'The raw message is missing: tick "Include raw email content in JSON payload".',
    );
  }
  const { RawEmail, OriginalRecipient, Headers } = mail.data;
  const returnPath = Headers.find(({ Name }) => Name.toLowerCase() === "return-path")?.Value ?? "";
  const envelopeFrom =
    returnPath === "" ? (mail.data.FromFull?.Email ?? "") : returnPath.replace(/^<|>$/g, "");
  return {
    mails: [{ envelopeFrom, recipients: [OriginalRecipient], raw: Buffer.from(RawEmail, "utf8") }],
    news: [],
  };
};

function newsOf({
  RecordType,
  MessageID,
  Type,
  Email,
  Recipient,
  Description,
  Details,
}: z.infer<typeof event>) {
  const kind = RecordType === "Bounce" ? bounces[Type ?? ""] : records[RecordType];
  if (kind === undefined) return [];
  const words = Details ?? Description ?? Type ?? RecordType;
  return [
    {
      kind,
      messageId: MessageID ?? null,
      address: Email ?? Recipient ?? "",
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? null,
      words,
      isPermanent: Type === "HardBounce" ? true : kind === "bounced" ? false : null,
    } satisfies DeliveryNews,
  ];
}

const records: Partial<Record<string, DeliveryNews["kind"]>> = {
  Delivery: "delivered",
  SpamComplaint: "complained",
};

const bounces: Partial<Record<string, DeliveryNews["kind"]>> = {
  HardBounce: "bounced",
  BadEmailAddress: "bounced",
  SoftBounce: "bounced",
  DnsError: "bounced",
  Blocked: "bounced",
  SpamNotification: "bounced",
  Transient: "delayed",
  SpamComplaint: "complained",
};
