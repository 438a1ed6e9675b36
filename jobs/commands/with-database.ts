import { findCommunity } from "#app/models/community.ts";
import { firstOwner } from "#app/models/membership.ts";
import type { Actor } from "#app/models/roles.ts";
import { openDatabase } from "#jobs/database.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";

/** The configured database, or the embedded one: in use already, or started for this command and stopped after it. */
export async function withDatabase<Result>(work: () => Promise<Result>): Promise<Result> {
  const database = await openDatabase();
  try {
    return await work();
  } finally {
    await database.close();
  }
}

/** In whose name the operator acts in a community: its first owner. */
export async function ownerOf(slug: string): Promise<Actor> {
  const community = await findCommunity(slug);
  if (!community) throw new Ending("data", `No community is called "${slug}".`);
  const owner = await firstOwner(community.id);
  if (!owner) throw new Ending("data", `"${slug}" has no owner in whose name this could be done.`);
  return owner;
}
