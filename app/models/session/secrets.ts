import { createHmac } from "node:crypto";

import { addressKey, addressKeys, hashToken } from "#app/lib/keys.ts";

/**
 * What a sign-in letter carries. Derived from the row's id and the deployment's key, so that neither the delivery nor
 * the database ever holds it, and the letter can still be composed by whoever sends it.
 */
export function signInSecrets(signInId: string, key = addressKey()): { token: string; code: string } {
  const token = seal(key, `sign-in-token:${signInId}`).toString("base64url").slice(0, 27);
  const code = String(seal(key, `sign-in-code:${signInId}`).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
  return { token, code };
}

/** The secrets of one that was asked for already, perhaps under the key before this one. */
export function secretsOf({ id, tokenHash }: { id: string; tokenHash: string }): {
  token: string;
  code: string;
} {
  const asked = addressKeys().map((key) => signInSecrets(id, key));
  return asked.find(({ token }) => hashToken(token) === tokenHash) ?? signInSecrets(id);
}

/** What is kept of a code. Keyed, for six digits alone are soon guessed from a plain hash. */
export function hashCode(signInId: string, code: string, key = addressKey()): string {
  return seal(key, `sign-in-code-hash:${signInId}:${code}`).toString("hex");
}

/** What may be kept of it, under each key that is believed. */
export function codeHashes(signInId: string, code: string): string[] {
  return addressKeys().map((key) => hashCode(signInId, code, key));
}

function seal(key: string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
