import { createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { config } from "./config.ts";

/** Signs reply addresses and links. Derived, so that one secret can serve several purposes. */
export function addressKey(): string {
  return derivedKey("addresses", config().secretKey);
}

/** What a signature may be of: the key in use, then the ones before it. */
export function addressKeys(): string[] {
  return derivedKeys("addresses");
}

/** The first one signs, all are believed. */
export function cookieKeys(): string[] {
  return derivedKeys("cookies");
}

/** 256 bits each, for what is kept sealed in the database (lib/seal): the first one seals, all unseal. */
export function sealingKeys(): [Buffer, ...Buffer[]] {
  const { secretKey, olderSecretKeys } = config();
  const keyOf = (secret: string) => Buffer.from(derivedKey("sealing", secret), "base64url");
  return [keyOf(secretKey), ...olderSecretKeys.map(keyOf)];
}

/** A digest asks for them a hundred thousand times: each is derived once, while the secret stays the same. */
const derived = new Map<string, string>();

function derivedKeys(purpose: string): string[] {
  const { secretKey, olderSecretKeys } = config();
  return [secretKey, ...olderSecretKeys].map((secret) => derivedKey(purpose, secret));
}

function derivedKey(purpose: string, secretKey: string): string {
  const known = derived.get(`${purpose}:${secretKey}`);
  if (known !== undefined) return known;

  const key = Buffer.from(hkdfSync("sha256", secretKey, "roundletter", purpose, 32)).toString("base64url");
  derived.set(`${purpose}:${secretKey}`, key);
  return key;
}

/** What is kept of a token: its SHA-256, hexadecimal. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** 160 random bits, safe in a path. */
export function randomToken(): string {
  return randomBytes(20).toString("base64url");
}

export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(hashToken(left)), Buffer.from(hashToken(right))];
  return timingSafeEqual(a, b);
}
