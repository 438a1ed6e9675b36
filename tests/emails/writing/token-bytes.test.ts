import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sealBytes } from "#emails/writing/token-bytes.ts";

test("a seal is an HMAC, for keys of any length and whatever it covers", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.array(fc.oneof(fc.string(), fc.nat())),
      fc.uint8Array({ maxLength: 300 }),
      (key, parts, body) => {
        const expected = createHmac("sha256", key)
          .update(`${JSON.stringify(parts)}\n`)
          .update(body)
          .digest();
        expect(sealBytes(key, parts, body, 16).equals(expected.subarray(0, 16))).toBe(true);
      },
    ),
  );
});
