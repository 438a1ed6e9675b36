import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { makeTransport, type Outgoing, type Transport } from "#jobs/transport.ts";

interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | "cut" | "silence";

let server: Server | null = null;
let transport: Transport | null = null;
const asked: Asked[] = [];

afterEach(async () => {
  transport?.close();
  asked.length = 0;
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

/** A provider on loopback that answers as the real ones document it. */
async function aProvider(answer: Answer): Promise<string> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("latin1"),
      });
      reply(request, response, answer);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function reply(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (answer === "cut") request.socket.destroy();
  else if (answer !== "silence")
    response
      .writeHead(answer.status, { "content-type": "application/json", ...answer.headers })
      .end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
}

const addresses = {
  ses: (endpoint: string) => `ses://AKID:S%2Fcret@eu-west-1?endpoint=${endpoint}`,
  postmark: (endpoint: string) => `postmark://server-token@api?stream=broadcast&endpoint=${endpoint}`,
  mailgun: (endpoint: string) => `mailgun://key-1@mg.example.org?endpoint=${endpoint}`,
};
type ProviderName = keyof typeof addresses;

const raw = Buffer.from(
  [
    "From: Kiln Circle <kiln-circle@roundletter.test>",
    "To: Ben <ben@example.org>",
    "Reply-To: kiln-circle+abc@roundletter.test",
    "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
    "Message-ID: <rl.1@roundletter.test>",
    "List-Unsubscribe: <https://roundletter.test/u/1>,",
    " <mailto:kiln-circle+u@roundletter.test>",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Hello",
    "--b",
    "Content-Type: text/html; charset=utf-8",
    "",
    "<p>Hello</p>",
    "--b",
    "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
    "",
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "--b--",
    "",
  ].join("\r\n"),
);
const letter: Outgoing = {
  envelope: { from: "kiln-circle+bounce@roundletter.test", to: "ben@example.org" },
  raw,
  signature: Buffer.from("DKIM-Signature: v=1\r\n"),
  messageId: "<rl.1@roundletter.test>",
};

async function sendBy(name: ProviderName, answer: Answer) {
  transport = makeTransport(addresses[name](await aProvider(answer)), { patience: { end: 300 } });
  return transport.send(letter);
}

test("Amazon SES gets the letter as it is, signed by the account", async () => {
  expect(await sendBy("ses", { status: 200, body: { MessageId: "0102-x" } })).toEqual({
    outcome: "accepted",
    response: "200 0102-x",
  });
  const [one] = asked;
  expect(one).toMatchObject({ method: "POST", path: "/v2/email/outbound-emails" });
  expect(one?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/ses\/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$/,
  );
  const body = JSON.parse(one?.body ?? "") as {
    Content: { Raw: { Data: string } };
    Destination: object;
    FeedbackForwardingEmailAddress: string;
  };
  expect(body.Destination).toEqual({ ToAddresses: ["ben@example.org"] });
  expect(body.FeedbackForwardingEmailAddress).toBe(letter.envelope.from);
  expect(Buffer.from(body.Content.Raw.Data, "base64").toString()).toBe(
    `DKIM-Signature: v=1\r\n${raw.toString()}`,
  );
});

test("Mailgun gets the letter as it is, beside its recipient", async () => {
  expect(
    await sendBy("mailgun", {
      status: 200,
      body: { id: "<1@mg.example.org>", message: "Queued. Thank you." },
    }),
  ).toEqual({ outcome: "accepted", response: "200 <1@mg.example.org>" });
  const [one] = asked;
  expect(one?.path).toBe("/v3/mg.example.org/messages.mime");
  expect(one?.headers.authorization).toBe(`Basic ${Buffer.from("api:key-1").toString("base64")}`);
  const form = await new Response(Buffer.from(one?.body ?? "", "latin1"), {
    headers: { "content-type": one?.headers["content-type"] ?? "" },
  }).formData();
  expect(form.get("to")).toBe("ben@example.org");
  const message = form.get("message");
  expect(message instanceof File ? await message.text() : "").toBe(
    `DKIM-Signature: v=1\r\n${raw.toString()}`,
  );
});

test("Postmark gets the letter's fields, and they say the same", async () => {
  expect(
    await sendBy("postmark", { status: 200, body: { ErrorCode: 0, MessageID: "b7bc2f4a", Message: "OK" } }),
  ).toEqual({ outcome: "accepted", response: "200 b7bc2f4a" });
  const [one] = asked;
  expect(one).toMatchObject({ path: "/email" });
  expect(one?.headers["x-postmark-server-token"]).toBe("server-token");
  const body = JSON.parse(Buffer.from(one?.body ?? "", "latin1").toString("utf8")) as Record<string, unknown>;
  expect(body).toMatchObject({
    From: '"Kiln Circle" <kiln-circle@roundletter.test>',
    To: "ben@example.org",
    ReplyTo: "kiln-circle+abc@roundletter.test",
    Subject: "Grüße",
    HtmlBody: "<p>Hello</p>",
    MessageStream: "broadcast",
    TrackOpens: false,
    TrackLinks: "None",
  });
  expect(body["TextBody"]).toContain("Hello");
  expect(body["Headers"]).toEqual(
    expect.arrayContaining([
      { Name: "Message-ID", Value: "<rl.1@roundletter.test>" },
      { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
      {
        Name: "List-Unsubscribe",
        Value: "<https://roundletter.test/u/1>, <mailto:kiln-circle+u@roundletter.test>",
      },
      { Name: "X-PM-KeepID", Value: "true" },
    ]),
  );
  expect(body["Attachments"]).toEqual([expect.objectContaining({ ContentType: "text/calendar" })]);
});

const amazon = (name: string, status = 400): Answer => ({
  status,
  headers: { "x-amzn-errortype": name },
  body: { message: "no" },
});
const postmark = (ErrorCode: number): Answer => ({ status: 422, body: { ErrorCode, Message: "no" } });

const outcomes: [ProviderName, string, Answer, string][] = [
  ["ses", "a rejected message", amazon("MessageRejected"), "bounced"],
  ["ses", "a bad request", amazon("BadRequestException:http://internal.amazon.com/"), "bounced"],
  ["ses", "a domain that is not set up", amazon("MailFromDomainNotVerifiedException"), "away"],
  ["ses", "a paused account", amazon("SendingPausedException"), "away"],
  ["ses", "a full quota", amazon("LimitExceededException"), "away"],
  ["ses", "too many requests", amazon("TooManyRequestsException", 429), "away"],
  ["postmark", "an inactive recipient", postmark(406), "bounced"],
  ["postmark", "an invalid request", postmark(300), "bounced"],
  ["postmark", "a sender that is not confirmed", postmark(400), "away"],
  ["postmark", "no credit left", postmark(405), "away"],
  ["postmark", "a letter that is too large", { status: 413, body: "" }, "bounced"],
  ["mailgun", "an address that is none", { status: 400, body: { message: "'to' is not valid" } }, "bounced"],
  ["mailgun", "a letter that is too large", { status: 413, body: {} }, "bounced"],
  ["mailgun", "no money", { status: 402, body: {} }, "away"],
  ...(Object.keys(addresses) as ProviderName[]).flatMap((name): [ProviderName, string, Answer, string][] => [
    [name, "a wrong key", { status: 401, body: { message: "no" } }, "away"],
    [name, "a forbidden key", { status: 403, body: "Forbidden" }, "away"],
    [name, "too many requests", { status: 429, body: "" }, "away"],
    [name, "a server in trouble", { status: 500, body: "<html>" }, "away"],
    [name, "a gateway in trouble", { status: 503, body: "" }, "away"],
    [name, "a connection that is cut", "cut", "uncertain"],
    [name, "silence", "silence", "uncertain"],
  ]),
];

describe.each(outcomes)("%s with %s", (name, _, answer, outcome) => {
  test(`leaves the letter ${outcome}`, async () => {
    const result = await sendBy(name, answer);
    expect(result.outcome).toBe(outcome);
    expect(result.response).not.toMatch(/S\/cret|server-token|key-1/);
  });
});

test.each(Object.keys(addresses) as ProviderName[])("%s that is not there is away", async (name) => {
  const endpoint = await aProvider("silence");
  await new Promise((resolve) => server?.close(resolve));
  transport = makeTransport(addresses[name](endpoint));
  expect(await transport.send(letter)).toMatchObject({ outcome: "away" });
});

test("a provider has no more letters under way than it has connections, and what waits is handed back at a stop", async () => {
  const endpoint = await aProvider("silence");
  const out = makeTransport(addresses.mailgun(endpoint), { connections: 2 });
  transport = out;
  const letters = Array.from({ length: 4 }, () => out.send(letter));
  await expect.poll(() => asked.length).toBe(2);
  out.close();
  expect((await Promise.all(letters)).map(({ outcome }) => outcome)).toEqual([
    "uncertain",
    "uncertain",
    "unsent",
    "unsent",
  ]);
});
