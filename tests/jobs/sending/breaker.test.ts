import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "#app/lib/clock.ts";
import { Breaker } from "#jobs/sending/breaker.ts";
import { asWay, passableWay } from "#jobs/sending/way-out.ts";
import type { SendResult, Transport } from "#jobs/transport.ts";

const noon = new Date("2026-11-24T12:00:00Z");
const seconds = (count: number) => setClock(new Date(noon.getTime() + count * 1_000));
const away: SendResult = { outcome: "away", response: "" };
const taken: SendResult = { outcome: "accepted", response: "" };

beforeEach(() => seconds(0));
afterEach(() => setClock(null));

function anOpenOne(): Breaker {
  const breaker = new Breaker();
  for (let time = 0; time < 3; time += 1) breaker.note(away);
  return breaker;
}

describe("a server that is away", () => {
  test("is left alone after three letters in a row, not after one now and then", () => {
    const breaker = new Breaker();
    for (const result of [away, away, taken, away, away]) breaker.note(result);
    expect(breaker.state).toBe("closed");
    expect(breaker.note(away)).toBe(true);
    expect(breaker.state).toBe("open");
  });

  test("gets one letter as a trial after half a minute, and all when it takes it", () => {
    const breaker = anOpenOne();
    seconds(29);
    expect(breaker.state).toBe("open");
    seconds(30);
    expect(breaker.state).toBe("trial");
    breaker.note({ outcome: "deferred", response: "451 later" });
    expect(breaker.state).toBe("closed");
  });

  test("is left alone twice as long after each trial that fails, ten minutes at most", () => {
    const breaker = anOpenOne();
    seconds(30);
    expect(breaker.note(away)).toBe(true);
    seconds(89);
    expect(breaker.state).toBe("open");
    seconds(90);
    expect(breaker.state).toBe("trial");
    for (let at = 90; at < 8_000; at += 600) {
      seconds(at);
      breaker.note(away);
    }
    seconds(90 + 13 * 600 + 600);
    expect(breaker.state).toBe("trial");
  });

  test("has no letters of the window before it counted twice", () => {
    const breaker = anOpenOne();
    expect(breaker.note(away)).toBe(false);
    seconds(30);
    expect(breaker.state).toBe("trial");
  });
});

test("the next way out stands in, until the main one may be tried again", () => {
  const transport = { connections: 1 } as Transport;
  const [main, other] = [asWay(transport, { name: "main" }), asWay(transport, { name: "other" })];
  const ways = [main, other];
  expect(passableWay(ways)).toBe(main);
  for (let time = 0; time < 3; time += 1) main.breaker.note(away);
  expect(passableWay(ways)).toBe(other);
  for (let time = 0; time < 3; time += 1) other.breaker.note(away);
  expect(passableWay(ways)).toBeNull();
  seconds(30);
  expect(passableWay(ways)).toBe(main);
});
