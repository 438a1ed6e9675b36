import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { releaseByAuthor, rejectByAuthor } from "#app/models/inbound-message.ts";
import { Rejection } from "#app/models/rejection.ts";
import { readCommand } from "#emails/reading/commands.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/** "Was this you?" Yes lets the held message be read in their name; no sets it aside for good. */
export async function answerHeld(
  letter: Letter,
  author: Author,
  { number }: Extract<Target, { kind: "held" }>,
): Promise<Placed> {
  const command = readCommand(letter.reply.text, now());
  const answer =
    command?.name === "rsvp"
      ? command.answer
      : command?.name === "approve"
        ? "yes"
        : command?.name === "reject"
          ? "no"
          : null;
  if (answer !== "yes" && answer !== "no") throw new Rejection("answers-a-machine");

  const held = await db().inboundMessage.findFirst({
    where: { number, communityId: author.communityId, membershipId: author.id, status: "held" },
  });
  if (!held) throw new Rejection("nothing-asked");
  return {
    membershipId: author.id,
    async act(tx) {
      if (answer === "yes") await releaseByAuthor(tx, held, author);
      else await rejectByAuthor(tx, held, author);
      return [{ kind: answer === "yes" ? "released" : "rejected", id: held.id, by: author.personId }];
    },
  };
}
