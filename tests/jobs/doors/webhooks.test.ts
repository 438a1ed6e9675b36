import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { addIngress, type OpenIngress } from "#app/models/ingress.ts";
import { isSuppressed } from "#app/models/suppression.ts";
import { webhooks } from "#jobs/ingress/webhooks.ts";
import type { Community } from "#prisma/generated/client.ts";
import { makeCertificate } from "#tests/support/certificate.ts";
import { aCommunity, aMember, type MemberOfTest } from "#tests/support/circle.ts";
import { addressOf, writeMail } from "../inbound/arriving.ts";

let server: Server;
let at: string;
/** What Amazon was asked, and what it answers. */
const asked: string[] = [];
const certificate = makeCertificate("sns.amazonaws.com");

beforeAll(async () => {
  const sns = {
    get: (url: URL) => {
      asked.push(url.href);
      return Promise.resolve(certificate.certificate);
    },
  };
  const app = express();
  app.use(webhooks({ sns }));
  server = await new Promise((resolve) => {
    const opening = app.listen(0, "127.0.0.1", () => resolve(opening));
  });
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

type WebhookIngress = Extract<OpenIngress, { settings: { secret: string } }>;

async function aDoor(kind: WebhookIngress["kind"], settings: object = {}): Promise<WebhookIngress> {
  return (await addIngress(kind, kind, settings)) as WebhookIngress;
}

function addressOfDoor({ number, settings }: WebhookIngress): string {
  return `${at}/ingress/${number}/${settings.secret}`;
}

function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: text,
  });
}

function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return fetch(url, { method: "POST", body: form });
}

function aMail(community: Community, text: string): Buffer {
  return writeMail({ from: "Ana <ana@example.org>", to: addressOf(community), text });
}

async function arrivedIn(community: Community) {
  return db().inboundMessage.findMany({ where: { communityId: community.id } });
}

/** A letter that went out, as the provider knows it. */
async function aSentLetter(community: Community, member: MemberOfTest, response = "250 Ok") {
  const messageId = `<letter.${member.number}@roundletter.test>`;
  const id = await transaction((tx) =>
    prepareDelivery(tx, {
      communityId: community.id,
      kind: "receipt",
      letterKey: `receipt:webhook-${member.number}-${Math.random()}`,
      address: member.address,
      membershipId: member.id,
      facts: {},
      notAfter: new Date(now().getTime() + 3_600_000),
    }),
  );
  await db().delivery.update({
    where: { id: id ?? "" },
    data: { status: "sent", messageId, response, sentAt: now() },
  });
  return { id: id ?? "", messageId };
}

describe("a raw message", () => {
  const signed = (
    door: WebhookIngress,
    query: string,
    body: Buffer,
    seconds = Math.floor(now().getTime() / 1000),
  ) => {
    const key = door.kind === "raw" ? door.settings.signingKey : "";
    const hmac = createHmac("sha256", key).update(`${seconds}.${query}.`).update(body).digest("hex");
    return { "content-type": "message/rfc822", "x-roundletter-signature": `t=${seconds},v1=${hmac}` };
  };

  test("is taken when it is signed, and known when it comes again", async () => {
    const community = await aCommunity();
    const door = await aDoor("raw");
    const query = new URLSearchParams([
      ["from", "ana@example.org"],
      ["to", addressOf(community)],
    ]).toString();
    const body = aMail(community, "By webhook");
    const post = () =>
      fetch(`${addressOfDoor(door)}?${query}`, {
        method: "POST",
        headers: signed(door, query, body),
        body: new Uint8Array(body),
      });
    expect((await post()).status).toBe(200);
    expect((await post()).status).toBe(200);
    const arrived = await arrivedIn(community);
    expect(arrived).toMatchObject([{ ingress: "raw", envelopeFrom: "ana@example.org", status: "received" }]);
    expect(Buffer.from(arrived[0]?.raw ?? []).equals(body)).toBe(true);
    expect(await db().ingress.findUnique({ where: { id: door.id } })).toMatchObject({
      trouble: null,
      lastHeardAt: expect.any(Date) as Date,
    });
  });

  test("is turned away with another's envelope, an old time, or no signature", async () => {
    const community = await aCommunity();
    const door = await aDoor("raw");
    const query = `from=ana%40example.org&to=${encodeURIComponent(addressOf(community))}`;
    const body = aMail(community, "Not this");
    const old = Math.floor(now().getTime() / 1000) - 3_600;
    for (const [asks, headers] of [
      [`${query}&to=other%40roundletter.test`, signed(door, query, body)],
      [query, signed(door, query, body, old)],
      [query, { "content-type": "message/rfc822" }],
    ] as const) {
      const answer = await fetch(`${addressOfDoor(door)}?${asks}`, {
        method: "POST",
        headers,
        body: new Uint8Array(body),
      });
      expect(answer.status).toBe(401);
    }
    expect(await arrivedIn(community)).toEqual([]);
  });

  test("for nobody of ours is no use trying again", async () => {
    const door = await aDoor("raw");
    const query = "from=ana%40example.org&to=stranger%40elsewhere.test";
    const body = Buffer.from("Subject: x\r\n\r\nHello");
    const answer = await fetch(`${addressOfDoor(door)}?${query}`, {
      method: "POST",
      headers: signed(door, query, body),
      body,
    });
    expect(answer.status).toBe(406);
  });
});

describe("Mailgun", () => {
  const signingKey = "mailgun-signing-key-for-tests";
  const signature = (age = 0) => {
    const timestamp = String(Math.floor(now().getTime() / 1000) - age);
    const token = "a-token-of-fifty-characters";
    const signature = createHmac("sha256", signingKey)
      .update(timestamp + token)
      .digest("hex");
    return { timestamp, token, signature };
  };

  test("forwards the raw message of a route", async () => {
    const community = await aCommunity();
    const door = await aDoor("mailgun", { signingKey });
    const fields = {
      recipient: addressOf(community),
      sender: "ana@example.org",
      "body-mime": aMail(community, "By Mailgun").toString(),
    };
    expect((await postForm(addressOfDoor(door), { ...fields, ...signature() })).status).toBe(200);
    expect(await arrivedIn(community)).toMatchObject([
      { ingress: "mailgun", envelopeFrom: "ana@example.org" },
    ]);
    expect((await postForm(addressOfDoor(door), { ...fields, ...signature(3_600) })).status).toBe(401);
    expect(
      (await postForm(addressOfDoor(door), { ...fields, ...signature(), token: "another" })).status,
    ).toBe(401);
  });

  test("tells of a letter that failed for good: mail to that address stops, once", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const letter = await aSentLetter(community, ana);
    const door = await aDoor("mailgun", { signingKey });
    const event = (severity: string) => ({
      signature: signature(),
      "event-data": {
        event: "failed",
        severity,
        recipient: ana.address,
        message: { headers: { "message-id": letter.messageId.slice(1, -1) } },
        "delivery-status": {
          code: 550,
          "enhanced-code": "5.1.1",
          message: "No such mailbox",
          description: "",
        },
      },
    });
    expect((await postJson(addressOfDoor(door), event("temporary"))).status).toBe(200);
    expect(await isSuppressed(community.id, ana.address)).toBe(false);
    expect((await postJson(addressOfDoor(door), event("permanent"))).status).toBe(200);
    expect((await postJson(addressOfDoor(door), event("permanent"))).status).toBe(200);
    expect(await isSuppressed(community.id, ana.address)).toBe(true);
    expect(await db().bounce.count({ where: { deliveryId: letter.id, class: "permanent" } })).toBe(1);
  });
});

describe("Postmark", () => {
  test("posts the raw message to the address that only it knows", async () => {
    const community = await aCommunity();
    const door = await aDoor("postmark");
    const payload = {
      FromFull: { Email: "ana@example.org", Name: "Ana" },
      OriginalRecipient: addressOf(community),
      MessageID: "22c74902-a0c1-4511-804f2-341342852c90",
      Headers: [{ Name: "Return-Path", Value: "<bounce@example.org>" }],
      RawEmail: aMail(community, "By Postmark").toString(),
    };
    expect((await postJson(addressOfDoor(door), payload)).status).toBe(200);
    expect(await arrivedIn(community)).toMatchObject([
      { ingress: "postmark", envelopeFrom: "bounce@example.org" },
    ]);
    const withoutRaw = { ...payload, RawEmail: undefined };
    const answer = await postJson(addressOfDoor(door), withoutRaw);
    expect(answer.status).toBe(406);
    expect(await answer.text()).toContain("Include raw email");
    expect((await postJson(`${at}/ingress/${door.number}/not-the-secret-of-this-door`, payload)).status).toBe(
      401,
    );
  });

  test("names its own id of the letter; a complaint stops mail at once", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    await aSentLetter(community, ana, "250 OK: 883953f4-6105-42a2-a16a-77a8eac79483");
    const door = await aDoor("postmark");
    const event = {
      RecordType: "SpamComplaint",
      MessageID: "883953f4-6105-42a2-a16a-77a8eac79483",
      Type: "SpamComplaint",
      Email: ana.address,
    };
    const elsewhere = { ...event, MessageID: "00000000-6105-42a2-a16a-77a8eac79483" };
    expect((await postJson(addressOfDoor(door), elsewhere)).status).toBe(200);
    expect(await isSuppressed(community.id, ana.address)).toBe(false);
    expect((await postJson(addressOfDoor(door), event)).status).toBe(200);
    expect(await isSuppressed(community.id, ana.address)).toBe(true);
  });
});

describe("SendGrid", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const shown = publicKey.export({ format: "der", type: "spki" }).toString("base64");

  test("posts the raw message with its envelope", async () => {
    const community = await aCommunity();
    const door = await aDoor("sendgrid", { publicKey: null });
    const fields = {
      email: aMail(community, "By SendGrid").toString(),
      envelope: JSON.stringify({ to: [addressOf(community)], from: "ana@example.org" }),
    };
    expect((await postForm(addressOfDoor(door), fields)).status).toBe(200);
    expect(await arrivedIn(community)).toMatchObject([
      { ingress: "sendgrid", envelopeFrom: "ana@example.org" },
    ]);
  });

  test("signs its events; a changed body is not believed", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const { id, messageId } = await aSentLetter(community, ana);
    const door = await aDoor("sendgrid", { publicKey: shown });
    const body = JSON.stringify([
      {
        email: ana.address,
        event: "bounce",
        type: "bounce",
        status: "5.1.1",
        reason: "550 5.1.1 unknown",
        "smtp-id": messageId,
      },
      { email: ana.address, event: "open" },
    ]);
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const headers = {
      "x-twilio-email-event-webhook-timestamp": timestamp,
      "x-twilio-email-event-webhook-signature": sign(
        "sha256",
        Buffer.from(timestamp + body),
        privateKey,
      ).toString("base64"),
    };
    expect((await postJson(addressOfDoor(door), body.replace("5.1.1", "5.1.2"), headers)).status).toBe(401);
    expect((await postJson(addressOfDoor(door), body)).status).toBe(401);
    expect(await db().bounce.count({ where: { deliveryId: id } })).toBe(0);
    expect((await postJson(addressOfDoor(door), body, headers)).status).toBe(200);
    expect(await db().bounce.findMany({ where: { deliveryId: id } })).toMatchObject([
      { class: "permanent", reason: "unknown" },
    ]);
  });
});

describe("Amazon SES", () => {
  const topic = "arn:aws:sns:eu-west-1:123456789012:letters";

  function asSns(message: unknown, change: Record<string, string> = {}) {
    const told = {
      Type: "Notification",
      MessageId: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
      TopicArn: topic,
      Message: typeof message === "string" ? message : JSON.stringify(message),
      Timestamp: now().toISOString(),
      SignatureVersion: "2",
      SigningCertURL: "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
      ...change,
    };
    const names =
      told.Type === "Notification"
        ? ["Message", "MessageId", "Timestamp", "TopicArn", "Type"]
        : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
    const text = names.map((name) => `${name}\n${(told as Record<string, string>)[name] ?? ""}\n`).join("");
    return { ...told, Signature: sign("sha256", Buffer.from(text), certificate.key).toString("base64") };
  }

  test("brings mail, and asks once whether we want it", async () => {
    const community = await aCommunity();
    const door = await aDoor("ses", { topicArns: [topic] });
    const confirmation = asSns("You have chosen to subscribe", {
      Type: "SubscriptionConfirmation",
      Token: "2336412f37",
      SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37",
    });
    expect((await postJson(addressOfDoor(door), confirmation, { "content-type": "text/plain" })).status).toBe(
      200,
    );
    expect(asked.at(-1)).toContain("Action=ConfirmSubscription");

    const mail = {
      notificationType: "Received",
      mail: { source: "ana@example.org", destination: [addressOf(community)], messageId: "ses-1" },
      receipt: { recipients: [addressOf(community)], action: { type: "SNS", encoding: "BASE64" } },
      content: aMail(community, "By SES").toString("base64"),
    };
    expect((await postJson(addressOfDoor(door), asSns(mail))).status).toBe(200);
    expect(await arrivedIn(community)).toMatchObject([{ ingress: "ses", envelopeFrom: "ana@example.org" }]);
  });

  test("tells of bounces by its own id", async () => {
    const community = await aCommunity();
    const ana = await aMember(community);
    const { id } = await aSentLetter(community, ana, "250 Ok 0102018c-aaaa-bbbb-000000");
    const door = await aDoor("ses", { topicArns: [topic] });
    const bounce = {
      eventType: "Bounce",
      mail: {
        source: "x@roundletter.test",
        destination: [ana.address],
        messageId: "0102018c-aaaa-bbbb-000000",
      },
      bounce: {
        bounceType: "Permanent",
        bouncedRecipients: [
          { emailAddress: ana.address, status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 no such user" },
        ],
      },
    };
    expect((await postJson(addressOfDoor(door), asSns(bounce))).status).toBe(200);
    expect(await db().bounce.findMany({ where: { deliveryId: id } })).toMatchObject([{ class: "permanent" }]);
  });

  test("nobody else can speak in Amazon's name", async () => {
    const door = await aDoor("ses", { topicArns: [topic] });
    const before = asked.length;
    const elsewhere = [
      asSns({}, { SigningCertURL: "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem" }),
      asSns({}, { SigningCertURL: "http://sns.eu-west-1.amazonaws.com/x.pem" }),
      asSns({}, { SigningCertURL: "https://169.254.169.254/x.pem" }),
      asSns({}, { TopicArn: "arn:aws:sns:eu-west-1:999999999999:theirs" }),
    ];
    for (const told of elsewhere) expect((await postJson(addressOfDoor(door), told)).status).toBe(401);
    expect(asked.length).toBe(before);
    expect((await postJson(addressOfDoor(door), { ...asSns({}), Message: "{}x" })).status).toBe(401);
    expect(
      (await postJson(addressOfDoor(door), asSns({}, { Timestamp: "2020-01-01T00:00:00.000Z" }))).status,
    ).toBe(401);
  });
});

test("whoever guesses is slowed", async () => {
  const door = await aDoor("postmark");
  const statuses: number[] = [];
  for (let tries = 0; tries < 40; tries += 1) {
    statuses.push((await postJson(`${at}/ingress/${door.number}/guess-${tries}`, {})).status);
  }
  expect(statuses.at(-1)).toBe(429);
});
