import type { LeasedDelivery, Settlement } from "#app/models/delivery.ts";
import type { SendResult } from "#jobs/sending/outcome.ts";

/** Why a letter is not sent although its hour has come; null: it is. */
export function unsendable({ id, isSuppressed, notAfter }: LeasedDelivery, at: Date): Settlement | null {
  if (isSuppressed) return { id, status: "suppressed", response: "the address is suppressed" };
  if (notAfter <= at) return { id, status: "cancelled", response: "too late" };
  return null;
}

/** What a mail server's answer means for the row. */
export function settlementOf(id: string, messageId: string, result: SendResult): Settlement {
  const { response } = result;
  switch (result.outcome) {
    case "accepted":
      return { id, status: "sent", response, messageId };
    case "bounced":
      return { id, status: "bounced", response, code: result.code };
    case "uncertain":
      return { id, status: "uncertain", response, messageId };
    case "unsent":
      return { id, status: "prepared", response };
    case "deferred":
    case "away":
      return { id, status: "deferred", response };
  }
}
