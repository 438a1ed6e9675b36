import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";

import { amendConfig, config, parseConfig } from "#app/lib/config.ts";
import { addressKey, addressKeys, cookieKeys } from "#app/lib/keys.ts";
import { seal, unseal } from "#app/lib/seal.ts";
import { writeReplyAddress, readAddress, verifyClaim } from "#emails/writing/addresses.ts";
import { verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";

const [first, second, third] = [
  "first-0123456789-abcdefghijklm",
  "next-0123456789-abcdefghijklmn",
  "last-0123456789-abcdef",
];

beforeAll(() => {
  process.env.DATA_DIR ??= mkdtempSync(join(tmpdir(), "roundletter-keys-"));
});

const before = { secretKey: "", olderSecretKeys: [] as readonly string[] };
afterEach(() => {
  if (before.secretKey !== "") amendConfig(before);
});

function useKeys(secretKey: string, ...olderSecretKeys: string[]): void {
  if (before.secretKey === "")
    Object.assign(before, { secretKey: config().secretKey, olderSecretKeys: config().olderSecretKeys });
  amendConfig({ secretKey, olderSecretKeys });
}

describe("SECRET_KEY names several keys", () => {
  test("the first one is in use, the others are believed", () => {
    const { secretKey, olderSecretKeys } = parseConfig({
      ...process.env,
      SECRET_KEY: ` ${second}, ${first}`,
    });
    expect({ secretKey, olderSecretKeys }).toEqual({ secretKey: second, olderSecretKeys: [first] });
  });

  test("in production not one of them may be guessable", () => {
    const env = {
      ...process.env,
      NODE_ENV: "production" as const,
      APP_URL: "https://a.example",
      MAIL_DOMAIN: "a.example",
    };
    const good = "8f3c9b1e7a5d2460f1e2d3c4b5a69788";
    expect(() => parseConfig({ ...env, SECRET_KEY: `${good},change-me` })).toThrow();
    expect(() => parseConfig({ ...env, SECRET_KEY: `,${good}` })).toThrow();
    expect(parseConfig({ ...env, SECRET_KEY: `${good},${good}1` }).secretKey).toBe(good);
  });
});

describe("a new key comes", () => {
  const claim = { kind: "thread", issuedDay: 2500, member: 7, target: 12 } as const;
  const place = { keyVersion: 1, slug: "kiln", domain: "letters.example" };
  const link = { keyVersion: 1, purpose: "preferences", subject: 7 } as const;
  const at = new Date("2026-11-24");

  test("addresses, links and sealed secrets of the old one hold until it is taken away; new ones are of the new one", () => {
    useKeys(first);
    const address = writeReplyAddress({ ...place, ...claim, key: addressKey() });
    const token = writeLinkToken({ ...link, key: addressKey() });
    const sealed = seal("a mailbox's password");
    const holds = (key: readonly string[]) => {
      const read = readAddress(address, place.domain);
      return (
        read?.kind === "token" &&
        verifyClaim({ key, keyVersion: 1, slug: "kiln", token: read.token }) &&
        verifyLinkToken({ ...link, key, token, now: at })
      );
    };

    useKeys(second, first);
    expect(holds(addressKeys())).toBe(true);
    expect(unseal(sealed)).toBe("a mailbox's password");
    expect(writeReplyAddress({ ...place, ...claim, key: addressKey() })).not.toBe(address);
    expect(cookieKeys()).toHaveLength(2);
    const later = seal("another");

    useKeys(third, second);
    expect(holds(addressKeys())).toBe(false);
    expect(() => unseal(sealed)).toThrow();
    expect(unseal(later)).toBe("another");
  });
});
