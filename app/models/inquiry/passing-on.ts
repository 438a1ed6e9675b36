import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { addressesOf, primaryAddress } from "#app/models/person.ts";
import type { Inquiry, InquiryMessage } from "#prisma/generated/client.ts";
import type { InquirySide } from "#prisma/generated/enums.ts";
import { withoutAddresses } from "./leaks.ts";

const DAY = 86_400_000;
const IDLE = 90 * DAY;
const WEEK = 7 * DAY;

/** What one side wrote, by mail. */
export interface Said {
  side: InquirySide;
  text: string;
  filesLeftOut: number;
  inboundMessageId: string;
}

/** A talk ends when nobody has written for so long. */
export function openUntil(at: Date): Date {
  return new Date(at.getTime() + IDLE);
}

/** Files the words and writes the letter to the other side; the same message is passed on once. */
export async function passOn(
  tx: Tx,
  inquiry: Inquiry,
  { side, text, ...came }: Said,
): Promise<InquiryMessage> {
  const at = now();
  const own = side === "asker" ? [inquiry.askerAddress] : await makersAddresses(tx, inquiry);
  const message = await tx.inquiryMessage.create({
    data: { inquiryId: inquiry.id, side, text: withoutAddresses(text, own), ...came, createdAt: at },
  });
  await tx.inquiry.update({
    where: { id: inquiry.id },
    data: { state: "open", endedBy: null, lastMessageAt: at, expiresAt: openUntil(at) },
  });
  await tellOther(tx, inquiry.id, message);
  return message;
}

/** The letter to who did not write this. Its words are read when it is composed. */
export async function tellOther(tx: Tx, inquiryId: string, message: InquiryMessage): Promise<void> {
  const inquiry = await tx.inquiry.findUniqueOrThrow({ where: { id: inquiryId }, include: { maker: true } });
  const toMaker = message.side === "asker";
  await prepareDelivery(tx, {
    communityId: inquiry.communityId,
    kind: "inquiry",
    letterKey: `inquiry:${message.id}`,
    address: toMaker ? await primaryAddress(inquiry.maker.personId, tx) : inquiry.askerAddress,
    membershipId: toMaker ? inquiry.makerId : null,
    facts: { inquiryId, inquiryMessageId: message.id },
    urgency: 2,
    notAfter: new Date(message.createdAt.getTime() + WEEK),
  });
}

async function makersAddresses(tx: Tx, { makerId }: Inquiry): Promise<string[]> {
  const { personId } = await tx.membership.findUniqueOrThrow({ where: { id: makerId } });
  return (await addressesOf(personId)).map(({ address }) => address);
}
