import { now } from "#app/lib/clock.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { approveProof, holdDraft } from "#app/models/digest.ts";
import { asActor } from "#app/models/membership.ts";
import { Rejection } from "#app/models/rejection.ts";
import { readCommand } from "#emails/reading/commands.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { insistOwnerAct } from "#jobs/handlers/process-inbound/insist-owner-act.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { proofWords } from "#jobs/handlers/process-inbound/proof-words.ts";
import type { Done } from "#jobs/handlers/process-inbound/receipt-words.ts";
import { sendReceipt } from "#jobs/handlers/process-inbound/receipts.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/** What an answer to a proof asks for. An edited list will be one more kind, read against the proof's `contents`. */
type ProofAnswer = { kind: "ok" } | { kind: "wait" };

/** "ok" lets exactly what was shown go out at its hour; "no" or "stop" lets it wait; anything else changes nothing. */
export async function answerProof(
  letter: Letter,
  author: Author,
  { number }: Extract<Target, { kind: "proof" }>,
): Promise<Placed> {
  insistOwnerAct(letter);
  const answer = readProofAnswer(letter.reply.text);
  const done = await doAsAnswered(answer, author, number);
  return {
    membershipId: author.id,
    async act(tx) {
      const asked = letter.reply.text.trim() || null;
      await sendReceipt(tx, letter, author, { ...done, undo: null, asked });
      return [{ kind: "command", name: answer?.kind === "ok" ? "ok" : "proof" }];
    },
  };
}

function readProofAnswer(text: string): ProofAnswer | null {
  const command = readCommand(text, now());
  if (!command) return null;
  const { name } = command;
  if (name === "ok" || name === "approve" || (name === "rsvp" && command.answer === "yes"))
    return { kind: "ok" };
  const isNo = name === "rsvp" && command.answer === "no";
  return name === "stop" || name === "pause" || name === "reject" || isNo ? { kind: "wait" } : null;
}

async function doAsAnswered(answer: ProofAnswer | null, author: Author, number: number): Promise<Done> {
  const locale = LOCALES.find((known) => known === author.locale.slice(0, 2).toLowerCase()) ?? "en";
  const words = proofWords[locale];
  if (!answer) return words.unread;
  try {
    if (answer.kind === "wait") {
      await holdDraft(asActor(author));
      return words.held;
    }
    const approval = await approveProof(asActor(author), number);
    if (approval.kind === "left") return words.left;
    if (approval.kind === "renewed") return words[approval.why];
    const { goesAt } = approval;
    return goesAt
      ? words.approved(formatDeadline(goesAt, { locale, timeZone: author.timeZone }))
      : words.approvedNow;
  } catch (error) {
    if (isRefusal(error) && error.reason === "not-allowed") return words.notAllowed;
    if (isRefusal(error) && error.reason === "proof-unknown") throw new Rejection("nothing-asked");
    throw error;
  }
}
