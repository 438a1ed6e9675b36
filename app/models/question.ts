import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import type { NewAttachment } from "#app/models/attachment.ts";
import { primaryAddress } from "#app/models/person.ts";
import type { Membership, Question } from "#prisma/generated/client.ts";

/** What an answer may belong to: a number in the letter, and the thread behind it. */
export interface Candidate {
  number: number;
  title: string;
  threadId: string;
}

export interface OpenQuestion extends Omit<Question, "candidates" | "attachments"> {
  candidates: Candidate[];
  attachments: NewAttachment[];
}

export interface UnplacedAnswer {
  member: Pick<Membership, "id" | "communityId" | "personId">;
  inboundMessageId: string;
  /** Which of the answers of the message this is. */
  answer: number;
  text: string;
  html: string | null;
  candidates: readonly Candidate[];
  /** What was sent along with these words: it waits with them. */
  attachments: readonly NewAttachment[];
}

const TWO_WEEKS = 14 * 86_400_000;

/** Keeps the words and writes one short letter to their author: which one did you mean? */
export async function askWhich(tx: Tx, unplaced: UnplacedAnswer): Promise<Question> {
  const { member, inboundMessageId, answer, text, html, candidates, attachments } = unplaced;
  const question = await tx.question.create({
    data: {
      communityId: member.communityId,
      membershipId: member.id,
      inboundMessageId,
      answer,
      text,
      html,
      candidates: candidates.map((candidate) => ({ ...candidate })),
      attachments: attachments.map(({ blobId, filename }) => ({ blobId, filename })),
      createdAt: now(),
    },
  });
  await prepareDelivery(tx, {
    communityId: member.communityId,
    kind: "question",
    letterKey: `question:${question.id}`,
    address: await primaryAddress(member.personId, tx),
    membershipId: member.id,
    facts: { questionId: question.id },
    urgency: 0,
    notAfter: new Date(now().getTime() + TWO_WEEKS),
  });
  return question;
}

export async function questionByNumber(communityId: string, number: number): Promise<OpenQuestion | null> {
  const question = await db().question.findFirst({ where: { communityId, number } });
  return (
    question && {
      ...question,
      candidates: question.candidates as unknown as Candidate[],
      attachments: question.attachments as unknown as NewAttachment[],
    }
  );
}

/** Compare and set: false when it was answered before. */
export async function closeQuestion(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.question.updateMany({
    where: { id, answeredAt: null },
    data: { answeredAt: now() },
  });
  return count === 1;
}
