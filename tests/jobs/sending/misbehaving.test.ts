import { afterEach, describe, expect, test } from "vitest";
import type { SendResult } from "#jobs/sending/outcome.ts";
import { makeTransport, type Outgoing, type Transport, type TransportOptions } from "#jobs/transport.ts";
import { testAuthority } from "./certificates.ts";
import { aRudeServer, type Rudeness, type RudeServer, type RudeStep, USUAL_OFFERS } from "./rude-server.ts";

const opened: { transports: Transport[]; servers: RudeServer[] } = { transports: [], servers: [] };

afterEach(async () => {
  for (const transport of opened.transports.splice(0)) transport.close();
  await Promise.all(opened.servers.splice(0).map((server) => server.close()));
});

const raw = Buffer.from("Subject: Hello\r\n\r\nA line.\r\n.A dot at the beginning.\r\n.\r\nThe end.\r\n");
const letterTo = (to: string, from = "circle+bounce@roundletter.test"): Outgoing => ({
  envelope: { from, to },
  raw,
  messageId: "<letter@roundletter.test>",
});

async function aServer(manners: Parameters<typeof aRudeServer>[0] = {}): Promise<RudeServer> {
  const server = await aRudeServer(manners);
  opened.servers.push(server);
  return server;
}

/** Patience of a moment: a server that says nothing is found out at once. */
const patience = { connect: 400, greeting: 400, command: 400, end: 400, letter: 2_000 };
const generous = { connect: 10_000, greeting: 10_000, command: 10_000, end: 10_000, letter: 15_000 };

function aWayOut(url: string, options: TransportOptions & { connections?: number } = {}): Transport {
  const transport = makeTransport(url, { patience, connections: 1, name: "letters.example.org", ...options });
  opened.transports.push(transport);
  return transport;
}

type Outcome = SendResult["outcome"];
const say = (words: string): Rudeness => ({ say: words });

/** What a letter comes to when a server does this at that step. One row, one proof. */
const steps: [RudeStep, Rudeness, Outcome, string?][] = [
  ["greeting", say("421 4.3.2 too busy"), "away"],
  ["greeting", say("554 5.3.2 no service here"), "away"],
  ["ehlo", say("421 4.3.2 closing"), "away"],
  ["ehlo", say("451 4.3.0 not now"), "accepted"],
  ["ehlo", say("502 5.5.1 what is EHLO?"), "accepted"],
  ["mail", say("451 4.3.0 not now"), "deferred"],
  ["mail", say("421 4.7.0 too many letters"), "away"],
  ["mail", say("530 5.7.0 not you"), "away"],
  ["mail", say("550 5.1.8 no such sender"), "away"],
  ["mail", say("552 5.3.4 too large"), "bounced", "5.3.4"],
  ["rcpt", say("450 4.2.1 greylisted"), "deferred"],
  ["rcpt", say("452 4.2.2 full"), "deferred"],
  ["rcpt", say("421 4.7.0 closing"), "away"],
  ["rcpt", say("550 5.1.1 no such mailbox"), "bounced", "5.1.1"],
  ["rcpt", say("550 no such mailbox"), "bounced"],
  ["rcpt", say("554 5.7.1 <ben@example.org>: Relay access denied"), "away"],
  ["data", say("451 4.3.0 not now"), "deferred"],
  ["data", say("421 4.3.2 closing"), "away"],
  ["data", say("554 5.7.1 no letters from you"), "bounced", "5.7.1"],
  ["data", say("503 5.5.1 out of order"), "away"],
  ["end", say("451 4.3.0 try again"), "deferred"],
  ["end", say("421 4.3.2 closing"), "away"],
  ["end", say("554 5.7.1 looks like spam"), "bounced", "5.7.1"],
  ["end", say("354 more?"), "uncertain"],
  ...(["greeting", "ehlo", "mail", "rcpt", "data"] as const).flatMap(
    (step): [RudeStep, Rudeness, Outcome][] => [
      [step, "silence", "away"],
      [step, "cut", "away"],
      // nodemailer takes what is no answer to EHLO for an old server's.
      ...(step === "ehlo" ? [] : [[step, "garbage", "away"] as [RudeStep, Rudeness, Outcome]]),
      [step, "endless line", "away"],
    ],
  ),
  ["greeting", "yes-and-cut", "away"],
  ["ehlo", "yes-and-cut", "away"],
  ["content", "cut", "uncertain"],
  ["end", "silence", "uncertain"],
  ["end", "cut", "uncertain"],
  ["end", "garbage", "uncertain"],
  ["end", "endless line", "uncertain"],
  ["end", "yes-and-cut", "accepted"],
  ...(["greeting", "ehlo", "mail", "rcpt", "data", "end"] as const).flatMap(
    (step): [RudeStep, Rudeness, Outcome][] => [
      [step, "byte by byte", "accepted"],
      [step, "bare LF", "accepted"],
      [step, "many lines", "accepted"],
    ],
  ),
];

const told = (how: Rudeness) => (typeof how === "object" ? `“${how.say}”` : how);
const cases = steps.map(([at, how, outcome, code]) => ({
  at,
  how,
  outcome,
  code,
  name: `${told(how)} at ${at}: ${outcome}`,
}));

describe.each(["own", "nodemailer"] as const)("by the %s client", (engine) => {
  const url = (server: RudeServer, query = "") =>
    `smtp://127.0.0.1:${String(server.port)}?engine=${engine}${query}`;

  test.each(cases)("$name", async ({ at, how, outcome, code }) => {
    const server = await aServer({ at, how });
    // Slow is not silent: where it must come to a good end, no clock of ours cuts it short.
    const patient = outcome === "accepted" ? { patience: generous } : {};
    const result = await aWayOut(url(server), patient).send(letterTo("ben@example.org"));
    expect(result).toMatchObject({ outcome, ...(code === undefined ? {} : { code }) });
    expect(server.taken).toHaveLength(outcome === "accepted" ? 1 : 0);
  });

  test.each(cases.filter(({ outcome }) => outcome !== "accepted"))(
    "after $name, once, letters go again",
    async ({ at, how }) => {
      const server = await aServer({ at, how, times: 1 });
      const out = aWayOut(url(server));
      await out.send(letterTo("ben@example.org"));
      expect(await out.send(letterTo("cleo@example.org"))).toMatchObject({ outcome: "accepted" });
      expect(server.taken.at(-1)).toMatchObject({ to: "cleo@example.org", raw });
    },
  );

  test.each([
    ["with PIPELINING", USUAL_OFFERS],
    ["without PIPELINING", ["SIZE"]],
    ["offering nothing", []],
  ])("%s, letters come over byte for byte", async (_, offers) => {
    const server = await aServer({ offers });
    const out = aWayOut(url(server));
    const addresses = Array.from({ length: 8 }, (__, at) => `p${String(at)}@example.org`);
    const results = await Promise.all(addresses.map((to) => out.send(letterTo(to))));
    expect(results.every(({ outcome }) => outcome === "accepted")).toBe(true);
    expect(server.taken.map(({ to }) => to)).toEqual(addresses);
    expect(server.taken.every((one) => one.raw.equals(raw))).toBe(true);
    expect(server.connections()).toBe(1);
  });

  test("a server that knows no EHLO is greeted by HELO", async () => {
    const server = await aServer({ knowsEhlo: false });
    expect(await aWayOut(url(server)).send(letterTo("ben@example.org"))).toMatchObject({
      outcome: "accepted",
    });
    expect(server.heard).toContain("HELO letters.example.org");
  });

  test("a letter that is too large is not sent at all", async () => {
    const server = await aServer({ offers: ["SIZE 20"] });
    expect(await aWayOut(url(server)).send(letterTo("ben@example.org"))).toMatchObject({
      outcome: "bounced",
      code: "5.3.4",
    });
    expect(server.heard).not.toContain("DATA");
  });

  test("an address that would break out of its line is refused here", async () => {
    const server = await aServer();
    const result = await aWayOut(url(server)).send(letterTo("ben@example.org>\r\nRCPT TO:<eve@example.org"));
    expect(result).toMatchObject({ outcome: "bounced" });
    expect(server.heard.join("\n")).not.toContain("eve@");
  });

  test("an address in other letters goes only where they are known", async () => {
    const knows = await aServer();
    expect(await aWayOut(url(knows)).send(letterTo("jörg@müller.example"))).toMatchObject({
      outcome: "accepted",
    });
    const knowsNot = await aServer({ offers: ["PIPELINING"] });
    if (engine === "own") {
      expect(await aWayOut(url(knowsNot)).send(letterTo("jörg@example.org"))).toMatchObject({
        outcome: "bounced",
        code: "5.6.7",
      });
    }
    expect(await aWayOut(url(knowsNot)).send(letterTo("joerg@müller.example"))).toMatchObject({
      outcome: "accepted",
    });
    if (engine === "own") expect(knowsNot.taken[0]?.to).toBe("joerg@xn--mller-kva.example");
  });

  describe("with TLS", () => {
    const offers = [...USUAL_OFFERS, "STARTTLS"];
    const local = (server: RudeServer, query = "", scheme = "smtp") =>
      `${scheme}://localhost:${String(server.port)}?engine=${engine}${query}`;
    const send = (address: string, options: TransportOptions = {}) =>
      aWayOut(address, options).send(letterTo("ben@example.org"));

    test("a good certificate is enough where it is required", async () => {
      const server = await aServer({ offers });
      expect(await send(local(server, "&tls=required"), { ca: testAuthority })).toMatchObject({
        outcome: "accepted",
      });
      expect(server.heard.filter((line) => line.startsWith("EHLO"))).toHaveLength(2);
      const fromTheStart = await aServer({ implicitTls: true });
      expect(await send(local(fromTheStart, "", "smtps"), { ca: testAuthority })).toMatchObject({
        outcome: "accepted",
      });
    });

    test("a wrong certificate is enough only where TLS is opportunistic", async () => {
      const server = await aServer({ offers });
      expect(await send(local(server, "&tls=required"))).toMatchObject({ outcome: "away" });
      expect(await send(local(server, "&tls=opportunistic"))).toMatchObject({ outcome: "accepted" });
      const fromTheStart = await aServer({ implicitTls: true });
      expect(await send(local(fromTheStart, "", "smtps"))).toMatchObject({ outcome: "away" });
      expect(server.taken).toHaveLength(1);
    });

    test("a server without STARTTLS gets nothing where it is required", async () => {
      const server = await aServer();
      expect(await send(local(server, "&tls=required"), { ca: testAuthority })).toMatchObject({
        outcome: "away",
      });
      expect(await send(local(server, "&tls=opportunistic"))).toMatchObject({ outcome: "accepted" });
      expect(await send(local(server, "&tls=off"))).toMatchObject({ outcome: "accepted" });
    });

    test.each([
      [say("454 4.7.0 not now"), "required", "away"],
      [say("454 4.7.0 not now"), "opportunistic", "accepted"],
      ["cut", "required", "away"],
      ["cut", "opportunistic", "away"],
      ["silence", "opportunistic", "away"],
      ["garbage", "required", "away"],
      ["yes-and-cut", "required", "away"],
    ] as const)("%o at starttls, %s: %s", async (how, tls, outcome) => {
      const server = await aServer({ offers, at: "starttls", how });
      expect(await send(local(server, `&tls=${tls}`), { ca: testAuthority })).toMatchObject({ outcome });
    });
  });

  describe("signing in", () => {
    const through = (server: RudeServer, auth: string, secret = "s3cret") =>
      aWayOut(`smtp://ana:${secret}@127.0.0.1:${String(server.port)}?engine=${engine}&tls=off${auth}`).send(
        letterTo("ben@example.org"),
      );
    const base64 = (text: string) => Buffer.from(text).toString("base64");

    test("by PLAIN, by LOGIN, and by a token", async () => {
      const plain = await aServer({
        offers: ["AUTH LOGIN PLAIN"],
        letsIn: (line) => line === `AUTH PLAIN ${base64("\0ana\0s3cret")}`,
      });
      expect(await through(plain, "&auth=plain")).toMatchObject({ outcome: "accepted" });
      const login = await aServer({ offers: ["AUTH=LOGIN"], letsIn: (said) => said === "ana s3cret" });
      expect(await through(login, "")).toMatchObject({ outcome: "accepted" });
      const token = await aServer({
        offers: ["AUTH XOAUTH2"],
        letsIn: (line) => line === `AUTH XOAUTH2 ${base64("user=ana\x01auth=Bearer s3cret\x01\x01")}`,
      });
      expect(await through(token, "&auth=xoauth2")).toMatchObject({ outcome: "accepted" });
    });

    test.each([
      [say("535 5.7.8 wrong"), "away"],
      [say("454 4.7.0 later"), "away"],
      ["cut", "away"],
      ["silence", "away"],
      ["garbage", "away"],
      ["yes-and-cut", "away"],
      ["many lines", "accepted"],
    ] as const)("%o: %s", async (how, outcome) => {
      const server = await aServer({ offers: ["AUTH PLAIN"], at: "auth", how });
      expect(await through(server, "")).toMatchObject({ outcome });
    });

    test("a wrong password or token is about no letter, and is not told to anybody", async () => {
      const server = await aServer({ offers: ["AUTH PLAIN XOAUTH2"], letsIn: () => false });
      for (const auth of ["&auth=plain", "&auth=xoauth2"]) {
        const result = await through(server, auth);
        expect(result).toMatchObject({ outcome: "away" });
        expect(result.response).not.toContain("s3cret");
      }
    });
  });
});

describe("our own client", () => {
  const url = (server: RudeServer, query = "") => `smtp://127.0.0.1:${String(server.port)}?${query}`;

  test("writes an envelope in one breath, and the next one behind the end of a letter", async () => {
    const server = await aServer();
    const out = aWayOut(url(server));
    const addresses = ["a", "b", "c"].map((name) => `${name}@example.org`);
    await Promise.all(addresses.map((to) => out.send(letterTo(to))));
    expect(server.heard.slice(1)).toEqual(
      addresses.flatMap((to) => [
        `MAIL FROM:<circle+bounce@roundletter.test> SIZE=${String(raw.length)}`,
        `RCPT TO:<${to}>`,
        "DATA",
      ]),
    );
  });

  test("gives no content to a server that asks for it although it refused the recipient", async () => {
    const server = await aServer({ at: "rcpt", how: say("550 5.1.1 unknown"), times: 1, asksAnyway: true });
    const out = aWayOut(url(server));
    expect(await out.send(letterTo("gone@example.org"))).toMatchObject({ outcome: "bounced", code: "5.1.1" });
    expect(await out.send(letterTo("ben@example.org"))).toMatchObject({ outcome: "accepted" });
    expect(server.taken.map(({ to }) => to)).toEqual(["ben@example.org"]);
  });

  test("hangs up on what is no mail server", async () => {
    const server = await aServer({ at: "ehlo", how: "garbage" });
    expect(await aWayOut(url(server)).send(letterTo("ben@example.org"))).toMatchObject({ outcome: "away" });
  });

  test("hangs up on a server that says yes to DATA and does not wait for the letter", async () => {
    const server = await aServer({ at: "data", how: say("250 fine, but where is it?") });
    expect(await aWayOut(url(server)).send(letterTo("ben@example.org"))).toMatchObject({ outcome: "away" });
  });

  test("forgets a refused letter before the next one", async () => {
    const server = await aServer({
      at: "rcpt",
      how: say("550 5.1.1 unknown"),
      times: 1,
      offers: ["PIPELINING"],
    });
    const out = aWayOut(url(server));
    const [first, second] = await Promise.all([
      out.send(letterTo("gone@example.org")),
      out.send(letterTo("ben@example.org")),
    ]);
    expect([first.outcome, second.outcome]).toEqual(["bounced", "accepted"]);
    expect(server.taken.map(({ to }) => to)).toContain("ben@example.org");
  });

  test("takes another connection when the server has had enough of one", async () => {
    const server = await aServer({ at: "mail", how: say("421 4.7.0 enough"), times: 1 });
    expect(await aWayOut(url(server)).send(letterTo("ben@example.org"))).toMatchObject({
      outcome: "accepted",
    });
    expect(server.connections()).toBe(2);
  });

  test("makes a new connection after as many letters as one may carry", async () => {
    const server = await aServer();
    const out = aWayOut(url(server), { lettersEach: 3 });
    await Promise.all(Array.from({ length: 7 }, (_, at) => out.send(letterTo(`p${String(at)}@example.org`))));
    expect(server.taken).toHaveLength(7);
    expect(server.connections()).toBe(3);
    expect(server.heard.filter((line) => line === "QUIT").length).toBeGreaterThan(0);
  });

  test("says 8BITMIME and SMTPUTF8 only where they are needed and offered", async () => {
    const server = await aServer();
    const out = aWayOut(url(server));
    await out.send({ ...letterTo("jörg@example.org"), raw: Buffer.from("Subject: ä\r\n\r\nö\r\n") });
    await out.send(letterTo("ben@example.org"));
    const mails = server.heard.filter((line) => line.startsWith("MAIL"));
    expect(mails[0]).toMatch(/ BODY=8BITMIME SMTPUTF8$/);
    expect(mails[1]).not.toMatch(/8BITMIME|SMTPUTF8/);
  });

  test("signs in by OAUTHBEARER, with a token for which the password is exchanged", async () => {
    const server = await aServer({
      offers: ["AUTH OAUTHBEARER"],
      letsIn: (line) =>
        Buffer.from(line.split(" ")[2] ?? "", "base64")
          .toString()
          .includes("auth=Bearer fresh\x01"),
    });
    const { createServer } = await import("node:http");
    const asked: string[] = [];
    const tokens = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => asked.push(chunk.toString()));
      request.on("end", () => response.end(JSON.stringify({ access_token: "fresh", expires_in: 3600 })));
    });
    await new Promise<void>((resolve) => tokens.listen(0, "127.0.0.1", resolve));
    const address = tokens.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const out = aWayOut(
      `smtp://ana:refresh@127.0.0.1:${String(server.port)}?auth=oauthbearer&tls=off&clientId=us&clientSecret=key&tokenUrl=http://127.0.0.1:${String(port)}/token`,
    );
    expect(await out.send(letterTo("ben@example.org"))).toMatchObject({ outcome: "accepted" });
    expect(Object.fromEntries(new URLSearchParams(asked.join("")))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh",
      client_id: "us",
      client_secret: "key",
    });
    await new Promise((resolve) => tokens.close(resolve));
  });

  test("gives no password over a connection that anybody can read", async () => {
    const server = await aServer({ offers: ["AUTH PLAIN"] });
    const out = aWayOut(`smtp://ana:s3cret@localhost.localdomain:${String(server.port)}?tls=opportunistic`);
    expect(await out.send(letterTo("ben@example.org"))).toMatchObject({ outcome: "away" });
    expect(server.heard.join("\n")).not.toContain("AUTH");
  });

  test("hears what was smuggled in behind STARTTLS, and hangs up", async () => {
    const server = await aServer({
      offers: ["STARTTLS"],
      at: "starttls",
      how: say("220 go on\r\n250 injected"),
    });
    const out = aWayOut(`smtp://localhost:${String(server.port)}?tls=required`, { ca: testAuthority });
    expect(await out.send(letterTo("ben@example.org"))).toMatchObject({ outcome: "away" });
  });

  test("lets another connection have the letter that waits behind a slow answer", async () => {
    const server = await aServer({ at: "end", how: "silence", times: 1 });
    const out = aWayOut(url(server), {
      connections: 2,
      patience: { ...patience, end: 5_000, letter: 6_000 },
    });
    const done = new Set<string>();
    const addresses = Array.from({ length: 6 }, (_, at) => `p${String(at)}@example.org`);
    for (const to of addresses) void out.send(letterTo(to)).then(() => done.add(to));
    await expect.poll(() => done.size, { timeout: 3_000 }).toBe(5);
  });
});
