import { db } from "#app/db/client.ts";

export interface Inviter {
  membershipId: string;
  name: string;
  address: string;
}

/** Who brought these members in, while they are members themselves: one query. */
export async function invitersOf(membershipIds: readonly string[]): Promise<Map<string, Inviter>> {
  const members = await db().membership.findMany({
    where: { id: { in: [...membershipIds] }, invitedBy: { status: "active" } },
    select: {
      id: true,
      invitedBy: {
        select: {
          id: true,
          name: true,
          person: { select: { addresses: { where: { isPrimary: true }, select: { address: true } } } },
        },
      },
    },
  });
  return new Map(
    members.flatMap(({ id, invitedBy }) => {
      const address = invitedBy?.person.addresses[0]?.address;
      return invitedBy && address
        ? [[id, { membershipId: invitedBy.id, name: invitedBy.name, address }]]
        : [];
    }),
  );
}
