import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sealingKeys } from "./keys.ts";

const NONCE = 12;
const TAG = 16;

/**
 * Keeps a secret (a private key, a mailbox's password) so that the database alone does not tell it: AES-256-GCM under a
 * key derived from SECRET_KEY. Base64 of nonce, tag and text.
 */
export function seal(secret: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", sealingKeys()[0], nonce);
  const hidden = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64");
}

/** @throws when it was sealed under a key that SECRET_KEY does not name (any more), or changed since */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const keys = sealingKeys();
  for (const key of keys.slice(0, -1)) {
    try {
      return openWith(key, bytes);
    } catch {
      // Sealed under an older one.
    }
  }
  return openWith(keys.at(-1) ?? keys[0], bytes);
}

function openWith(key: Buffer, bytes: Buffer): string {
  const opener = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), {
    authTagLength: TAG,
  });
  opener.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([opener.update(bytes.subarray(NONCE + TAG)), opener.final()]).toString("utf8");
}
