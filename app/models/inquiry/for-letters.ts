import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";
import type { InquiryMessage, Prisma } from "#prisma/generated/client.ts";

const include = {
  maker: { select: { id: true, number: true, name: true, locale: true, timeZone: true } },
  showcase: {
    include: { photos: { include: { blob: true }, orderBy: { position: "asc" }, take: 1 } },
  },
  messages: { orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.InquiryInclude;

export type LetterInquiry = Prisma.InquiryGetPayload<{ include: typeof include }>;

/** With what they are about, and the question. */
export async function inquiriesById(ids: readonly string[]): Promise<Map<string, LetterInquiry>> {
  const found = await db().inquiry.findMany({ where: { id: { in: ids.filter(isUuid) } }, include });
  return new Map(found.map((inquiry) => [inquiry.id, inquiry]));
}

export async function inquiryMessagesById(ids: readonly string[]): Promise<Map<string, InquiryMessage>> {
  const found = await db().inquiryMessage.findMany({ where: { id: { in: ids.filter(isUuid) } } });
  return new Map(found.map((message) => [message.id, message]));
}
