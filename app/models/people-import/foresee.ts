import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { tidyAddress } from "#app/models/person.ts";
import type { SuppressionReason } from "#prisma/generated/enums.ts";
import { type Columns, personIn } from "./columns.ts";
import type { ImportOutcome } from "./outcomes.ts";
import type { ReadList } from "./read-list.ts";

export interface ForeseenLine {
  line: number;
  address: string;
  name: string;
  outcome: ImportOutcome;
}

const ofSuppression: Record<SuppressionReason, ImportOutcome> = {
  unsubscribed: "unsubscribed",
  complaint: "complained",
  hard_bounce: "stopped",
  soft_bounces: "stopped",
  by_hand: "stopped",
};

/** What would come of each line if it ran now; changes nothing. Three queries, however long the list. */
export async function foreseeLines(
  communityId: string,
  { lines }: ReadList,
  columns: Columns,
): Promise<ForeseenLine[]> {
  const people = (columns.hasHead ? lines.slice(1) : lines).map(({ line, cells }) => ({
    line,
    ...personIn(cells, columns),
  }));
  const known = await whatIsKnown(
    communityId,
    people.map(({ address }) => tidyAddress(address) ?? ""),
  );

  const seen = new Set<string>();
  return people.map((person) => {
    const outcome = outcomeOf(person.address, known, seen);
    return { ...person, outcome };
  });
}

type Known = Awaited<ReturnType<typeof whatIsKnown>>;

function outcomeOf(written: string, known: Known, seen: Set<string>): ImportOutcome {
  if (written === "") return "no-address";
  const address = tidyAddress(written)?.toLowerCase();
  if (address === undefined) return "address-odd";

  // Two addresses of one person are the same person.
  const who = known.personOf.get(address) ?? address;
  if (seen.has(who)) return "twice";
  seen.add(who);
  if (address.endsWith(`@${config().mailDomain}`)) return "our-own";
  return known.outcomeOf.get(who) ?? known.outcomeOf.get(address) ?? "invited";
}

/** By address in small letters, or by person where the address is one's. What is graver overwrites what is less. */
async function whatIsKnown(communityId: string, addresses: string[]) {
  const [held, invitations, suppressions] = await Promise.all([
    db().emailAddress.findMany({
      where: { address: { in: addresses } },
      select: {
        address: true,
        personId: true,
        person: { select: { memberships: { where: { communityId }, select: { status: true, role: true } } } },
      },
    }),
    db().invitation.findMany({
      where: {
        ...{ communityId, kind: "personal", acceptedAt: null, revokedAt: null, expiresAt: { gt: now() } },
        address: { in: addresses },
      },
      select: { address: true },
    }),
    db().suppression.findMany({
      where: { communityId, address: { in: addresses } },
      select: { address: true, reason: true },
    }),
  ]);

  const personOf = new Map(held.map(({ address, personId }) => [address.toLowerCase(), personId]));
  const known = new Map<string, ImportOutcome>();
  const whoHas = (address: string) => personOf.get(address.toLowerCase()) ?? address.toLowerCase();
  for (const { address } of invitations) if (address) known.set(whoHas(address), "already-invited");
  for (const { address, reason } of suppressions) known.set(whoHas(address), ofSuppression[reason]);
  for (const { personId, person } of held) {
    const [membership] = person.memberships;
    if (membership) known.set(personId, ofMembership(membership));
  }
  return { personOf, outcomeOf: known };
}

function ofMembership({ status, role }: { status: string; role: string }): ImportOutcome {
  if (status === "left" || status === "removed") return status;
  if (status === "waiting") return "already-waiting";
  return role === "follower" ? "already-follower" : "already-member";
}
