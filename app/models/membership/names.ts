import { db } from "#app/db/client.ts";

/** Everyone who belongs, for choosing one: by name, with every address of theirs in small letters. */
export async function listMemberNames(
  communityId: string,
): Promise<{ id: string; name: string; addresses: string[] }[]> {
  const members = await db().membership.findMany({
    where: { communityId, status: { in: ["active", "paused"] } },
    select: { id: true, name: true, person: { select: { addresses: { select: { address: true } } } } },
    orderBy: { name: "asc" },
  });
  return members.map(({ id, name, person }) => ({
    id,
    name,
    addresses: person.addresses.map(({ address }) => address.toLowerCase()),
  }));
}
