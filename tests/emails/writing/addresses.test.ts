import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  COMMAND_WORDS,
  readAddress,
  REPLY_TARGET_KINDS,
  type TokenClaim,
  verifyClaim,
  writeReplyAddress,
} from "#emails/writing/addresses.ts";
import { decodeBase32, encodeBase32 } from "#emails/writing/base32.ts";

const seal = { key: "a secret of the house", keyVersion: 1, slug: "kiln" };
const claim: TokenClaim = { kind: "item", issuedDay: 2317, member: 42, target: 1234 };
const domain = "letters.example";

const claims = fc.record({
  kind: fc.constantFrom(...REPLY_TARGET_KINDS),
  issuedDay: fc.integer({ min: 0, max: 65_535 }),
  member: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  target: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});
const slugs = fc.stringMatching(/^[a-z0-9-]{2,24}$/);

describe("a reply address", () => {
  it("says again what was written into it, for any slug and any numbers, within 64 octets", () => {
    fc.assert(
      fc.property(claims, slugs, (written, slug) => {
        const address = writeReplyAddress({ ...seal, slug, domain, ...written });
        const read = readAddress(address, domain);

        expect(address.indexOf("@")).toBeLessThanOrEqual(64);
        expect(read).toMatchObject({ kind: "token", slug, claim: written });
        expect(read?.kind === "token" && verifyClaim({ ...seal, slug, token: read.token })).toBe(true);
      }),
    );
  });

  it("is the same each time it is written", () => {
    expect(writeReplyAddress({ ...seal, domain, ...claim })).toBe(
      writeReplyAddress({ ...seal, domain, ...claim }),
    );
  });

  it("survives capitals, angle brackets and the look-alikes that someone types", () => {
    const address = writeReplyAddress({ ...seal, domain, ...claim });
    const token = tokenOf(address);
    const mistyped = token.replaceAll("0", "O").replaceAll("1", "l");

    expect(tokenOf(`<${address.toUpperCase()}>`)).toBe(token);
    expect(verifyClaim({ ...seal, token: token.toUpperCase() })).toBe(true);
    expect(verifyClaim({ ...seal, token: mistyped })).toBe(true);
  });

  it("is not genuine for another community, under another key, or after the member's key was raised", () => {
    const token = tokenOf(writeReplyAddress({ ...seal, domain, ...claim }));

    expect(verifyClaim({ ...seal, token })).toBe(true);
    expect(verifyClaim({ ...seal, slug: "loom", token })).toBe(false);
    expect(verifyClaim({ ...seal, key: "another secret", token })).toBe(false);
    expect(verifyClaim({ ...seal, keyVersion: 2, token })).toBe(false);
  });

  it("is not genuine when any one character of its token is changed", () => {
    const token = tokenOf(writeReplyAddress({ ...seal, domain, ...claim }));
    for (const at of token.split("").keys()) {
      const other = token[at] === "x" ? "y" : "x";
      expect(verifyClaim({ ...seal, token: token.slice(0, at) + other + token.slice(at + 1) })).toBe(false);
    }
  });

  it("is refused rather than written too long", () => {
    const huge = { ...claim, member: Number.MAX_SAFE_INTEGER, target: Number.MAX_SAFE_INTEGER };
    expect(() => writeReplyAddress({ ...seal, slug: "a".repeat(24), domain, ...huge })).toThrow(RangeError);
    expect(() => writeReplyAddress({ ...seal, domain, ...claim, member: -1 })).toThrow(RangeError);
  });
});

describe("reading an address", () => {
  it("knows the community's own and its commands", () => {
    expect(readAddress("Kiln@Letters.Example", domain)).toEqual({ kind: "community", slug: "kiln" });
    for (const word of COMMAND_WORDS) {
      expect(readAddress(`kiln+${word}@${domain}`, domain)).toEqual({ kind: "command", slug: "kiln", word });
    }
  });

  it("gives nothing for other domains, half tokens and whatever else comes", () => {
    for (const odd of [
      "kiln@elsewhere.example",
      "kiln+join",
      "k@letters.example",
      "kiln+abc@letters.example",
      "",
      "@",
      "kiln+join+x@letters.example",
    ]) {
      expect(readAddress(odd, domain)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (odd) => void readAddress(`kiln+${odd}@${domain}`, domain)));
  });
});

describe("base32", () => {
  it("gives back any bytes, in one spelling only", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
      }),
    );
    expect(decodeBase32("zz")).toBeNull();
    expect(decodeBase32("u")).toBeNull();
  });
});

function tokenOf(address: string): string {
  const read = readAddress(address, domain);
  return read?.kind === "token" ? read.token : "";
}
