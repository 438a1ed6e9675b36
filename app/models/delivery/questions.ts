import { db } from "#app/db/client.ts";
import type { Candidate } from "../question.ts";

/** An open question as its letter asks it. */
export interface AskedQuestion {
  number: number;
  text: string;
  /** Of the message that held the words. */
  subject: string;
  candidates: Candidate[];
  answeredAt: Date | null;
}

/** By id: one query for a whole batch. */
export async function questionsForLetters(ids: readonly string[]): Promise<Map<string, AskedQuestion>> {
  const questions = await db().question.findMany({
    where: { id: { in: ids.filter((id) => id !== "") } },
    include: { inboundMessage: { select: { subject: true } } },
  });
  return new Map(
    questions.map(({ id, number, text, answeredAt, candidates, inboundMessage }) => [
      id,
      {
        number,
        text,
        answeredAt,
        subject: inboundMessage.subject ?? "",
        candidates: candidates as unknown as Candidate[],
      },
    ]),
  );
}
