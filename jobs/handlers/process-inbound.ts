import { transaction } from "#app/db/transaction.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { proveAlive } from "#app/models/bounce.ts";
import { claimInboundMessage, noteCrash, settleInboundMessage } from "#app/models/inbound-message.ts";
import { Rejection, sendRejectionNotice } from "#app/models/rejection.ts";
import { askKnownAddress } from "#jobs/handlers/process-inbound/ask-known-address.ts";
import { askedToFollow } from "#jobs/handlers/process-inbound/asked-to-follow.ts";
import { authorOf, whoSeems } from "#jobs/handlers/process-inbound/author.ts";
import { rejectionOf } from "#jobs/handlers/process-inbound/refused.ts";
import { fromMachine } from "#jobs/handlers/process-inbound/machines.ts";
import { openLetter, type Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { placeLetter } from "#jobs/handlers/process-inbound/place-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

/**
 * A message becomes what it is: a post, an answer, a command, a report. Runs as often as it must: who finds nothing to
 * claim goes home. What crashes is tried again, and set aside after the fifth time; nothing is lost either way.
 */
export async function processInbound({ inboundMessageId }: { inboundMessageId: string }): Promise<void> {
  const inbound = await claimInboundMessage(inboundMessageId);
  if (!inbound) return;

  try {
    await readAndSettle(inbound);
  } catch (error) {
    if ((await noteCrash(inbound, error)) === "again") throw error;
  }
}

async function readAndSettle(inbound: InboundMessage): Promise<void> {
  const letter = await openLetter(inbound);
  try {
    await settle(
      letter,
      (await fromMachine(letter)) ?? (await askedToFollow(letter)) ?? (await fromPerson(letter)),
    );
  } catch (error) {
    const rejection = error instanceof Rejection ? error : isRefusal(error) ? rejectionOf(error) : null;
    if (!rejection) throw error;
    await reject(letter, rejection);
  }
}

async function fromPerson(letter: Letter): Promise<Placed> {
  const author = await authorOf(letter);
  const placed = await placeLetter(letter, author);
  const writesFrom = letter.released ? undefined : letter.message.from[0]?.address;
  if (writesFrom === undefined) return placed;
  return {
    ...placed,
    async act(tx) {
      await proveAlive(tx, author.communityId, writesFrom);
      return placed.act(tx);
    },
  };
}

/** What it does and what became of it, in one transaction. */
async function settle({ inbound }: Letter, { membershipId, act }: Placed): Promise<void> {
  await transaction(async (tx) => {
    const outcome = await act(tx);
    await settleInboundMessage(tx, inbound.id, { status: "accepted", outcome, membershipId });
  });
}

/** The one place where a message is not taken: recorded, and its sender told where the table has words for it. */
async function reject(letter: Letter, { reason, status }: Rejection): Promise<void> {
  const { inbound, message, reply } = letter;
  const seems = await whoSeems(letter);
  await transaction(async (tx) => {
    await settleInboundMessage(tx, inbound.id, { status, reason, membershipId: seems?.id ?? null });
    if (status === "rejected") {
      await sendRejectionNotice(tx, inbound, reason, {
        message,
        written: reply.text,
        membershipId: seems?.id ?? null,
      });
    }
    if (status === "held" && seems) await askKnownAddress(tx, letter, seems, reason);
  });
}
