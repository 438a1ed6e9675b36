import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { addressKeys } from "#app/lib/keys.ts";
import { passOn } from "#app/models/inquiry.ts";
import { addressesOf } from "#app/models/person.ts";
import { Rejection } from "#app/models/rejection.ts";
import { verifyClaim } from "#emails/writing/addresses.ts";
import type { Inquiry } from "#prisma/generated/client.ts";
import type { InquirySide } from "#prisma/generated/enums.ts";
import { checkSender } from "#jobs/handlers/process-inbound/authentication.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { insistNotTooMany } from "#jobs/handlers/process-inbound/pace.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { plain } from "#jobs/handlers/process-inbound/written.ts";

type Talk = Inquiry & { maker: { number: number; personId: string } };

/**
 * One side of a talk answers the other: its new words are passed on in a letter of ours, and nothing else of what came.
 * Null: it was written to another address. Who asked is no member, so the sealed address and its own sender decide.
 */
export async function takeInquiryReply(letter: Letter): Promise<Placed | null> {
  const { address, inbound, message, reply } = letter;
  if (address?.kind !== "token" || address.claim.kind !== "inquiry") return null;
  const inquiry = await sealedInquiry(letter, address);
  const side: InquirySide = address.claim.member === 0 ? "asker" : "maker";

  await insistOwnSender(letter, inquiry, side);
  if (!isOpen(inquiry)) throw new Rejection("target-gone");
  if (message.protection === "encrypted") throw new Rejection("encrypted");
  await insistNotTooMany(letter);
  const text = plain(reply.text).trim();
  if (text === "") throw new Rejection("no-new-words");

  const filesLeftOut = message.attachments.filter(({ inline }) => !inline).length;
  return {
    membershipId: side === "maker" ? inquiry.makerId : null,
    async act(tx) {
      await passOn(tx, inquiry, { side, text, filesLeftOut, inboundMessageId: inbound.id });
      return [{ kind: "inquiry", id: inquiry.id }];
    },
  };
}

async function sealedInquiry(
  { community }: Letter,
  { token, claim }: Extract<NonNullable<Letter["address"]>, { kind: "token" }>,
): Promise<Talk> {
  const found = await db().inquiry.findUnique({
    where: { number: claim.target },
    include: { maker: { select: { number: true, personId: true } } },
  });
  const isOne = found !== null && found.communityId === community?.id;
  const isItsSide = claim.member === 0 || claim.member === found?.maker.number;
  if (!isOne || !isItsSide) throw new Rejection("address-not-valid");
  const seal = { key: addressKeys(), keyVersion: found.keyVersion, slug: community.slug };
  if (!verifyClaim({ ...seal, token })) throw new Rejection("address-not-valid");
  return found;
}

/** An address may be passed on; its letters may not be answered by somebody else. */
async function insistOwnSender(letter: Letter, inquiry: Talk, side: InquirySide): Promise<void> {
  const from = letter.message.from[0]?.address.toLowerCase();
  const own =
    side === "asker"
      ? [inquiry.askerAddress]
      : (await addressesOf(inquiry.maker.personId)).map(({ address }) => address);
  if (!own.some((address) => address.toLowerCase() === from)) throw new Rejection("another-sender");
  if ((await checkSender(letter)).verdict === "failed") throw new Rejection("forged-sender");
}

function isOpen({ state, expiresAt }: Inquiry): boolean {
  return (state === "open" || state === "done") && expiresAt > now();
}
