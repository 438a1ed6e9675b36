import { postReply } from "#app/models/post.ts";
import { closeQuestion, questionByNumber, type OpenQuestion } from "#app/models/question.ts";
import { Rejection } from "#app/models/rejection.ts";
import { startThread } from "#app/models/thread.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

type Choice = { threadId: string } | "new" | "none";

/** "2", "new" or "none": the words that waited go where their author says. */
export async function answerQuestion(
  letter: Letter,
  author: Author,
  { number }: Extract<Target, { kind: "question" }>,
): Promise<Placed> {
  const question = await questionByNumber(author.communityId, number);
  if (!question || question.membershipId !== author.id) throw new Rejection("target-gone");
  if (question.answeredAt) throw new Rejection("nothing-asked");
  const choice = readChoice(letter.reply.text, question);
  if (choice === null) throw new Rejection("answers-a-machine");

  return {
    membershipId: author.id,
    async act(tx) {
      if (!(await closeQuestion(tx, question.id))) throw new Rejection("nothing-asked");
      if (choice === "none") return [{ kind: "dropped", id: question.id }];
      const threadId =
        choice === "new"
          ? (
              await startThread(tx, {
                communityId: author.communityId,
                subject: firstLine(question.text),
                startedById: author.id,
              })
            ).id
          : choice.threadId;
      const post = await postReply(tx, {
        communityId: author.communityId,
        threadId,
        authorId: author.id,
        text: question.text,
        html: question.html,
        folded: [],
        source: "mail",
        // It is still the message that asked the question of which this is an answer.
        inboundMessageId: question.inboundMessageId,
        answer: question.answer,
        attachments: question.attachments,
      });
      return [{ kind: "post", id: post.id, threadId }];
    },
  };
}

function readChoice(text: string, { candidates }: OpenQuestion): Choice | null {
  const [line = ""] = text.trim().split("\n");
  const word = line
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (/^(?:new|neu|neues|nouveau|nouvelle|nuevo|nueva)(?: thread)?$/u.test(word)) return "new";
  if (/^(?:none|nowhere|nothing|keins?|nirgends|nirgendwo|aucune?|nulle part|ninguno|ninguna)$/u.test(word))
    return "none";
  const number = /^(?:item |number |no |nr |nummer |n )?(\d{1,3})$/u.exec(word)?.[1];
  return candidates.find((candidate) => candidate.number === Number(number)) ?? null;
}

function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
