import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isTimeZone } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { insistAddress, insistName } from "#app/models/person.ts";
import type { Community, Inquiry } from "#prisma/generated/client.ts";
import { withoutAddresses } from "./leaks.ts";
import { openUntil, tellOther } from "./passing-on.ts";

const DAY = 86_400_000;
const CONFIRM_WITHIN = 3 * DAY;
/** Letters to confirm that one address gets from one community in a day: nobody's inbox is filled by a stranger. */
const CONFIRMATIONS_A_DAY = 3;
/** Questions that reach one maker in a day: more is no conversation. */
const QUESTIONS_A_DAY = 30;

export interface Question {
  makerId: string;
  /** What it is about; null: the maker's work as a whole. */
  showcaseId: string | null;
  name: string;
  address: string;
  words: string;
  timeZone?: string;
}

/**
 * Somebody asked on a public page. A letter asks whether the address is theirs; until its button is pressed, the maker
 * hears nothing. Who asked too often today gets no further letter, and that is not told.
 * @throws Refusal "address-odd", "name-missing", "nothing-written"
 */
export async function askMaker(
  community: Pick<Community, "id" | "locale">,
  { makerId, showcaseId, words, timeZone, ...asker }: Question,
): Promise<void> {
  const [askerAddress, askerName] = [insistAddress(asker.address), insistName(asker.name)];
  // What they confirm is what the maker will read: their address is out of it already.
  const text = withoutAddresses(tidyWords(words), [askerAddress]);
  const at = now();
  const communityId = community.id;

  await transaction(async (tx) => {
    if (await askedTooOften(tx, { communityId, makerId, askerAddress, at })) return;
    const inquiry = await tx.inquiry.create({
      data: {
        communityId,
        makerId,
        showcaseId,
        askerName,
        askerAddress,
        locale: community.locale,
        timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null,
        expiresAt: new Date(at.getTime() + CONFIRM_WITHIN),
        createdAt: at,
        messages: { create: { side: "asker", text, createdAt: at } },
      },
    });
    await prepareDelivery(tx, {
      communityId,
      kind: "confirm_inquiry",
      letterKey: `confirm-inquiry:${inquiry.id}`,
      address: askerAddress,
      facts: { inquiryId: inquiry.id },
      urgency: 0,
      notAfter: inquiry.expiresAt,
    });
  });
}

/** The button was pressed: the question goes to the maker. Pressing it again changes nothing. @throws Refusal "link-expired" */
export async function confirmInquiry(
  inquiry: Pick<Inquiry, "id" | "communityId" | "askerAddress">,
): Promise<void> {
  const at = now();
  await transaction(async (tx) => {
    const { count } = await tx.inquiry.updateMany({
      where: { id: inquiry.id, state: "asked", expiresAt: { gt: at } },
      data: { state: "open", confirmedAt: at, lastMessageAt: at, expiresAt: openUntil(at) },
    });
    if (count === 0) {
      const stands = await tx.inquiry.count({ where: { id: inquiry.id, confirmedAt: { not: null } } });
      if (stands === 0) throw new Refusal("link-expired");
      return;
    }
    // A letter has reached them just now, and they asked for an answer.
    const { communityId, askerAddress: address } = inquiry;
    await tx.suppression.deleteMany({ where: { communityId, address } });
    const question = await tx.inquiryMessage.findFirstOrThrow({ where: { inquiryId: inquiry.id } });
    await tellOther(tx, inquiry.id, question);
  });
}

async function askedTooOften(
  tx: Tx,
  {
    communityId,
    makerId,
    askerAddress,
    at,
  }: { communityId: string; makerId: string; askerAddress: string; at: Date },
): Promise<boolean> {
  const lately = { communityId, createdAt: { gt: new Date(at.getTime() - DAY) } };
  const [byAsker, toMaker, blocked] = await Promise.all([
    tx.inquiry.count({ where: { ...lately, askerAddress } }),
    tx.inquiry.count({ where: { ...lately, makerId } }),
    tx.inquiry.count({ where: { communityId, makerId, askerAddress, state: "blocked" } }),
  ]);
  return byAsker >= CONFIRMATIONS_A_DAY || toMaker >= QUESTIONS_A_DAY || blocked > 0;
}

function tidyWords(words: string): string {
  const text = words.replaceAll("\0", "").replace(/\r\n?/g, "\n").trim().slice(0, 4_000);
  if (text === "") throw new Refusal("nothing-written");
  return text;
}
