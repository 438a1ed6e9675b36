import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import type { WayLimits } from "#app/lib/ways-out.ts";
import { warmupLimit } from "#app/models/delivery/allowance.ts";
import { Round } from "#jobs/sending/round.ts";
import { asWay, type OpenWay } from "#jobs/sending/way-out.ts";
import type { Outgoing, SendResult, Transport } from "#jobs/transport.ts";
import { aPileOfLetters, composePlainly } from "#tests/support/plain-letters.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const later = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const HOUR = 3_600_000;

beforeEach(async () => {
  setClock(noon);
  await db().delivery.deleteMany();
  await db().sendingCount.deleteMany();
  await db().sendingPace.deleteMany();
});

afterEach(() => setClock(null));

const addresses = (count: number, domain = "example.org", name = "p") =>
  Array.from({ length: count }, (_, at) => `${name}${String(at)}@${domain}`);

/** A server in memory that says what it is told to: what is tested here is who gets to it, and when. */
function aServer({ answer = () => taken }: { answer?: (letter: Outgoing) => SendResult } = {}) {
  const got: string[] = [];
  const under = { now: new Map<string, number>(), most: new Map<string, number>() };
  const transport: Transport = {
    connections: 4,
    async send(letter) {
      const { to } = letter.envelope;
      const domain = to.split("@")[1] ?? "";
      const here = (under.now.get(domain) ?? 0) + 1;
      under.now.set(domain, here);
      under.most.set(domain, Math.max(here, under.most.get(domain) ?? 0));
      await new Promise((resolve) => setTimeout(resolve, 1));
      under.now.set(domain, (under.now.get(domain) ?? 1) - 1);
      got.push(to);
      return answer(letter);
    },
    close: () => undefined,
  };
  return { transport, got, mostTo: (domain: string) => under.most.get(domain) ?? 0 };
}

const taken: SendResult = { outcome: "accepted", response: "250 ok" };
let worker = 0;

function send(way: OpenWay, mustEnd: () => boolean = () => false) {
  return new Round(way, {
    worker: `w${String((worker += 1))}`,
    compose: composePlainly,
    sign: () => null,
    mustEnd,
  }).run();
}

function aLimitedWay(limits: Partial<WayLimits>, server = aServer()) {
  return { way: asWay(server.transport, limits), ...server };
}

const waiting = () => db().delivery.count({ where: { status: "prepared", attempts: 0 } });

describe("what a limit holds back stays where it is, untouched", () => {
  test("so many an hour, whoever sends them", async () => {
    await aPileOfLetters(addresses(50));
    const { way, got } = aLimitedWay({ perHour: 20 });
    expect(await send(way)).toEqual({ why: "empty" });
    // One in twenty is kept for sign-ins and receipts.
    expect(got).toHaveLength(19);
    expect(await waiting()).toBe(31);

    // After a restart, and for another worker, it is the same hour.
    const again = aLimitedWay({ perHour: 20 });
    await send(again.way);
    expect(again.got).toEqual([]);

    setClock(later(HOUR + 60_000));
    await send(again.way);
    expect(again.got).toHaveLength(19);
  });

  test("so many a day, and sign-ins go although digests have used it up", async () => {
    await aPileOfLetters(addresses(120));
    const { way, got } = aLimitedWay({ perDay: 100 });
    await send(way);
    expect(got).toHaveLength(95);

    setClock(later(2 * HOUR));
    await aPileOfLetters(addresses(7, "example.org", "sign-in"), { urgency: 0 });
    await send(way);
    expect(got.slice(95)).toHaveLength(5);
    expect(got.slice(95).every((to) => to.startsWith("sign-in"))).toBe(true);
    setClock(later(25 * HOUR));
    await send(way);
    expect(got.slice(100).filter((to) => to.startsWith("sign-in"))).toHaveLength(2);
    expect(got.slice(100)).toHaveLength(27);
  });

  test("a way that has room takes sign-ins first", async () => {
    await aPileOfLetters(addresses(30));
    await aPileOfLetters(addresses(3, "example.org", "sign-in"), { urgency: 0 });
    const { way, got } = aLimitedWay({ perHour: 10 });
    await send(way);
    expect(got.slice(0, 3).sort()).toEqual(addresses(3, "example.org", "sign-in"));
    expect(got).toHaveLength(9);
  });

  test("so many a second: a second's worth at once, then as they come free", async () => {
    await aPileOfLetters(addresses(40));
    const { way, got } = aLimitedWay({ perSecond: 8 });
    const first = await send(way);
    expect(got).toHaveLength(8);
    expect(first).toEqual({ why: "held", paceMs: 250 });

    setClock(later(500));
    await send(way);
    expect(got).toHaveLength(12);
    setClock(later(10_000));
    await send(way);
    expect(got).toHaveLength(20);
  });

  test("so many to a domain in a minute, while others go", async () => {
    await aPileOfLetters([...addresses(30, "big.example"), ...addresses(5, "small.example")]);
    const { way, got } = aLimitedWay({ perDomainPerMinute: 10 });
    await send(way);
    expect(got.filter((to) => to.endsWith("big.example"))).toHaveLength(10);
    expect(got.filter((to) => to.endsWith("small.example"))).toHaveLength(5);
    expect(await waiting()).toBe(20);
    setClock(later(60_000));
    await send(way);
    expect(got.filter((to) => to.endsWith("big.example"))).toHaveLength(20);
  });

  test("so many to a domain side by side, and all arrive", async () => {
    await aPileOfLetters([...addresses(25, "big.example"), ...addresses(10, "small.example")]);
    const { way, got, mostTo } = aLimitedWay({ perDomainConnections: 2 });
    await send(way);
    expect(got).toHaveLength(35);
    expect(mostTo("big.example")).toBe(2);
    expect(mostTo("small.example")).toBe(2);
  });

  test("a new sender grows day by day", async () => {
    await aPileOfLetters(addresses(300));
    const { way, got } = aLimitedWay({ warmup: "2026-11-24" });
    await send(way);
    expect(got).toHaveLength(47);
    setClock(later(24 * HOUR));
    await send(way);
    expect(got).toHaveLength(47 + 95);
    expect(warmupLimit("2026-11-24", new Date("2026-11-25T00:00:00Z"))).toBe(100);
    expect(warmupLimit("2026-01-01", noon)).toBeNull();
  });

  test("what was taken and not sent after all does not count", async () => {
    await aPileOfLetters(addresses(40));
    const away = aServer({ answer: () => ({ outcome: "away", response: "gone" }) });
    await send(aLimitedWay({ perHour: 40 }, away).way);
    expect(away.got.length).toBeLessThan(16);
    setClock(later(10_000));
    const { way, got } = aLimitedWay({ perHour: 40 });
    await send(way);
    expect(got).toHaveLength(38 - away.got.length);
  });
});

test("a sign-in that is asked for while a digest goes out does not wait behind what was taken already", async () => {
  await aPileOfLetters(addresses(60));
  const server = aServer();
  let isAsked = false;
  const transport: Transport = {
    ...server.transport,
    async send(letter) {
      if (!isAsked) {
        isAsked = true;
        await aPileOfLetters(["sign-in@example.org"], { urgency: 0 });
        round.hint();
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
      return server.transport.send(letter);
    },
  };
  const round = new Round(asWay(transport), {
    worker: "hinted",
    compose: composePlainly,
    sign: () => null,
    mustEnd: () => false,
  });
  await round.run();
  expect(server.got).toHaveLength(61);
  expect(server.got.indexOf("sign-in@example.org")).toBeLessThan(50);
});

describe("the window", () => {
  test("holds no more than twice the connections, and nothing when all is done", async () => {
    await aPileOfLetters(addresses(60));
    const seen: number[] = [];
    const server = aServer();
    const transport: Transport = {
      ...server.transport,
      async send(letter) {
        const [row] = await db().sendingWindow.findMany();
        seen.push(row?.letters.length ?? 0);
        return server.transport.send(letter);
      },
    };
    await send(asWay(transport));
    expect(server.got).toHaveLength(60);
    expect(Math.max(...seen)).toBeLessThanOrEqual(8);
    expect(Math.min(...seen)).toBeGreaterThan(0);
    expect(await db().sendingWindow.count()).toBe(0);
  });

  test("lets nothing begin that was stopped after it was taken", async () => {
    await aPileOfLetters(addresses(30));
    const server = aServer();
    let stopped: Promise<unknown> | null = null;
    const transport: Transport = {
      ...server.transport,
      async send(letter) {
        await (stopped ??= db().$executeRaw`UPDATE delivery SET not_after = ${noon} WHERE status = 'leased'
            AND NOT EXISTS (SELECT 1 FROM sending_window WHERE delivery.id = ANY(letters))`.then());
        return server.transport.send(letter);
      },
    };
    await send(asWay(transport));
    expect(server.got).toHaveLength(8);
    expect(await db().delivery.count({ where: { status: "cancelled" } })).toBe(22);
  });
});
