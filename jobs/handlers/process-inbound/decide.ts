import { isRefusal } from "#app/lib/refusal.ts";
import { proveAlive } from "#app/models/bounce.ts";
import { Rejection } from "#app/models/rejection.ts";
import { askedToFollow } from "#jobs/handlers/process-inbound/asked-to-follow.ts";
import { authorOf } from "#jobs/handlers/process-inbound/author.ts";
import { fromMachine } from "#jobs/handlers/process-inbound/machines.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { ParentMissing } from "#jobs/handlers/process-inbound/parent-missing.ts";
import { placeLetter } from "#jobs/handlers/process-inbound/place-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { takeInquiryReply } from "#jobs/handlers/process-inbound/take-inquiry-reply.ts";
import { rejectionOf } from "#jobs/handlers/process-inbound/refused.ts";

export type Decision = Placed | Rejection | ParentMissing;

/** What is to become of a letter: done, not taken and why, or put back for a while. Nothing is written yet. */
export async function decide(letter: Letter): Promise<Decision> {
  try {
    return (
      (await fromMachine(letter)) ??
      (await askedToFollow(letter)) ??
      (await takeInquiryReply(letter)) ??
      (await fromPerson(letter))
    );
  } catch (error) {
    return error instanceof ParentMissing ? error : asRejection(error);
  }
}

/** A no of the house is a fate of the message. @throws anything else as it is: reading it crashed */
export function asRejection(error: unknown): Rejection {
  const rejection = error instanceof Rejection ? error : isRefusal(error) ? rejectionOf(error) : null;
  if (!rejection) throw error;
  return rejection;
}

async function fromPerson(letter: Letter): Promise<Placed> {
  const author = await authorOf(letter);
  const placed = await placeLetter(letter, author);
  const writesFrom = letter.released ? undefined : letter.message.from[0]?.address;
  if (writesFrom === undefined) return placed;
  return {
    ...placed,
    ...(placed.plain ? { plain: { ...placed.plain, writesFrom } } : {}),
    async act(tx) {
      await proveAlive(tx, author.communityId, writesFrom);
      return placed.act(tx);
    },
  };
}
