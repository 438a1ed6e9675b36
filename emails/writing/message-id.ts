import { createHash } from "node:crypto";

/**
 * The Message-ID of one letter to one person (RFC 5322, 3.6.4): always the same for the same two, so that a mail that
 * had to be sent a second time is known as the first one, and nobody can tell the recipient from it.
 */
export function writeMessageId(letterKey: string, recipient: string | number, domain: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([letterKey, recipient]))
    .digest("hex");
  return `<rl.${hash.slice(0, 32)}@${domain}>`;
}

/** Whether a Message-ID has the form of ours: mail that comes back to us is known by it. */
export function isOwnMessageId(messageId: string, domain: string): boolean {
  const id = messageId.trim().toLowerCase();
  return /^<rl\.[0-9a-f]{32}@/.test(id) && id.endsWith(`@${domain.toLowerCase()}>`);
}

/** References of an answer: at most twenty ids, the first one kept because clients thread by it. */
export function trimReferences(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.length <= 20 ? unique : [...unique.slice(0, 1), ...unique.slice(-19)];
}
