import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { addressKeys } from "#app/lib/keys.ts";
import { recordBounce } from "#app/models/bounce.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { DeliveryReport, MailKind } from "#emails/reading/sort-mail.ts";
import { type ReadAddress, readAddress, verifyClaim } from "#emails/writing/addresses.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Delivery } from "#prisma/generated/client.ts";

/**
 * A letter came back. Which one is told by the return path (VERP) that the report was sent to or repeats, then by the
 * returned Message-ID together with its recipient.
 */
export async function takeBounce(
  letter: Letter,
  { report }: Extract<MailKind, { kind: "bounce" }>,
): Promise<Placed> {
  const delivery =
    (await deliveryByReturnPath(letter, report.returnedPath)) ?? (await deliveryByReport(report));
  const recipient = delivery && recipientOf(report, delivery);
  if (!delivery || !recipient) throw new Rejection("bounce-unknown");

  return {
    membershipId: delivery.membershipId,
    async act(tx) {
      const isNew = await recordBounce(tx, {
        delivery,
        recipient,
        inboundMessageId: letter.inbound.id,
      });
      return [
        {
          kind: "bounce",
          id: delivery.id,
          class: recipient.outcome,
          status: recipient.status,
          known: !isNew,
        },
      ];
    },
  };
}

/** The address that only this one letter carried, sealed: nobody can bounce another's mail. */
export async function deliveryByReturnPath(
  { address, inbound }: Letter,
  repeated: string | null,
): Promise<Delivery | null> {
  const path = isReturnPath(address) ? address : readAddress(repeated ?? "", config().mailDomain);
  if (!isReturnPath(path)) return null;
  const { slug, token, claim } = path;
  if (!verifyClaim({ key: addressKeys(), keyVersion: 1, slug, token })) return null;
  return db().delivery.findFirst({ where: { number: claim.target, communityId: inbound.communityId } });
}

function isReturnPath(address: ReadAddress | null): address is Extract<ReadAddress, { kind: "token" }> {
  return address?.kind === "token" && address.claim.kind === "delivery";
}

/** Without a return path of ours a report counts only if it names a letter that we sent, and to whom. */
async function deliveryByReport({
  returnedMessageId,
  returnedTo,
  recipients,
}: DeliveryReport): Promise<Delivery | null> {
  if (returnedMessageId === null) return null;
  const named = [
    returnedTo,
    ...recipients.flatMap(({ address, originalAddress }) => [address, originalAddress]),
  ];
  const addresses = named.filter((each) => each !== null);
  return db().delivery.findFirst({ where: { messageId: returnedMessageId, address: { in: addresses } } });
}

/** The one that the report says of this letter's address; forwarded mail names an address that we never wrote to. */
function recipientOf(
  { recipients }: DeliveryReport,
  { address }: Delivery,
): DeliveryReport["recipients"][number] | null {
  const wanted = address.toLowerCase();
  const same = (each: string | null): boolean => each?.toLowerCase() === wanted;
  return recipients.find((each) => same(each.originalAddress) || same(each.address)) ?? recipients[0] ?? null;
}
