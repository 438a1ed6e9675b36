import type { Tx } from "#app/db/transaction.ts";
import { sentDigestOf, type AnswerableDigest } from "#app/mailers/sent-digest.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import { postReply } from "#app/models/post.ts";
import { askWhich, type Candidate } from "#app/models/question.ts";
import { Rejection } from "#app/models/rejection.ts";
import { shareAttachments } from "#emails/reading/answer-attachments.ts";
import { splitDigestAnswers, type DigestAnswer } from "#emails/reading/digest-answers.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { keepAttachments, type KeptAttachments } from "#app/models/attachment/keep.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { tellRefusedFiles } from "#jobs/handlers/process-inbound/receipts.ts";
import { tellPlaces, type ToldPlace } from "#jobs/handlers/process-inbound/tell-places.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import { newWords, plain, writtenBy } from "#jobs/handlers/process-inbound/written.ts";

/**
 * An answer to a digest may answer several items: each part goes into its own thread, a remark into the digest's own,
 * and what cannot be placed with certainty is asked. Every authored word ends in exactly one of them.
 */
export async function splitDigest(
  letter: Letter,
  author: Author,
  { digestId, threadId }: Extract<Target, { kind: "digest" }>,
): Promise<Placed> {
  const sent = await sentDigestOf(author.id, digestId);
  const parts = await placeParts(letter, sent, threadId);

  return {
    membershipId: author.id,
    async act(tx) {
      const outcome: Outcome[number][] = [];
      for (const [answer, part] of parts.entries())
        outcome.push(await say(tx, letter, author, { ...part, answer, digestId }));
      await tellRefusedFiles(tx, letter, author, {
        kept: [],
        refused: parts.flatMap(({ files }) => files.refused),
      });
      await tellPlaces(tx, letter, author, parts.map(toldPlace));
      return outcome;
    },
  };
}

interface Part {
  text: string;
  html: string | null;
  files: KeptAttachments;
  /** The item's number; null for a remark, or a question. */
  item: number | null;
  /** Where it goes; candidates: who knows. */
  to: { threadId: string; title: string | null } | { candidates: Candidate[] };
}

/** Without a digest of their own to compare with (it was forwarded to them), all of it is a remark. */
async function placeParts(
  letter: Letter,
  sent: AnswerableDigest | null,
  remarks: string | null,
): Promise<Part[]> {
  const answers = sent
    ? splitDigestAnswers(letter.message, sent).filter(({ text }) => text.trim() !== "")
    : [];
  if (answers.length === 0) {
    const files = await keepAttachments(letter.message);
    const to = placeOf({ kind: "digest" }, sent, remarks);
    return [{ ...newWords(letter, files), files, item: null, to }];
  }
  const files = await keepFor(letter, answers);
  return answers.map(({ text, html, target }, at) => ({
    text: dropNumber(plain(text), target),
    html: html === null ? null : dropNumber(plain(html), target),
    files: files[at] ?? { kept: [], refused: [] },
    item: target.kind === "item" ? target.number : null,
    to: placeOf(target, sent, remarks),
  }));
}

/** What was sent along, each with the answer that it belongs to. */
function keepFor({ message }: Letter, answers: readonly DigestAnswer[]): Promise<KeptAttachments[]> {
  const { attachments } = message;
  const owners = shareAttachments(attachments, answers, message.html ?? "");
  return Promise.all(
    answers.map((_, at) =>
      keepAttachments({ ...message, attachments: attachments.filter((_, i) => owners[i] === at) }),
    ),
  );
}

function toldPlace({ item, to }: Part): ToldPlace {
  return "candidates" in to
    ? { item: null, title: null, asked: true }
    : { item, title: to.title, asked: false };
}

/** "3: lovely" in its own thread is just "lovely". Tags may stand before it. */
function dropNumber(text: string, target: DigestAnswer["target"]): string {
  if (target.kind !== "item") return text;
  return text.replace(
    new RegExp(`^((?:\\s|<[^>]{1,200}>){0,20})[#[]?${target.number}\\]?\\s?:\\s{0,3}(?=\\S)`),
    "$1",
  );
}

function placeOf(
  target: DigestAnswer["target"],
  sent: AnswerableDigest | null,
  remarks: string | null,
): Part["to"] {
  if (target.kind === "ask") return { candidates: candidatesOf(sent, target.candidates) };
  const item = target.kind === "item" ? sent?.targets[target.number] : undefined;
  const threadId = target.kind === "item" ? (item?.threadId ?? null) : remarks;
  if (threadId === null) throw new Rejection("target-gone");
  return { threadId, title: item?.title ?? null };
}

function candidatesOf(sent: AnswerableDigest | null, numbers?: readonly number[]): Candidate[] {
  const items = Object.values(sent?.targets ?? {});
  const wanted = items.filter(({ number }) => !numbers || numbers.length === 0 || numbers.includes(number));
  return wanted.flatMap(({ number, title, threadId }) =>
    threadId === null ? [] : [{ number, title, threadId }],
  );
}

async function say(
  tx: Tx,
  letter: Letter,
  author: Author,
  part: Part & { answer: number; digestId: string },
): Promise<Outcome[number]> {
  const { text, html, answer, to, files, item, digestId } = part;
  if ("candidates" in to) {
    const asked = {
      member: author,
      inboundMessageId: letter.inbound.id,
      answer,
      text,
      html,
      candidates: to.candidates,
      attachments: files.kept,
    };
    return { kind: "question", id: (await askWhich(tx, asked)).id };
  }
  const { folded, ...written } = writtenBy(letter, author, files);
  const post = await postReply(tx, {
    ...written,
    text,
    html,
    answer,
    threadId: to.threadId,
    folded: answer === 0 ? folded : [],
  });
  return { kind: "post", id: post.id, threadId: to.threadId, digestId, item };
}
