import { createHmac } from "node:crypto";

import { addressKey } from "#app/lib/keys.ts";

/**
 * What a sign-in letter carries. Derived from the row's id and the deployment's key, so that neither the delivery nor
 * the database ever holds it, and the letter can still be composed by whoever sends it.
 */
export function signInSecrets(signInId: string): { token: string; code: string } {
  const token = seal(`sign-in-token:${signInId}`).toString("base64url").slice(0, 27);
  const code = String(seal(`sign-in-code:${signInId}`).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
  return { token, code };
}

/** What is kept of a code. Keyed, for six digits alone are soon guessed from a plain hash. */
export function hashCode(signInId: string, code: string): string {
  return seal(`sign-in-code-hash:${signInId}:${code}`).toString("hex");
}

function seal(text: string): Buffer {
  return createHmac("sha256", addressKey()).update(text).digest();
}
