import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { makeTransport, type Outgoing, type Transport } from "#jobs/transport.ts";
import { aMailServer, type TestMailServer } from "./mail-server.ts";

let server: TestMailServer | null = null;
let transport: Transport | null = null;

afterEach(async () => {
  transport?.close();
  await server?.close();
});

async function aWayOut(options: { delay?: number; connections?: number } = {}) {
  server = await aMailServer(options);
  transport = makeTransport(server.url, options);
  return { server, transport };
}

const raw = Buffer.from("Subject: Hello\r\n\r\nA line.\r\n.A dot at the beginning.\r\n.\r\nThe end.\r\n");
const to = (address: string, from = "circle+bounce@roundletter.test"): Outgoing => ({
  envelope: { from, to: address },
  raw,
  messageId: "<letter@roundletter.test>",
});

describe("the way out", () => {
  test("brings a letter over byte for byte, dots and all", async () => {
    const { server: to1, transport: out } = await aWayOut();
    expect(await out.send(to("ana@example.org"))).toMatchObject({
      outcome: "accepted",
      response: expect.stringContaining("kept") as string,
    });
    expect(to1.taken).toEqual([{ from: "circle+bounce@roundletter.test", to: "ana@example.org", raw }]);
  });

  test("sends notices with an empty return path", async () => {
    const { server: there, transport: out } = await aWayOut();
    await out.send(to("ana@example.org", ""));
    expect(there.taken[0]?.from).toBe("");
  });

  test.each([
    ["later-ben@example.org", { outcome: "deferred" }],
    ["full-ben@example.org", { outcome: "deferred" }],
    ["busy-ben@example.org", { outcome: "deferred" }],
    ["gone-ben@example.org", { outcome: "bounced", code: "5.1.1" }],
    ["spam-ben@example.org", { outcome: "bounced", code: "5.7.1" }],
    ["cut-data-ben@example.org", { outcome: "uncertain" }],
    ["cut-rcpt-ben@example.org", { outcome: "away" }],
  ])("says what became of a letter to %s", async (address, outcome) => {
    const { transport: out } = await aWayOut();
    expect(await out.send(to(address))).toMatchObject(outcome);
    expect(await out.send(to("ana@example.org"))).toMatchObject({ outcome: "accepted" });
  });

  test("that refuses our sender is no matter of the recipient", async () => {
    const { transport: out } = await aWayOut();
    expect(await out.send(to("ana@example.org", "nobody@roundletter.test"))).toMatchObject({
      outcome: "away",
    });
  });

  test("where nobody listens is away", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    transport = makeTransport(`smtp://127.0.0.1:${String(port)}`);
    expect(await transport.send(to("ana@example.org"))).toMatchObject({ outcome: "away" });
  });

  test("has no more under way than it has connections", async () => {
    const { server: there, transport: out } = await aWayOut({ delay: 20, connections: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, at) => out.send(to(`p${String(at)}@example.org`))));
    expect(there.taken).toHaveLength(12);
    expect(there.mostAtOnce()).toBe(3);
  });

  test("that is closed hands back what had not begun, and does not know about the rest", async () => {
    const { transport: out, server: there } = await aWayOut({ connections: 1 });
    const letters = ["wait-a@example.org", "b@example.org"].map((address) => out.send(to(address)));
    await expect.poll(() => there.waiting()).toBe(1);
    out.close();
    expect((await Promise.all(letters)).map(({ outcome }) => outcome)).toEqual(["uncertain", "unsent"]);
  });
});
