import { Rejection } from "#app/models/rejection.ts";
import { correctDraft, doShowcaseWishes } from "#jobs/handlers/process-inbound/answer-card.ts";
import { answerHeld } from "#jobs/handlers/process-inbound/answer-held.ts";
import { answerProof } from "#jobs/handlers/process-inbound/answer-proof.ts";
import { answerQuestion } from "#jobs/handlers/process-inbound/answer-question.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { doCommand } from "#jobs/handlers/process-inbound/do-command.ts";
import { giveReaction } from "#jobs/handlers/process-inbound/give-reaction.ts";
import { judgeByMail } from "#jobs/handlers/process-inbound/judge-by-mail.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { makeShowcase } from "#jobs/handlers/process-inbound/make-showcase.ts";
import { postAnswer } from "#jobs/handlers/process-inbound/post-answer.ts";
import { splitDigest } from "#jobs/handlers/process-inbound/split-digest.ts";
import { insistRules } from "#jobs/handlers/process-inbound/house-rules.ts";
import { startNewThread } from "#jobs/handlers/process-inbound/start-new-thread.ts";
import { targetOf, type Target } from "#jobs/handlers/process-inbound/targets.ts";

type Place<Kind extends Target["kind"] = Target["kind"]> = (
  letter: Letter,
  author: Author,
  target: Extract<Target, { kind: Kind }>,
) => Promise<Placed>;

/** Where words go, by what they answer. */
const places: { [Kind in Target["kind"]]: Place<Kind> } = {
  thread: postAnswer,
  digest: splitDigest,
  question: answerQuestion,
  held: answerHeld,
  proof: answerProof,
  judge: judgeByMail,
  "new-thread": startNewThread,
  "new-showcase": makeShowcase,
  "showcase-draft": correctDraft,
  unsubscribe: (letter, author, target) => obey(letter, author, target),
  help: (letter, author, target) => obey(letter, author, target),
  owners: () => Promise.reject(new Rejection("for-the-owners")),
  house: () => Promise.reject(new Rejection("answers-a-machine")),
};

/** First the shortest words (a command, a reaction), then words to be read by others. */
export async function placeLetter(letter: Letter, author: Author): Promise<Placed> {
  if (letter.message.protection === "encrypted") throw new Rejection("encrypted");
  const target = await targetOf(letter, author);
  const short =
    (await doShowcaseWishes(letter, author, target)) ??
    (await doCommand(letter, author, target)) ??
    (await giveReaction(letter, author, target));
  if (short) return short;

  await insistRules(letter, author, target);
  return (places[target.kind] as Place)(letter, author, target);
}

async function obey(letter: Letter, author: Author, target: Target): Promise<Placed> {
  const done = await doCommand(letter, author, target);
  if (!done) throw new Rejection("no-new-words");
  return done;
}
