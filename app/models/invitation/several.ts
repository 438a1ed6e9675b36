import { isRefusal } from "#app/lib/refusal.ts";
import { inviteByAddress } from "#app/models/invitation.ts";
import type { Actor } from "#app/models/roles.ts";
import type { Role } from "#prisma/generated/enums.ts";

export interface InvitedSeveral {
  sent: { id: string; number: number; address: string }[];
  /** As they were written, each with the reason. */
  refused: { written: string; why: string }[];
}

const MOST = 100;

/** Each line or comma another person: an address, or a name with one. What is refused does not hold up the rest. */
export async function inviteSeveral(
  actor: Actor,
  { people, ...wanted }: { people: string; note: string; role: Role },
): Promise<InvitedSeveral> {
  const invited: InvitedSeveral = { sent: [], refused: [] };
  for (const written of peopleIn(people)) {
    try {
      const { id, number, address } = await inviteByAddress(actor, { ...wanted, ...readPerson(written) });
      invited.sent.push({ id, number, address: address ?? "" });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      invited.refused.push({ written, why: error.message });
    }
  }
  return invited;
}

function peopleIn(people: string): string[] {
  const each = people.split(/[\n\r;,]+/).map((one) => one.trim());
  return [...new Set(each.filter(Boolean))].slice(0, MOST);
}

/** "Ana Ferreira <ana@example.org>", or the address alone. */
function readPerson(written: string): { address: string; name: string } {
  const [, name = "", address = written] = /^(.*?)\s*<([^<>]*)>$/.exec(written) ?? [];
  return { address, name: name.replace(/^["']|["']$/g, "").slice(0, 80) };
}
