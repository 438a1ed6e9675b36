import { db } from "#app/db/client.ts";

export interface TeamMember {
  id: string;
  name: string;
  photoId: string | null;
  role: "owner" | "moderator";
  joinedAt: Date | null;
}

/** Who looks after the community, owners first. */
export async function teamOf(communityId: string): Promise<TeamMember[]> {
  const team = await db().membership.findMany({
    where: { communityId, role: { in: ["owner", "moderator"] }, status: { in: ["active", "paused"] } },
    select: { id: true, name: true, photoId: true, role: true, joinedAt: true },
    orderBy: [{ role: "asc" }, { joinedAt: "asc" }],
  });
  return team.flatMap(({ role, ...member }) =>
    role === "owner" || role === "moderator" ? [{ ...member, role }] : [],
  );
}

/** Who could be asked to help: by name. */
export function membersToAsk(communityId: string): Promise<{ id: string; name: string }[]> {
  return db().membership.findMany({
    where: { communityId, role: "member", status: "active" },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 1000,
  });
}
