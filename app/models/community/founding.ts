import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { createCommunityIn, type NewCommunity } from "#app/models/community.ts";
import { primaryAddress } from "#app/models/person.ts";
import type { Community, Person } from "#prisma/generated/client.ts";

/** The operator always; owners when the operator lets them. */
export async function mayFound(person: Person): Promise<boolean> {
  if (person.operatorSince) return true;
  const [deployment, owns] = await Promise.all([
    db().deployment.findUnique({ where: { id: 1 } }),
    db().membership.count({
      where: { personId: person.id, role: "owner", status: { in: ["active", "paused"] } },
    }),
  ]);
  return deployment?.ownersMayFound === true && owns > 0;
}

/** A further community, with the one who asks as its owner. @throws Refusal "may-not-found", and what is odd about it */
export async function foundAnother(person: Person, wanted: Omit<NewCommunity, "owner">): Promise<Community> {
  if (!(await mayFound(person))) throw new Refusal("may-not-found");
  const address = await primaryAddress(person.id);
  const { community } = await transaction((tx) =>
    createCommunityIn(tx, { ...wanted, owner: { name: person.name, address } }),
  );
  return community;
}
