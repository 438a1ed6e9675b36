export const newsletterRhythmWords = {
  with_digest: "With each digest",
  monthly: "Once a month",
  off: "Only when you send it",
} as const;

/** waiting: in its hold, and can be stopped. */
export function newsletterState(
  { status, sendsAt }: { status: "draft" | "issued" | "stopped"; sendsAt: Date | null },
  at: Date,
): "waiting" | "sent" | "stopped" {
  if (status === "stopped") return "stopped";
  return sendsAt !== null && sendsAt > at ? "waiting" : "sent";
}
