import type { RejectionReason } from "#app/models/rejection.ts";
import type { Verdict } from "#jobs/handlers/process-inbound/authentication.ts";

/**
 * How the reply address fits the sender: sealed for this person; sealed for somebody else; no sealed address (it was
 * written to the community); or one that is not ours, has expired or was revoked.
 */
export type Token = "theirs" | "anothers" | "none" | "invalid";

/** Whether the sender's address is that of a person here (any of their addresses). */
export type Sender = "known" | "unknown";

/** `accept`, or why not. What happens to each reason is told in models/rejection/reasons. */
export type Decision = "accept" | RejectionReason;

/**
 * Who may say what. Possession of an address alone is never enough, and a name alone only where the sender's domain
 * stands by it. What is held with "another-sender", "unproven-sender" or "forged-sender" has the known address asked:
 * "was this you?". docs/security.md shows this table; a test holds the two together.
 */
export const acceptance: Record<Token, Record<Sender, Record<Verdict, Decision>>> = {
  theirs: {
    known: {
      aligned: "accept",
      unaligned: "accept",
      none: "accept",
      unchecked: "accept",
      failed: "forged-sender",
    },
    // Sealed for this person, but not from them: cannot be.
    unknown: everywhere("another-sender"),
  },
  anothers: {
    known: { ...everywhere("another-sender"), failed: "forged-sender" },
    unknown: { ...everywhere("another-sender"), failed: "forged-sender" },
  },
  none: {
    known: {
      aligned: "accept",
      unaligned: "unproven-sender",
      none: "unproven-sender",
      unchecked: "accept",
      failed: "forged-sender",
    },
    unknown: { ...everywhere("unknown-sender"), failed: "forged-stranger" },
  },
  invalid: {
    known: { ...everywhere("address-not-valid"), failed: "forged-sender" },
    unknown: { ...everywhere("address-not-valid"), failed: "forged-stranger" },
  },
};

function everywhere(decision: Decision): Record<Verdict, Decision> {
  return { aligned: decision, unaligned: decision, none: decision, unchecked: decision, failed: decision };
}
