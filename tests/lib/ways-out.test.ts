import { describe, expect, test } from "vitest";
import { parseConfig } from "#app/lib/config.ts";
import { parseWaysOut } from "#app/lib/ways-out.ts";

const theWay = (text: string) => {
  const { ways, mistakes } = parseWaysOut(text);
  expect(mistakes).toEqual([]);
  return ways[0];
};

describe("SMTP_URL", () => {
  test("may name several ways out, the main one first", () => {
    const { ways, mistakes } = parseWaysOut(`
      smtp://ana:s%40crt@mail.example.org?perSecond=14&perDay=50000&connections=4
      ses://AKID:KEY@eu-west-1
      postmark://0a1b-Token?stream=broadcast
      mailgun://key-1@mg.example.org?region=eu`);
    expect(mistakes).toEqual([]);
    expect(ways.map(({ name }) => name)).toEqual([
      "mail.example.org:587",
      "ses:eu-west-1",
      "postmark",
      "mailgun:mg.example.org",
    ]);
    expect(ways[0]).toMatchObject({
      kind: "smtp",
      credentials: { name: "ana", secret: "s@crt" },
      tls: "required",
      limits: { connections: 4, perSecond: 14, perHour: null, perDay: 50_000 },
    });
    expect(ways[1]).toMatchObject({
      key: "AKID",
      secret: "KEY",
      endpoint: "https://email.eu-west-1.amazonaws.com",
    });
    expect(ways[2]).toMatchObject({ token: "0a1b-Token", stream: "broadcast" });
    expect(ways[3]).toMatchObject({ key: "key-1", endpoint: "https://api.eu.mailgun.net" });
  });

  test("says how a connection is kept private, or it goes without saying", () => {
    expect(theWay("smtp://mail.example.org")).toMatchObject({
      port: 25,
      tls: "opportunistic",
      implicitTls: false,
    });
    expect(theWay("smtps://a:b@mail.example.org")).toMatchObject({
      port: 465,
      tls: "required",
      implicitTls: true,
    });
    expect(theWay("smtp://a:b@mail.example.org")).toMatchObject({ port: 587, tls: "required" });
    expect(theWay("smtp://a:b@127.0.0.1:2500")).toMatchObject({ port: 2500, tls: "opportunistic" });
    expect(theWay("smtp://mail.example.org?tls=off")).toMatchObject({ tls: "off" });
    expect(theWay("smtp://[::1]:25")).toMatchObject({ host: "::1" });
  });

  test("tells every mistake at once, and no password", () => {
    const { mistakes } = parseWaysOut(
      "http://x smtp://ana:hunter2@mail.example.org?tls=maybe&perSecond=0&colour=red&warmup=soon ses://@eu-west-1",
    );
    expect(mistakes).toHaveLength(7);
    expect(mistakes.join("\n")).toMatch(/must begin with smtp:/);
    for (const word of [
      "tls must be",
      "perSecond must be",
      '"colour"',
      "warmup must be",
      "the access key",
      "the secret key",
    ])
      expect(mistakes.join("\n")).toContain(word);
    expect(mistakes.join("\n")).not.toContain("hunter2");
  });

  test("stops the start together with all other mistakes", () => {
    expect(() => parseConfig({ NODE_ENV: "test", SMTP_URL: "gopher://mail", PORT: "many" })).toThrow(
      expect.objectContaining({
        remedies: expect.arrayContaining([
          expect.stringMatching(/^PORT /) as string,
          expect.stringMatching(/^SMTP_URL must begin with/) as string,
        ]) as string[],
      }) as Error,
    );
  });

  test("left out or empty means the mailroom", () => {
    expect(parseWaysOut("")).toEqual({ ways: [], mistakes: [] });
  });
});
