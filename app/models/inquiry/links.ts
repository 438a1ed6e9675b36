import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { addressKey, addressKeys } from "#app/lib/keys.ts";
import { links } from "#app/lib/links.ts";
import { readLinkToken, verifyLinkToken, writeLinkToken } from "#emails/writing/link-tokens.ts";
import type { Inquiry, Prisma } from "#prisma/generated/client.ts";
import type { InquirySide } from "#prisma/generated/enums.ts";

const include = {
  community: true,
  maker: { select: { id: true, number: true, name: true, personId: true } },
  showcase: { select: { number: true, title: true } },
  messages: { orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.InquiryInclude;

export type LinkedInquiry = Prisma.InquiryGetPayload<{ include: typeof include }>;

const sides: readonly InquirySide[] = ["asker", "maker"];

/** For one side: what the link opens is theirs, and never says which address the other has. */
export function inquiryToken(
  { number, keyVersion }: Pick<Inquiry, "number" | "keyVersion">,
  side: InquirySide,
): string {
  return writeLinkToken({
    key: addressKey(),
    keyVersion,
    purpose: "inquiry",
    subject: number,
    extra: sides.indexOf(side) + 1,
  });
}

export function inquiryUrl(inquiry: Pick<Inquiry, "number" | "keyVersion">, side: InquirySide): string {
  return links.inquiry(inquiryToken(inquiry, side));
}

/** Null when it is not one of ours, or the talk is over and forgotten. */
export async function inquiryByLink(
  token: string,
): Promise<{ inquiry: LinkedInquiry; side: InquirySide } | null> {
  const claim = readLinkToken(token);
  const side = claim && sides[claim.extra - 1];
  if (!side || claim.subject > 2_147_483_647) return null;
  const inquiry = await db().inquiry.findUnique({ where: { number: claim.subject }, include });
  if (!inquiry || inquiry.expiresAt <= now()) return null;
  const seal = { key: addressKeys(), keyVersion: inquiry.keyVersion, purpose: "inquiry" as const };
  return verifyLinkToken({ ...seal, token, now: now() }) ? { inquiry, side } : null;
}
