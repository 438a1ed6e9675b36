import { compose } from "#app/mailers/index.ts";
import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import type { Tx } from "#app/db/transaction.ts";
import { sentDigestOf, type DigestAsSent } from "#app/models/digest.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import { postReply } from "#app/models/post.ts";
import { askWhich, type Candidate } from "#app/models/question.ts";
import { Rejection } from "#app/models/rejection.ts";
import { splitDigestAnswers, type DigestAnswer, type SentDigest } from "#emails/reading/digest-answers.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { readAddress } from "#emails/writing/addresses.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { keepAttachments, type KeptAttachments } from "#jobs/handlers/process-inbound/keep-attachments.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { tellRefusedFiles } from "#jobs/handlers/process-inbound/receipts.ts";
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
  const files = await keepAttachments(letter.message);
  const sent = await sentDigestOf(author.id, digestId);
  const parts = placeParts(letter, files, sent, sent ? await reproduce(letter, sent) : null, threadId);

  return {
    membershipId: author.id,
    async act(tx) {
      const outcome: Outcome[number][] = [];
      for (const [answer, part] of parts.entries()) outcome.push(await say(tx, letter, author, { ...part, answer }));
      await tellRefusedFiles(tx, letter, author, files);
      return outcome;
    },
  };
}

interface Part {
  text: string;
  html: string | null;
  files: KeptAttachments;
  /** Where it goes; candidates: who knows. */
  to: { threadId: string } | { candidates: Candidate[] };
}

/** Without a digest of their own to compare with (it was forwarded to them), all of it is a remark. */
function placeParts(
  letter: Letter,
  files: KeptAttachments,
  sent: DigestAsSent | null,
  digest: SentDigest | null,
  remarks: string | null,
): Part[] {
  const answers = digest ? splitDigestAnswers(letter.message, digest).filter(({ text }) => text.trim() !== "") : [];
  const whole = answers.length === 0;
  const parts = whole ? [{ ...newWords(letter, files), target: { kind: "digest" as const } }] : answers;
  const places = parts.map(({ target }) => placeOf(target, sent, remarks));
  // Pictures belong to what they were sent with; several answers share them no better than the first can have them.
  return parts.map(({ text, html }, at) => ({
    text: plain(text),
    html: html === null ? null : plain(html),
    files: at === 0 ? files : { kept: [], refused: [] },
    to: places[at] ?? { candidates: candidatesOf(sent) },
  }));
}

function placeOf(target: DigestAnswer["target"], sent: DigestAsSent | null, remarks: string | null): Part["to"] {
  if (target.kind === "ask") return { candidates: candidatesOf(sent, target.candidates) };
  const threadId = target.kind === "item" ? (sent?.targets[target.number]?.threadId ?? null) : remarks;
  if (threadId === null) throw new Rejection("target-gone");
  return { threadId };
}

function candidatesOf(sent: DigestAsSent | null, numbers?: readonly number[]): Candidate[] {
  const items = sent?.items ?? [];
  const wanted = items.filter(({ number }) => !numbers || numbers.length === 0 || numbers.includes(number));
  return wanted.flatMap(({ number, title, threadId }) => (threadId === null ? [] : [{ number, title, threadId }]));
}

async function say(tx: Tx, letter: Letter, author: Author, part: Part & { answer: number }): Promise<Outcome[number]> {
  const { text, html, answer, to, files } = part;
  if ("candidates" in to) {
    const asked = { member: author, inboundMessageId: letter.inbound.id, answer, text, html, candidates: to.candidates };
    return { kind: "question", id: (await askWhich(tx, asked)).id };
  }
  const { folded, ...written } = writtenBy(letter, author, files);
  const post = await postReply(tx, { ...written, text, html, answer, threadId: to.threadId, folded: answer === 0 ? folded : [] });
  return { kind: "post", id: post.id, threadId: to.threadId };
}

/** The letter as they have it before them: written again from what was frozen, so that quoted lines can be known. */
async function reproduce({ message }: Letter, sent: DigestAsSent): Promise<SentDigest> {
  const delivery = await db().delivery.findUniqueOrThrow({ where: { id: sent.deliveryId } });
  const composed = (await compose([delivery])).get(delivery.id);
  const text = composed && "raw" in composed ? ((await parseMessage(composed.raw)).text ?? "") : "";
  const addresses = itemAddressesIn(`${message.text ?? ""} ${message.html ?? ""}`);

  return {
    text,
    items: sent.items.map(({ number, itemNumber, title, posts, story }) => ({
      number,
      code: String(number),
      title,
      text: [title, ...posts.flatMap(({ author, text }) => [author, text]), story].join("\n"),
      addresses: addresses.get(itemNumber) ?? [],
      htmlId: `item-${number}`,
    })),
  };
}

/** Each item's own address, as it stands in what they quoted: it says itself which item it is. */
function itemAddressesIn(quoted: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const [address] of quoted.matchAll(/[a-z0-9-]{2,24}\+[a-z0-9]{20,60}@[a-z0-9.-]{1,253}[a-z0-9]/gi)) {
    const read = readAddress(address, config().mailDomain);
    if (read?.kind !== "token" || read.claim.kind !== "item") continue;
    found.set(read.claim.target, [...(found.get(read.claim.target) ?? []), address.toLowerCase()]);
  }
  return found;
}
