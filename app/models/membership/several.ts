import { db } from "#app/db/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Membership } from "#prisma/generated/client.ts";
import { changeRole } from "../membership.ts";
import { pauseMember, resumeMember } from "./pausing.ts";

/** What can be done to several members at once. */
export const memberActs = ["pause", "resume", "make-member", "make-moderator", "make-follower"] as const;

export type MemberAct = (typeof memberActs)[number];

export interface ActedOn {
  /** By what undoes it for them. */
  undo: Map<MemberAct, number[]>;
  done: number;
  left: number;
}

/** Each by itself: whom it cannot be done to does not hold up the rest. @throws Refusal "not-allowed" */
export async function actOnMembers(
  actor: Actor,
  act: MemberAct,
  numbers: readonly number[],
): Promise<ActedOn> {
  insistMay(actor, "manage-members");
  const members = await db().membership.findMany({
    where: {
      communityId: actor.community.id,
      number: { in: [...numbers] },
      status: { in: ["active", "paused"] },
    },
  });
  const acted: ActedOn = { undo: new Map(), done: 0, left: 0 };
  for (const member of members) {
    const undo = undoOf(act, member);
    if (undo === "nothing") continue;
    try {
      await doTo(actor, act, member);
      acted.done++;
      if (undo !== null) acted.undo.set(undo, [...(acted.undo.get(undo) ?? []), member.number]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      acted.left++;
    }
  }
  return acted;
}

async function doTo(actor: Actor, act: MemberAct, member: Membership): Promise<void> {
  if (act === "pause") await pauseMember(member, { actor });
  else if (act === "resume") await resumeMember(member, { actor });
  else await changeRole(actor, member.id, roles[act]);
}

const roles = {
  "make-member": "member",
  "make-moderator": "moderator",
  "make-follower": "follower",
} as const;

/** "nothing": it is so already. null: nothing here leads back (nobody becomes an owner in passing). */
function undoOf(act: MemberAct, { status, role }: Membership): MemberAct | "nothing" | null {
  if (act === "pause") return status === "paused" ? "nothing" : "resume";
  if (act === "resume") return status === "active" ? "nothing" : "pause";
  if (roles[act] === role) return "nothing";
  return role === "owner" ? null : `make-${role}`;
}
