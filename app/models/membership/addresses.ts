import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { insistAddress } from "#app/models/person.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { EmailAddress, Membership } from "#prisma/generated/client.ts";

type Whose = Pick<Membership, "id" | "personId" | "communityId">;

/**
 * One more address of a member's, by the word of an owner or moderator. Mail from it is theirs from now on; it signs
 * nobody in, and gets no letters, before they have confirmed it on their own page. null: it is theirs already.
 * @throws Refusal "address-taken"
 */
export async function addVouchedAddress(
  tx: Tx,
  actor: Actor,
  member: Whose,
  address: string,
): Promise<EmailAddress | null> {
  const known = await tx.emailAddress.findUnique({ where: { address } });
  if (known && known.personId !== member.personId) throw new Refusal("address-taken");
  if (known) return null;
  const added = await tx.emailAddress.create({
    data: { personId: member.personId, address, isPrimary: false, vouchedAt: now(), createdAt: now() },
  });
  await note(tx, actor, member, "address.added");
  return added;
}

/** An owner adds an address on the member's page. @throws Refusal "address-odd", "address-taken" */
export async function addAddress(actor: Actor, member: Whose, typed: string): Promise<void> {
  insistTends(actor, member);
  const address = insistAddress(typed);
  await transaction((tx) => addVouchedAddress(tx, actor, member, address));
}

/** They say on their own page that an address which somebody vouched for is theirs. */
export async function confirmAddress(member: Whose, id: string): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.emailAddress.updateMany({
      where: { id: insistUuid(id), personId: member.personId, verifiedAt: null },
      data: { verifiedAt: now() },
    });
    if (count > 0) await noteOwn(tx, member, "address.confirmed");
  });
}

/** They say that it is not theirs. */
export async function disownAddress(member: Whose, id: string): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.emailAddress.deleteMany({
      where: { id: insistUuid(id), personId: member.personId, isPrimary: false, verifiedAt: null },
    });
    if (count > 0) await noteOwn(tx, member, "address.disowned");
  });
}

/**
 * Their letters go there from now on. One that is only vouched for can become so as long as they belong to no other
 * community: there nobody here may speak for them.
 * @throws Refusal "not-found", "belongs-elsewhere"
 */
export async function makePrimary(actor: Actor, member: Whose, id: string): Promise<void> {
  insistTends(actor, member);
  await transaction(async (tx) => {
    const address = await insistTheirs(tx, member, id);
    if (address.isPrimary) return;
    if (address.verifiedAt === null || actor.membership.id !== member.id) await insistOnlyHere(tx, member);
    await tx.emailAddress.updateMany({ where: { personId: member.personId }, data: { isPrimary: false } });
    await tx.emailAddress.update({ where: { id }, data: { isPrimary: true } });
    await note(tx, actor, member, "address.made-primary");
  });
}

/** @throws Refusal "not-found", "address-primary", "belongs-elsewhere" */
export async function removeAddress(actor: Actor, member: Whose, id: string): Promise<void> {
  insistTends(actor, member);
  await transaction(async (tx) => {
    const address = await insistTheirs(tx, member, id);
    if (address.isPrimary) throw new Refusal("address-primary");
    if (address.vouchedAt === null && actor.membership.id !== member.id) await insistOnlyHere(tx, member);
    await tx.emailAddress.delete({ where: { id } });
    await note(tx, actor, member, "address.removed");
  });
}

/** What concerns the person in every community is nothing that one of them decides. */
export async function insistOnlyHere(tx: Tx, { personId, communityId }: Whose): Promise<void> {
  const elsewhere = await tx.membership.count({
    where: { personId, communityId: { not: communityId }, mergedIntoId: null },
  });
  if (elsewhere > 0) throw new Refusal("belongs-elsewhere");
}

function insistTends(actor: Actor, member: Whose): void {
  if (actor.membership.id === member.id) return;
  insistMay(actor, "manage-members");
  if (member.communityId !== actor.community.id) throw new Refusal("not-found");
}

async function insistTheirs(tx: Tx, { personId }: Whose, id: string): Promise<EmailAddress> {
  const address = await tx.emailAddress.findFirst({ where: { id: insistUuid(id), personId } });
  if (!address) throw new Refusal("not-found");
  return address;
}

function insistUuid(id: string): string {
  if (!isUuid(id)) throw new Refusal("not-found");
  return id;
}

/** Without the address itself: the log outlives the member. */
async function note(
  tx: Tx,
  actor: Actor,
  { id, communityId }: Whose,
  act: `address.${string}`,
): Promise<void> {
  await record(tx, { communityId, actorId: actor.person.id, act, subjectId: id });
}

async function noteOwn(tx: Tx, member: Whose, act: `address.${string}`): Promise<void> {
  const { id, communityId, personId } = member;
  await record(tx, { communityId, actorId: personId, act, subjectId: id });
}
