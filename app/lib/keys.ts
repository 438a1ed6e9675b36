import { createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { config } from "./config.ts";

/** Signs reply addresses and links. Derived, so that one secret can serve several purposes. */
export function addressKey(): string {
  return derivedKey("addresses");
}

export function cookieKey(): string {
  return derivedKey("cookies");
}

/** 256 bits for what is kept sealed in the database (lib/seal). */
export function sealingKey(): Buffer {
  return Buffer.from(derivedKey("sealing"), "base64url");
}

/** A digest asks for them a hundred thousand times: each is derived once, while the secret stays the same. */
const derived = new Map<string, string>();

function derivedKey(purpose: string): string {
  const { secretKey } = config();
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
