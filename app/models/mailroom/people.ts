import { db } from "#app/db/client.ts";
import { communityAddress } from "#app/models/community.ts";

/** Somebody who got letters, known by name where the house knows them. */
export interface MailroomReader {
  address: string;
  name: string;
  letters: number;
  latestAt: Date;
  face: { id: string; photoId: string | null };
}

/** Whose letter came last stands first. */
export async function listReaders(search = ""): Promise<MailroomReader[]> {
  const received = await db().mailroomLetter.groupBy({
    by: ["recipient"],
    _count: true,
    _max: { receivedAt: true },
  });
  const known = await peopleBehind(received.map(({ recipient }) => recipient));

  const readers = received.map(({ recipient, _count, _max }) => {
    const person = known.get(recipient.toLowerCase());
    return {
      address: recipient,
      name: person?.name ?? recipient,
      letters: _count,
      latestAt: _max.receivedAt ?? new Date(0),
      face: { id: person?.id ?? recipient, photoId: person?.photoId ?? null },
    };
  });
  const words = search.trim().toLowerCase();
  return readers
    .filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(words))
    .sort((a, b) => b.latestAt.getTime() - a.latestAt.getTime() || a.name.localeCompare(b.name));
}

/** Everybody who could write, and where to: the addresses of the communities. */
export async function listWriters(): Promise<{
  people: { address: string; name: string }[];
  communities: { address: string; name: string }[];
}> {
  const [members, communities] = await Promise.all([
    db().membership.findMany({
      where: { status: { in: ["active", "paused"] } },
      select: {
        name: true,
        person: { select: { addresses: { select: { address: true }, orderBy: { isPrimary: "desc" } } } },
      },
      orderBy: { name: "asc" },
    }),
    db().community.findMany({ select: { slug: true, name: true }, orderBy: { name: "asc" } }),
  ]);
  const people = new Map(
    members.flatMap(({ name, person }) =>
      person.addresses.map(({ address }) => [address, { address, name }] as const),
    ),
  );
  return {
    people: [...people.values()],
    communities: communities.map((community) => ({
      address: communityAddress(community),
      name: community.name,
    })),
  };
}

interface Known {
  id: string;
  name: string;
  photoId: string | null;
}

/** As their first community sees them. */
async function peopleBehind(addresses: string[]): Promise<Map<string, Known>> {
  const found = await db().emailAddress.findMany({
    where: { address: { in: addresses } },
    select: {
      address: true,
      person: {
        select: {
          id: true,
          name: true,
          memberships: {
            select: { id: true, name: true, photoId: true },
            take: 1,
            orderBy: { createdAt: "asc" },
          },
        },
      },
    },
  });
  const invited = await db().invitation.findMany({
    where: { address: { in: addresses }, name: { not: "" } },
    select: { id: true, address: true, name: true },
  });
  const guests = invited.map(
    ({ id, address, name }) => [(address ?? "").toLowerCase(), { id, name, photoId: null }] as const,
  );
  const members = found.map(({ address, person }) => {
    const [membership] = person.memberships;
    return [
      address.toLowerCase(),
      membership ?? { id: person.id, name: person.name, photoId: null },
    ] as const;
  });
  return new Map<string, Known>([...guests, ...members]);
}
