import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import { membershipByLink, type FullMembership } from "#app/models/membership/links.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readReply } from "#emails/reading/reply-text.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";
import { rejectByAuthor, releaseByAuthor } from "./judging.ts";

export interface AskedAuthor {
  membership: FullMembership;
  message: InboundMessage;
}

/** "Was this you?": what came in this member's name, by the link in the letter to the address that we know. */
export async function askedByLink(token: string): Promise<AskedAuthor | null> {
  const found = await membershipByLink("held", token);
  if (!found || !["active", "paused"].includes(found.membership.status)) return null;
  const { membership, extra: number } = found;
  const { communityId, id: membershipId } = membership;
  const message = await db().inboundMessage.findFirst({ where: { number, communityId, membershipId } });
  return message && { membership, message };
}

/** Its new words, for its own person. */
export async function wordsOfHeld({ raw }: InboundMessage): Promise<string> {
  return withoutTokens(readReply(await parseMessage(raw)).text).slice(0, 5_000);
}

/** @throws Refusal "already-settled" */
export async function answerAsked({ membership, message }: AskedAuthor, answer: "yes" | "no"): Promise<void> {
  if (message.status !== "held") throw new Refusal("already-settled");
  await transaction((tx) =>
    answer === "yes" ? releaseByAuthor(tx, message, membership) : rejectByAuthor(tx, message, membership),
  );
}
