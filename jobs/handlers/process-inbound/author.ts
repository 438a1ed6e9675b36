import { now } from "#app/lib/clock.ts";
import { addressKey } from "#app/lib/keys.ts";
import {
  membershipByAddress,
  membershipById,
  membershipByNumber,
  type FullMembership,
} from "#app/models/membership.ts";
import { addressesOf } from "#app/models/person.ts";
import { Rejection } from "#app/models/rejection.ts";
import { verifyClaim } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { checkSender } from "#jobs/handlers/process-inbound/authentication.ts";
import { insistNotTooMany } from "#jobs/handlers/process-inbound/pace.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

export type Author = FullMembership;

/** Two years: who answers a letter older than that is asked, not believed. */
const LONGEST_DAYS = 730;

/** In whose name this is said, in that order: let pass by a person, then sealed address with its own sender, then a known sender. */
export async function authorOf(letter: Letter): Promise<Author> {
  const { community, inbound } = letter;
  if (!community) throw new Rejection("address-not-valid");
  if (letter.released) {
    const author =
      inbound.membershipId === null ? null : await membershipById(community.id, inbound.membershipId);
    if (author) return author;
  }

  if ((await checkSender(letter)) === "fail") throw new Rejection("forged-sender");
  const author = letter.address?.kind === "token" ? await claimedAuthor(letter) : await knownSender(letter);
  if (author.status !== "active" && author.status !== "paused") throw new Rejection("not-a-member-now");
  await insistNotTooMany(letter);
  return author;
}

/** Whom it seems to be from, for the console and for asking: never a proof. */
export async function whoSeems({ community, address, message, inbound }: Letter): Promise<Author | null> {
  if (!community) return null;
  if (inbound.membershipId !== null) return membershipById(community.id, inbound.membershipId);
  const claimed = address?.kind === "token" ? await membershipByNumber(address.claim.member) : null;
  if (claimed && claimed.communityId === community.id && isSealed(address, claimed)) return claimed;
  return membershipByAddress(community.id, message.from[0]?.address ?? "");
}

/** A token counts together with its own person as the sender (any of their addresses); alone it speaks for nobody. */
async function claimedAuthor({ community, address, message }: Letter): Promise<Author> {
  if (address?.kind !== "token") throw new Rejection("address-not-valid");
  // The return path of a letter belongs to nobody in particular: people who write to it are known by their address.
  if (address.claim.kind === "delivery")
    return senderByAddress(community?.id ?? "", message.from[0]?.address);

  const claimed = await membershipByNumber(address.claim.member);
  if (!claimed || claimed.communityId !== community?.id || !isSealed(address, claimed)) {
    throw new Rejection("address-not-valid");
  }
  const theirs = await addressesOf(claimed.personId);
  const isTheirs = theirs.some((each) => each.address.toLowerCase() === message.from[0]?.address);
  if (!isTheirs) throw new Rejection("another-sender");
  return claimed;
}

function isSealed(address: Letter["address"], { person, community }: Author): boolean {
  if (address?.kind !== "token") return false;
  const age = dayNumber(now()) - address.claim.issuedDay;
  const seal = { key: addressKey(), keyVersion: person.keyVersion, slug: community.slug };
  return age <= LONGEST_DAYS && verifyClaim({ ...seal, token: address.token });
}

function knownSender({ community, message }: Letter): Promise<Author> {
  return senderByAddress(community?.id ?? "", message.from[0]?.address);
}

async function senderByAddress(communityId: string, address: string | undefined): Promise<Author> {
  const author = address ? await membershipByAddress(communityId, address) : null;
  if (!author) throw new Rejection("unknown-sender");
  return author;
}
