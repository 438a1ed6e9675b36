import { db } from "#app/db/client.ts";
import { recordComplaint } from "#app/models/bounce.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { FeedbackReport } from "#emails/reading/feedback-report.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { deliveryByReturnPath } from "#jobs/handlers/process-inbound/take-bounce.ts";
import type { Delivery } from "#prisma/generated/client.ts";

/** Types of feedback (RFC 5965, 7.3; RFC 6591) that do not say that somebody wants no more mail. */
const harmless = new Set(["not-spam", "auth-failure", "dmarc"]);

/** Somebody pressed "this is spam": no more mail to them, at once. */
export async function takeComplaint(
  letter: Letter,
  { report }: Extract<MailKind, { kind: "complaint" }>,
): Promise<Placed> {
  const delivery =
    (await deliveryByReturnPath(letter, report.originalPath)) ?? (await deliveryByReport(letter, report));
  if (!delivery || delivery.communityId === null) throw new Rejection("bounce-unknown");
  const { communityId, address } = delivery;

  return {
    membershipId: delivery.membershipId,
    async act(tx) {
      if (!harmless.has(report.type)) await recordComplaint(tx, { communityId, address }, "");
      return [{ kind: "complaint", id: delivery.id, type: report.type }];
    },
  };
}

/** By the returned Message-ID, which nobody knows but who got the letter. */
async function deliveryByReport(
  { community }: Letter,
  { returnedMessageId }: FeedbackReport,
): Promise<Delivery | null> {
  if (returnedMessageId === null || !community) return null;
  return db().delivery.findFirst({ where: { messageId: returnedMessageId, communityId: community.id } });
}
