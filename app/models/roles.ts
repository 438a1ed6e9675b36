import { Refusal } from "#app/lib/refusal.ts";
import type { Community, Membership, Person } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";

/** Who acts: a person, as a member of one community. */
export interface Actor {
  person: Person;
  membership: Membership;
  community: Community;
}

/** What can be done in a community. What one does with one's own things (posts, profile, letters) needs no row here. */
export type Act =
  | "read-community"
  | "post"
  | "make-showcase"
  | "make-event"
  | "open-console"
  | "see-members"
  | "manage-members"
  | "change-roles"
  | "invite"
  | "moderate-threads"
  | "edit-showcases"
  | "edit-events"
  | "edit-digest"
  | "publish-digest"
  | "judge-held"
  | "see-deliveries"
  | "release-suppression"
  | "edit-community"
  | "see-audit";

const everyMember = ["read-community", "post", "make-showcase", "make-event"] as const satisfies Act[];

const moderation = [
  "open-console",
  "see-members",
  "invite",
  "moderate-threads",
  "edit-showcases",
  "edit-events",
  "edit-digest",
  "judge-held",
  "see-deliveries",
] as const satisfies Act[];

const ownership = [
  "manage-members",
  "change-roles",
  "publish-digest",
  "release-suppression",
  "edit-community",
  "see-audit",
] as const satisfies Act[];

/** The one table of who may do what. */
export const mayDo = {
  owner: [...everyMember, ...moderation, ...ownership],
  moderator: [...everyMember, ...moderation],
  member: everyMember,
  follower: [],
} as const satisfies Record<Role, readonly Act[]>;

/** Roles that take one of the community's seats; followers come beside them. */
export const SEATED_ROLES = ["owner", "moderator", "member"] as const satisfies Role[];

export function isSeated(role: Role): boolean {
  const seated: readonly Role[] = SEATED_ROLES;
  return seated.includes(role);
}

/** Which roles one may give away by an invitation. Nobody becomes an owner by a link. */
export const mayInviteAs = {
  owner: ["member", "moderator", "follower"],
  moderator: ["member", "follower"],
  member: [],
  follower: [],
} as const satisfies Record<Role, readonly Role[]>;

export function actorMay(actor: Pick<Actor, "membership">, act: Act): boolean {
  const { role, status } = actor.membership;
  const belongs = status === "active" || status === "paused";
  const acts: readonly Act[] = mayDo[role];
  return belongs && acts.includes(act);
}

/** Throws Refusal "not-allowed" unless the actor may. */
export function insistMay(actor: Pick<Actor, "membership">, act: Act): void {
  if (!actorMay(actor, act)) throw new Refusal("not-allowed");
}
