import { findCommunity } from "#app/models/community.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";

/** null: none was named, so all are meant. */
export async function communityIdOf(slug: string | undefined): Promise<string | null> {
  if (slug === undefined) return null;
  const community = await findCommunity(slug);
  if (!community) throw new Ending("data", `No community is called "${slug}".`);
  return community.id;
}
