import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import { isRefusal, type RefusalReason } from "#app/lib/refusal.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { rejectHeld, releaseHeld, restoreHeld } from "#app/models/inbound-message.ts";
import { asActor } from "#app/models/membership.ts";
import { removePost } from "#app/models/post.ts";
import { mayBeAnswered, Rejection } from "#app/models/rejection.ts";
import { actorMay } from "#app/models/roles.ts";
import { readCommand } from "#emails/reading/commands.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { insistOwnerAct } from "#jobs/handlers/process-inbound/insist-owner-act.ts";
import { judgeWordsFor } from "#jobs/handlers/process-inbound/judge-words.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Done } from "#jobs/handlers/process-inbound/receipt-words.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";

const WEEK = 7 * 86_400_000;

type Judgement = { kind: "approve" } | { kind: "reject"; words: string } | { kind: "undo" };

/**
 * Who may decide about held mail does so by a word in reply to the letter that told of it: "approve", "reject" (what
 * stands below is passed on to the sender), and "undo" in reply to the receipt. Everything is audited by the model.
 */
export async function judgeByMail(
  letter: Letter,
  author: Author,
  { number }: Extract<Target, { kind: "judge" }>,
): Promise<Placed> {
  if (!actorMay({ membership: author }, "judge-held")) throw new Rejection("may-not-post");
  insistOwnerAct(letter);
  const held = await db().inboundMessage.findFirst({ where: { number, communityId: author.communityId } });
  if (!held) throw new Rejection("target-gone");

  const judgement = readJudgement(letter.reply.text);
  const done = await judge(judgement, author, held);
  return {
    membershipId: author.id,
    async act(tx) {
      const address = letter.message.from[0]?.address;
      if (address !== undefined && mayBeAnswered(letter.message, letter.inbound.envelopeFrom)) {
        await prepareDelivery(tx, {
          communityId: author.communityId,
          kind: "receipt",
          letterKey: `receipt:${letter.inbound.id}`,
          address,
          membershipId: author.id,
          facts: {
            ...done,
            asked: letter.reply.text.trim().slice(0, 2_000) || null,
            undo: { word: "undo", url: links.console(author.community.slug, `/held/${held.id}`) },
            // The same address: as fresh, and for this message only.
            replyTo: letter.inbound.recipient,
          },
          urgency: 0,
          notAfter: new Date(now().getTime() + WEEK),
        });
      }
      return [{ kind: "command", name: judgement?.kind ?? "judge" }];
    },
  };
}

/** The first line decides; after "reject" the rest is for the sender. null: no word that we know, nothing is done. */
export function readJudgement(text: string): Judgement | null {
  const [first = "", ...rest] = text.trim().split("\n");
  const [, word = "", after = ""] = /^([\p{L}]+)[.!,:;]?\s*(.*)$/su.exec(first.trim()) ?? [];
  const whole = readCommand(first, now()) ?? readCommand(word, now());
  const words = [after, ...rest].join("\n").trim();
  const isYes =
    whole?.name === "approve" || whole?.name === "ok" || (whole?.name === "rsvp" && whole.answer === "yes");
  if (isYes) return words === "" ? { kind: "approve" } : null;
  if (whole?.name === "undo") return { kind: "undo" };
  const isNo = whole?.name === "reject" || (whole?.name === "rsvp" && whole.answer === "no");
  return isNo ? { kind: "reject", words: words.slice(0, 1_000) } : null;
}

/** What was done, or kindly why nothing was. */
async function judge(judgement: Judgement | null, author: Author, held: InboundMessage): Promise<Done> {
  const words = judgeWordsFor(author);
  const actor = asActor(author);
  try {
    switch (judgement?.kind) {
      case "approve":
        return words.approved((await releaseHeld(actor, held.id)) ?? "");
      case "reject":
        await rejectHeld(actor, held.id, judgement.words === "" ? {} : { said: judgement.words });
        return words.rejected(judgement.words !== "");
      case "undo":
        await takeBack(author, held);
        return words.undone();
      case undefined:
        return words.unread();
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const kindly: Partial<Record<RefusalReason, Done>> = {
      "choose-member": words.chooseMember(),
      "already-settled": words.settled(),
    };
    const done = kindly[error.reason];
    if (!done) throw error;
    return done;
  }
}

/** What has been read meanwhile is taken out of sight again; what was not taken waits again. */
async function takeBack(author: Author, held: InboundMessage): Promise<void> {
  const posts = await db().post.findMany({
    where: { communityId: author.communityId, inboundMessageId: held.id, removedAt: null },
  });
  if (posts.length === 0) return restoreHeld(asActor(author), held.id);
  for (const post of posts) await removePost(asActor(author), post.id);
}
