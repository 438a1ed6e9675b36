import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { EmailAddress, Person } from "#prisma/generated/client.ts";

export type { Person };

const LONGEST_NAME = 80;
const ADDRESS =
  /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/iu;

/** An address as it is kept: trimmed, its domain in small letters. null when it is none. */
export function tidyAddress(typed: string): string | null {
  const address = typed.trim();
  if (address.length > 254 || !ADDRESS.test(address)) return null;
  const at = address.lastIndexOf("@");
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

/** @throws Refusal "address-odd" */
export function insistAddress(typed: string): string {
  const address = tidyAddress(typed);
  if (address === null) throw new Refusal("address-odd");
  return address;
}

/** A name in one line, of at most 80 characters. @throws Refusal "name-missing" */
export function insistName(typed: string): string {
  const oneLine = typed.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, " ");
  const name = Array.from(oneLine.replace(/\s+/g, " ").trim()).slice(0, LONGEST_NAME).join("");
  if (name === "") throw new Refusal("name-missing");
  return name;
}

/** By an address that is theirs by their own word: one that only others vouch for opens no door. */
export function findPersonByAddress(address: string): Promise<Person | null> {
  return db().person.findFirst({
    where: {
      addresses: {
        some: { address: address.trim(), OR: [{ verifiedAt: { not: null } }, { vouchedAt: null }] },
      },
    },
  });
}

/** The person with this address; a new one if there is none. `verified`: they have shown that it is theirs. */
export async function ensurePerson(
  tx: Tx,
  newcomer: { name: string; address: string; locale?: string; verified?: boolean },
): Promise<Person> {
  // Two communities may invite the same stranger in the same moment: the second waits here, then finds the person.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('person:' || lower(${newcomer.address}), 0))`;
  const known = await tx.emailAddress.findUnique({
    where: { address: newcomer.address },
    include: { person: true },
  });
  if (!known) return makePerson(tx, newcomer);
  if (newcomer.verified && known.vouchedAt && !known.verifiedAt) {
    // Whoever holds the mailbox comes in by themselves: what others said of it was about somebody else.
    await tx.emailAddress.delete({ where: { id: known.id } });
    return makePerson(tx, newcomer);
  }

  if (newcomer.verified && !known.verifiedAt) {
    await tx.emailAddress.update({ where: { id: known.id }, data: { verifiedAt: now() } });
  }
  return known.person;
}

/** The primary one first. */
export function addressesOf(personId: string): Promise<EmailAddress[]> {
  return db().emailAddress.findMany({
    where: { personId },
    orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }],
  });
}

/** Where their letters go. */
export async function primaryAddress(personId: string, tx: Tx = db()): Promise<string> {
  const { address } = await tx.emailAddress.findFirstOrThrow({
    where: { personId },
    orderBy: [{ isPrimary: "desc" }, { createdAt: "asc" }],
    select: { address: true },
  });
  return address;
}

function makePerson(
  tx: Tx,
  { name, address, locale = "en", verified = false }: Parameters<typeof ensurePerson>[1],
): Promise<Person> {
  return tx.person.create({
    data: {
      name,
      locale,
      createdAt: now(),
      addresses: {
        create: { address, isPrimary: true, verifiedAt: verified ? now() : null, createdAt: now() },
      },
    },
  });
}
