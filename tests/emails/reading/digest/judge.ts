import { splitDigestAnswers, type DigestAnswer } from "#emails/reading/digest-answers.ts";
import { readHtmlText } from "#emails/reading/html-lines.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import type { MadeAnswer, Said } from "#tests/emails/reading/digest/answers.ts";
import type { MadeReply } from "#tests/emails/reading/digest/replies.ts";

export interface Verdict {
  /** Authored words that are in no answer. */
  lost: string[];
  /** In a thread that is not theirs. */
  wrong: string[];
  /** Words in a thread that nobody wrote. */
  leaked: string[];
  /** The same in a question. */
  scraps: string[];
  /** Asked about, though a person would know. */
  asked: string[];
  /** Answers whose place a person would know. */
  knowable: number;
}

/** The conservation law: every authored word in exactly one answer, no word that nobody wrote, none in a wrong thread. */
export function judge(reply: MadeReply): Verdict {
  const found = splitDigestAnswers(readMessage(reply.raw), reply.letter.digest);
  const verdict: Verdict = { lost: [], wrong: [], leaked: [], scraps: [], asked: [], knowable: 0 };
  const rest = found.map(({ text }) => squash(text));
  const said = reply.answers
    .flatMap((answer) => answer.said.map((each, at) => ({ answer, each, at })))
    .sort((a, b) => b.each.text.length - a.each.text.length);
  for (const { answer, each, at } of said) {
    const known = isKnowable(reply, answer, at);
    if (known) verdict.knowable++;
    const places = findIn(rest, each);
    // The same words may have been said twice: then each may be either.
    const allowed = places.filter((i) => mayLandIn(answer, at, found[i]));
    const place = allowed.find((i) => found[i]?.target.kind !== "ask") ?? allowed[0] ?? places[0];
    const target = place === undefined ? undefined : found[place]?.target;
    if (place === undefined || target === undefined) {
      verdict.lost.push(each.text);
      continue;
    }
    rest[place] = remove(rest[place] ?? "", each);
    if (!mayLandIn(answer, at, found[place]))
      verdict.wrong.push(`${each.text} (${answer.place}) → ${JSON.stringify(target)}`);
    else if (target.kind === "ask" && known)
      verdict.asked.push(`${each.text} (${answer.place}): ${found[place]?.why ?? ""}`);
  }
  for (const [i, left] of rest.entries()) {
    if (left === "") continue;
    // A scrap of the digest in a question does no harm; in a thread it would.
    (found[i]?.target.kind === "ask" ? verdict.scraps : verdict.leaked).push(left);
  }
  return verdict;
}

/** Where an answer may land: in its item, or a question; what stands above or below everything, in the digest's thread. */
function mayLandIn(answer: MadeAnswer, at: number, found: DigestAnswer | undefined): boolean {
  if (found === undefined) return false;
  const { target } = found;
  if (target.kind === "ask") return true;
  if (answer.named !== null && at === 0) return target.kind === "item" && target.number === answer.named;
  if (answer.named !== null) return false;
  return answer.place > 0
    ? target.kind === "item" && target.number === answer.place
    : target.kind === "digest";
}

/** Whether a person who sees the reply would know what is answered. */
function isKnowable(reply: MadeReply, answer: MadeAnswer, at: number): boolean {
  if (answer.unclear) return false;
  if (answer.named !== null) return at === 0;
  const { quotedItems, letter } = reply;
  if (answer.place === 0) return quotedItems.length !== 1 || letter.count === 1;
  const below = reply.quoteBelow[reply.answers.indexOf(answer)] === true;
  if (answer.place > 0) return below || quotedItems.length === 1;
  return !reply.plan.deleted.includes(-1);
}

function squash(text: string): string {
  return text.replace(/\s+/g, "");
}

/** As text, or as the text of its HTML. */
function forms({ text, html }: Said): string[] {
  return [squash(text), squash(readHtmlText(html))];
}

function findIn(rest: readonly string[], said: Said): number[] {
  return rest.flatMap((words, i) => (forms(said).some((form) => words.includes(form)) ? [i] : []));
}

function remove(words: string, said: Said): string {
  const form = forms(said).find((each) => words.includes(each)) ?? "";
  return words.replace(form, "");
}
