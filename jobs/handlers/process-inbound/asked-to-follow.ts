import { askToFollowIn, tidyInterested } from "#app/models/membership/following.ts";
import { tidyAddress } from "#app/models/person.ts";
import { Rejection } from "#app/models/rejection.ts";
import { checkSender } from "#jobs/handlers/process-inbound/authentication.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";

/**
 * Whoever writes to `community+follow@` wants the newsletter, whatever the words: the same letter as from the page asks
 * whether the address is theirs. Null: it was written to another address, or the community shows itself to nobody.
 */
export async function askedToFollow(letter: Letter): Promise<Placed | null> {
  const { address, community, message } = letter;
  if (address?.kind !== "command" || address.word !== "follow" || !community?.publicHome) return null;
  const [sender] = message.from;
  if (!sender || tidyAddress(sender.address) === null) return null;
  if ((await checkSender(letter)).verdict === "failed") throw new Rejection("forged-sender");

  const wanted = tidyInterested(community, { address: sender.address, name: sender.name });
  return {
    membershipId: null,
    async act(tx) {
      await askToFollowIn(tx, community.id, wanted);
      return [{ kind: "follow-request" }];
    },
  };
}
