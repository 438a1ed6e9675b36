import { colourOf, initials } from "#app/lib/names.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { invitationUrl, invitationsToTell, whyClosed } from "#app/models/invitation.ts";
import { invitation as invitationLetter } from "#emails/templates/invitation.ts";
import { composeForCommunities, factId } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";

/** "Ana invites you", and the one reminder of it. Not sent when it was answered or withdrawn meanwhile. */
export async function composeInvitations(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const told = await invitationsToTell(deliveries.map((delivery) => factId(delivery, "invitationId")));

  return composeForCommunities(deliveries, (facts) => {
    const invitation = told.get(factId(facts.delivery, "invitationId"));
    if (!invitation) return { cancelled: "the invitation is gone" };
    const closed = whyClosed(invitation);
    if (closed) return { cancelled: closed };

    const url = invitationUrl(invitation);
    const draft = invitationLetter({
      ...letterProps(facts),
      inviter: {
        name: invitation.inviterName,
        initials: initials(invitation.inviterName),
        colour: colourOf(invitation.inviterId),
        photoUrl: null,
      },
      personal: invitation.note || null,
      about: facts.community.description || facts.community.tagline || null,
      memberCount: invitation.memberCount,
      url,
      declineUrl: `${url}?answer=no`,
      expiresAt: invitation.expiresAt,
      reminder: facts.delivery.kind === "invitation_reminder",
    });
    return finishLetter(facts, draft, { toName: invitation.name });
  });
}
