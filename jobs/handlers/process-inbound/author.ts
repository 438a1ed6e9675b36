import { now } from "#app/lib/clock.ts";
import { addressKeys } from "#app/lib/keys.ts";
import {
  membershipByAddress,
  membershipById,
  membershipByNumber,
  type FullMembership,
} from "#app/models/membership.ts";
import { noteGuess } from "#app/models/guessing.ts";
import { keyVersionOf } from "#app/models/membership/key-version.ts";
import { isRevoked } from "#app/models/membership/revoking.ts";
import { mergedInto } from "#app/models/membership/links.ts";
import { addressesOf } from "#app/models/person.ts";
import { Rejection } from "#app/models/rejection.ts";
import { LONGEST_DAYS } from "#app/models/inbound-message/living-at.ts";
import { verifyClaim } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { acceptance, type Sender, type Token } from "#jobs/handlers/process-inbound/acceptance.ts";
import { checkSender } from "#jobs/handlers/process-inbound/authentication.ts";
import { insistNotTooMany } from "#jobs/handlers/process-inbound/pace.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";

export type Author = FullMembership;

/** In whose name this is said, in that order: let pass by a person, then sealed address with its own sender, then a known sender. */
export async function authorOf(letter: Letter): Promise<Author> {
  const { community, inbound } = letter;
  if (!community) throw new Rejection("address-not-valid");
  if (community.closedAt) throw new Rejection("community-closed");
  if (letter.released) {
    const author =
      inbound.membershipId === null ? null : await membershipById(community.id, inbound.membershipId);
    if (author) return author;
  }

  const author = await decide(letter);
  if (author.status !== "active" && author.status !== "paused") throw new Rejection("not-a-member-now");
  await insistNotTooMany(letter);
  return author;
}

/** The table says it: how the address fits the sender, who the sender is, and who stands by them. */
async function decide(letter: Letter): Promise<Author> {
  const authentication = await checkSender(letter);
  const isKnown = authentication.verdict !== "unchecked" || authentication.found.length > 0;
  letter.reading.authentication = isKnown ? authentication : null;

  const { token, sender, author } = await fitOf(letter);
  const decision = acceptance[token][sender][authentication.verdict];
  if (token === "invalid") await noteGuess("sender", letter.inbound.envelopeFrom);
  if (decision !== "accept") throw new Rejection(decision);
  // Only a known sender is ever accepted.
  if (!author) throw new Rejection("unknown-sender");
  return author;
}

interface Fit {
  token: Token;
  sender: Sender;
  author: Author | null;
}

async function fitOf({ community, address, message }: Letter): Promise<Fit> {
  const from = message.from[0]?.address;
  const known = from && community ? await membershipByAddress(community.id, from) : null;
  const sender = known ? "known" : "unknown";
  // The return path of a letter belongs to nobody in particular: people who write to it are known by their address.
  if (address?.kind !== "token" || address.claim.kind === "delivery")
    return { token: "none", sender, author: known };

  const claimed = await membershipByNumber(address.claim.member);
  if (!claimed || claimed.communityId !== community?.id || !isSealed(address, claimed)) {
    return { token: "invalid", sender, author: known };
  }
  // It got into others' hands: it still says what is answered, but no longer by whom.
  if (await isRevoked(address.claim)) return { token: "none", sender, author: known };
  const owner = claimed.mergedIntoId ? await mergedInto(claimed.mergedIntoId) : claimed;
  const theirs = await addressesOf(owner.personId);
  const isTheirs = theirs.some((each) => each.address.toLowerCase() === from?.toLowerCase());
  return isTheirs
    ? { token: "theirs", sender: "known", author: owner }
    : { token: "anothers", sender, author: known };
}

/** Whom it seems to be from, for the console and for asking: never a proof. */
export async function whoSeems({ community, address, message, inbound }: Letter): Promise<Author | null> {
  if (!community) return null;
  if (inbound.membershipId !== null) return membershipById(community.id, inbound.membershipId);
  const claimed = address?.kind === "token" ? await membershipByNumber(address.claim.member) : null;
  const isOurs = claimed?.communityId === community.id && isSealed(address, claimed);
  if (isOurs && address?.kind === "token" && !(await isRevoked(address.claim)))
    return claimed.mergedIntoId ? mergedInto(claimed.mergedIntoId) : claimed;
  return membershipByAddress(community.id, message.from[0]?.address ?? "");
}

function isSealed(address: Letter["address"], member: Author): boolean {
  if (address?.kind !== "token") return false;
  const age = dayNumber(now()) - address.claim.issuedDay;
  const seal = { key: addressKeys(), keyVersion: keyVersionOf(member), slug: member.community.slug };
  return age <= LONGEST_DAYS && verifyClaim({ ...seal, token: address.token });
}
