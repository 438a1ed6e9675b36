import { createPublicKey, verify, X509Certificate } from "node:crypto";
import { z } from "zod";

import { now } from "#app/lib/clock.ts";
import { WebhookRefusal } from "#jobs/ingress/webhooks/adapter.ts";

const shape = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.string(),
  SigningCertURL: z.string(),
  Subject: z.string().optional(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});

export type SnsMessage = z.infer<typeof shape>;

/** How Amazon is asked: for a signing certificate (PEM), and to confirm a subscription. Only these two, only there. */
export interface AmazonSns {
  get(url: URL): Promise<string>;
}

const SECONDS = 1000;

export const amazonSns: AmazonSns = {
  async get(url) {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(10 * SECONDS) });
    if (!answer.ok) throw new Error(`Amazon answered ${answer.status}`);
    return answer.text();
  },
};

/**
 * A message of the Simple Notification Service whose signature holds, from a topic that we know. The certificate is
 * only ever fetched from Amazon's own host.
 * @throws WebhookRefusal
 */
export async function openSns(
  told: unknown,
  topicArns: readonly string[],
  sns: AmazonSns,
): Promise<SnsMessage> {
  const parsed = shape.safeParse(told);
  if (!parsed.success) throw new WebhookRefusal(400, "This is no message of Amazon SNS.");
  const message = parsed.data;
  if (!topicArns.includes(message.TopicArn)) throw new WebhookRefusal(401, "This topic is not known here.");

  const key = await keyAt(urlAtAmazon(message.SigningCertURL), sns);
  const algorithm = message.SignatureVersion === "2" ? "sha256" : "sha1";
  const signed = Buffer.from(textToSign(message), "utf8");
  if (!verify(algorithm, signed, key, Buffer.from(message.Signature, "base64"))) {
    throw new WebhookRefusal(401, "This signature does not fit.");
  }
  // Amazon tries again for up to an hour with the same time.
  if (!(Math.abs(now().getTime() - Date.parse(message.Timestamp)) <= 60 * 60 * SECONDS)) {
    throw new WebhookRefusal(401, "This was signed too long ago.");
  }
  return message;
}

/** Follows the link with which Amazon asks whether we want a topic. */
export async function confirmSubscription({ SubscribeURL = "" }: SnsMessage, sns: AmazonSns): Promise<void> {
  await sns.get(urlAtAmazon(SubscribeURL));
}

/** @throws WebhookRefusal when it leads anywhere but to SNS */
function urlAtAmazon(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSns = url !== null && /^sns\.[a-z0-9-]{1,30}\.amazonaws\.com(?:\.cn)?$/.test(url.hostname);
  if (!isSns || url.protocol !== "https:" || url.port !== "" || url.username !== "") {
    throw new WebhookRefusal(401, "This does not come from Amazon.");
  }
  return url;
}

const MOST_KEYS = 20;
const keys = new Map<string, ReturnType<typeof createPublicKey>>();

async function keyAt(url: URL, sns: AmazonSns) {
  const known = keys.get(url.href);
  if (known) return known;
  if (!url.pathname.endsWith(".pem")) throw new WebhookRefusal(401, "This is no certificate.");

  const key = new X509Certificate(await sns.get(url)).publicKey;
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(url.href, key);
  return key;
}

/** Names and values, each on its line, in the order of their names (Amazon SNS, "Verifying the signatures"). */
function textToSign(message: SnsMessage): string {
  const names =
    message.Type === "Notification"
      ? (["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const)
      : (["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const);
  return names
    .flatMap((name) => {
      const value = message[name];
      return value === undefined ? [] : [`${name}\n${value}\n`];
    })
    .join("");
}
