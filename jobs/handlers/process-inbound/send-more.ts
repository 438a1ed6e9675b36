import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { digestAsSent } from "#app/models/digest.ts";
import { mayBeAnswered } from "#app/models/rejection.ts";
import type { Command } from "#emails/reading/commands.ts";
import { actsWordsFor } from "#jobs/handlers/process-inbound/acts-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Obeyed } from "#jobs/handlers/process-inbound/obey.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

const THREE_DAYS = 3 * 86_400_000;

/** The whole thread of an item, as a letter to who asked: of the digest that is answered, or of their last one. */
export async function sendMore(
  author: Author,
  target: Target,
  { item: number }: Extract<Command, { name: "more" }>,
  letter: Letter,
): Promise<Obeyed> {
  const digestId = target.kind === "digest" ? target.digestId : await lastDigestOf(author);
  const sent = digestId === null ? null : await digestAsSent(author.id, digestId);
  const item = sent?.items.find((each) => each.number === number);
  const words = actsWordsFor(author).noItem(number);
  const address = letter.message.from[0]?.address;
  const threadId = item?.threadId ?? null;
  if (threadId === null || address === undefined) return { ...words, undo: null };

  return {
    ...words,
    undo: null,
    silent: true,
    noted: { item: number, threadId },
    async also(tx) {
      if (!mayBeAnswered(letter.message, letter.inbound.envelopeFrom)) return;
      await prepareDelivery(tx, {
        communityId: author.communityId,
        kind: "thread_letter",
        letterKey: `more:${letter.inbound.id}`,
        address,
        membershipId: author.id,
        facts: { threadId },
        urgency: 0,
        notAfter: new Date(now().getTime() + THREE_DAYS),
      });
    },
  };
}

async function lastDigestOf({ id }: Author): Promise<string | null> {
  const last = await db().delivery.findFirst({
    where: { membershipId: id, kind: "digest", digestId: { not: null }, sentAt: { not: null } },
    orderBy: { sentAt: "desc" },
    select: { digestId: true },
  });
  return last?.digestId ?? null;
}
