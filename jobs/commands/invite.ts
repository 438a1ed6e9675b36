import { inviteByAddress } from "#app/models/invitation.ts";
import { Ending } from "#jobs/commands/exit-codes.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { ownerOf, withDatabase } from "#jobs/commands/with-database.ts";

const roles = ["member", "moderator", "follower"] as const;
type InvitedRole = (typeof roles)[number];

export interface InviteOptions extends ReportOptions {
  name?: string;
  note?: string;
  role: string;
}

/** `roundletter invite COMMUNITY ADDRESS` */
export async function inviteSomebody(slug: string, address: string, options: InviteOptions): Promise<void> {
  const role = roles.find((known) => known === options.role);
  if (!role) throw new Ending("usage", `--role is one of ${roles.join(", ")}.`);
  const invitation = await withDatabase(async () =>
    inviteByAddress(await ownerOf(slug), wanted(address, role, options)),
  );

  const { id, expiresAt } = invitation;
  report(options, {
    json: { id, community: slug, address, role, expiresAt },
    words: `${address} is invited to ${slug}, until ${expiresAt.toISOString().slice(0, 10)}. The letter goes out as soon as a worker runs.`,
  });
}

function wanted(address: string, role: InvitedRole, { name, note }: InviteOptions) {
  return { address, role, ...(name ? { name } : {}), ...(note ? { note } : {}) };
}
