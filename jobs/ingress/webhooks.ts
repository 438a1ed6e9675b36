import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Request, type Response, type Router } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";

import { config } from "#app/lib/config.ts";
import { sameSecret } from "#app/lib/keys.ts";
import { log } from "#app/lib/log.ts";
import { takeDeliveryNews } from "#app/models/delivery-news.ts";
import { livingAt } from "#app/models/inbound-message.ts";
import { heardFrom, ingressByNumber, type OpenIngress } from "#app/models/ingress.ts";
import { MOST_OCTETS, takeMessage } from "#jobs/ingress/take-message.ts";
import { type Posted, type PostedMail, type Told, WebhookRefusal } from "#jobs/ingress/webhooks/adapter.ts";
import { readMailgun } from "#jobs/ingress/webhooks/mailgun.ts";
import { readPostmark } from "#jobs/ingress/webhooks/postmark.ts";
import { readRaw } from "#jobs/ingress/webhooks/raw.ts";
import { readSendgrid } from "#jobs/ingress/webhooks/sendgrid.ts";
import { readSesWith } from "#jobs/ingress/webhooks/ses.ts";
import { amazonSns, type AmazonSns } from "#jobs/ingress/webhooks/sns.ts";

/** Base64 makes four of three, and JSON escapes a little. */
const MOST_POSTED = Math.ceil(MOST_OCTETS * 1.5);

/** Where a provider posts: `POST /ingress/<number>/<secret>`. Mounted before the pages, whose rules are for browsers. */
export function webhooks({ sns = amazonSns }: { sns?: AmazonSns } = {}): Router {
  const router = express.Router();
  router.post(
    ["/ingress/:number/:secret", "/ingress/:number/:secret/mime"],
    express.raw({ type: () => true, limit: MOST_POSTED }),
    (request, response, next) => {
      answer(request, response, sns).catch(next);
    },
  );
  return router;
}

/** For a process that serves no pages: only the webhooks, on the configured port. */
export async function startWebhooks(): Promise<{ port: number; close: () => Promise<void> }> {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback, linklocal, uniquelocal");
  app.get("/healthz", (_request, response) => response.type("text").send("ok\n"));
  app.use(webhooks());
  const server = await new Promise<Server>((resolve, reject) => {
    const opening = app.listen(config().port, () => resolve(opening));
    opening.once("error", reject);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Who does not know an address's secret, or signs wrongly, has so many tries in a minute. */
const failures = new RateLimiterMemory({ points: 30, duration: 60 });

async function answer(request: Request, response: Response, sns: AmazonSns): Promise<void> {
  const from = request.ip ?? "";
  if (((await failures.get(from))?.remainingPoints ?? 1) <= 0) {
    tell(response, 429, "Too many tries. Wait a minute.");
    return;
  }
  try {
    const ingress = await ingressAt(request);
    const { mails, news } = await read(ingress, postedBy(request), sns);
    for (const mail of mails) await take(ingress, mail, from);
    for (const each of news) await takeDeliveryNews(each);
    await heardFrom(ingress.id);
    tell(response, 200, "Thank you.");
  } catch (error) {
    if (error instanceof WebhookRefusal) {
      if (error.status === 401) await failures.consume(from).catch(() => undefined);
      tell(response, error.status, error.message);
      return;
    }
    log.warn({ error: error instanceof Error ? error.name : "unknown" }, "a webhook is put off");
    tell(response, 503, "It cannot be kept safely just now: come again later.");
  }
}

async function ingressAt(request: Request): Promise<WebhookIngress> {
  const number = /^\d{1,9}$/.exec(request.params.number ?? "")?.[0];
  const ingress = number === undefined ? null : await ingressByNumber(Number(number));
  const known = ingress !== null && isWebhook(ingress) ? ingress : null;
  if (!sameSecret(known?.settings.secret ?? "", request.params.secret ?? "") || known === null) {
    throw new WebhookRefusal(401, "Nobody listens here.");
  }
  return known;
}

type WebhookIngress = Extract<OpenIngress, { settings: { secret: string } }>;

function isWebhook(ingress: OpenIngress): ingress is WebhookIngress {
  return "secret" in ingress.settings;
}

function postedBy(request: Request): Posted {
  const at = request.originalUrl.indexOf("?");
  return {
    contentType: request.get("content-type") ?? "",
    header: (name) => request.get(name) ?? "",
    query: new URLSearchParams(at === -1 ? "" : request.originalUrl.slice(at + 1)),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function read(ingress: WebhookIngress, posted: Posted, sns: AmazonSns): Told | Promise<Told> {
  switch (ingress.kind) {
    case "postmark":
      return readPostmark(posted, ingress.settings);
    case "mailgun":
      return readMailgun(posted, ingress.settings);
    case "sendgrid":
      return readSendgrid(posted, ingress.settings);
    case "ses":
      return readSesWith(sns)(posted, ingress.settings);
    case "raw":
      return readRaw(posted, ingress.settings);
  }
}

/** Who is not one of ours is left out; when nobody is, the provider hears that trying again is of no use. */
async function take({ kind }: WebhookIngress, mail: PostedMail, remoteHost: string): Promise<void> {
  const asked = await Promise.all(
    mail.recipients.map(async (address) => ((await livingAt(address)) === "nobody" ? [] : [address])),
  );
  const recipients = asked.flat();
  if (recipients.length === 0) throw new WebhookRefusal(406, "Nobody lives at this address.");
  await takeMessage({
    ingress: kind,
    envelopeFrom: mail.envelopeFrom,
    recipients,
    remoteHost,
    raw: mail.raw,
  });
}

function tell(response: Response, status: number, words: string): void {
  response.status(status).type("text").send(`${words}\n`);
}
