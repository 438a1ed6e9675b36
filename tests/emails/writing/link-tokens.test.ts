import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";

const seal = { key: "a secret of the house", keyVersion: 3, purpose: "rsvp" as const };
const now = new Date("2026-05-06T12:00:00Z");
const later = new Date("2026-05-07T12:00:00Z");

describe("a signed link", () => {
  it("says again what was written into it", () => {
    const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(number, number, (subject, extra) => {
        const token = writeLinkToken({ ...seal, subject, extra });
        expect(readLinkToken(token)).toEqual({ subject, extra, expiresAt: null });
        expect(verifyLinkToken({ ...seal, token, now })).toBe(true);
      }),
    );
  });

  it("opens one door only", () => {
    const token = writeLinkToken({ ...seal, subject: 7 });

    expect(verifyLinkToken({ ...seal, token, now })).toBe(true);
    expect(verifyLinkToken({ ...seal, purpose: "unsubscribe", token, now })).toBe(false);
    expect(verifyLinkToken({ ...seal, keyVersion: 4, token, now })).toBe(false);
    expect(verifyLinkToken({ ...seal, key: "another", token, now })).toBe(false);
  });

  it("expires at its second", () => {
    const token = writeLinkToken({ ...seal, subject: 7, expiresAt: later });

    expect(readLinkToken(token)?.expiresAt).toEqual(later);
    expect(verifyLinkToken({ ...seal, token, now: new Date(later.getTime() - 1) })).toBe(true);
    expect(verifyLinkToken({ ...seal, token, now: later })).toBe(false);
  });

  it("is nothing when it is cut, lengthened or made up", () => {
    const token = writeLinkToken({ ...seal, subject: 7, expiresAt: later });
    for (const odd of [
      token.slice(1),
      token.slice(0, -1),
      `${token}0`,
      `0${token}`,
      "",
      "hello",
      "u".repeat(50),
    ]) {
      expect(verifyLinkToken({ ...seal, token: odd, now })).toBe(false);
    }
    fc.assert(
      fc.property(fc.string(), (odd) => {
        expect(verifyLinkToken({ ...seal, token: odd, now })).toBe(false);
      }),
    );
  });
});
