import type { Refusal, RefusalReason } from "#app/lib/refusal.ts";
import { Rejection, type RejectionReason } from "#app/models/rejection.ts";

/** What the house says no to, as a fate of a message. What is missing here is a mistake of ours: it crashes, and is kept. */
const fates: Partial<Record<RefusalReason, RejectionReason>> = {
  "thread-closed": "thread-closed",
  "not-found": "target-gone",
  "nothing-written": "no-new-words",
  "event-over": "event-over",
  "event-cancelled": "event-cancelled",
  "not-allowed": "may-not-post",
  "already-settled": "nothing-asked",
};

export function rejectionOf({ reason }: Refusal): Rejection | null {
  const fate = fates[reason];
  return fate ? new Rejection(fate) : null;
}
