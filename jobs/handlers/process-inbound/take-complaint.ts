import { db } from "#app/db/client.ts";
import { Rejection } from "#app/models/rejection.ts";
import { suppress } from "#app/models/suppression.ts";
import type { MailKind } from "#emails/reading/sort-mail.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";

/** Somebody pressed "this is spam": no more mail to them, at once. */
export async function takeComplaint(
  { community, inbound }: Letter,
  { report }: Extract<MailKind, { kind: "complaint" }>,
): Promise<Placed> {
  const messageId = report.returnedMessageId;
  const delivery =
    messageId === null || !community
      ? null
      : await db().delivery.findFirst({ where: { messageId, communityId: community.id } });
  if (!delivery || delivery.communityId === null) throw new Rejection("bounce-unknown");
  const { communityId, address } = delivery;

  return {
    membershipId: delivery.membershipId,
    async act(tx) {
      await suppress(tx, { communityId, address, reason: "complaint", words: `complaint ${inbound.id}` });
      return [{ kind: "complaint", id: delivery.id }];
    },
  };
}
