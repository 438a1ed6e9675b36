import { redirect } from "@remix-run/node";
import { judgeHeld, takeBackJudgements, type Judged, type Verdict } from "#app/models/inbound-message.ts";
import type { Actor } from "#app/models/roles.ts";
import type { Deed } from "./intents.ts";
import { picksField, picksIn } from "./picks.ts";
import { redirectWithToast } from "./toast.ts";

/** The verdicts of the inbox, on one mail or several; each offers its undo. */
export function judgingDeeds(actor: Actor, here: string): Record<Verdict | "undo", Deed> {
  return {
    approve: judge(actor, here, "approve"),
    trust: judge(actor, here, "trust"),
    reject: judge(actor, here, "reject"),
    spam: judge(actor, here, "spam"),
    undo: async (form) => {
      const { done, left } = await takeBackJudgements(actor, picksIn(form));
      return redirectWithToast(here, { words: undoneWords(done.length, left.length) });
    },
  };
}

function judge(actor: Actor, here: string, verdict: Verdict): Deed {
  return async (form) => {
    const judged = await judgeHeld(actor, verdict, picksIn(form));
    if (judged.done.length === 0 && judged.left.length === 0) return redirect(here);
    return redirectWithToast(here, {
      words: judgedWords(verdict, judged),
      ...(judged.done.length > 0 && {
        undo: { path: here, fields: { intent: "undo", ...picksField(judged.done) } },
      }),
    });
  };
}

const done: Record<Verdict, (mails: string) => string> = {
  approve: (mails) => `${mails} approved: read in a moment.`,
  trust: (mails) => `${mails} approved, and the address remembered.`,
  reject: (mails) => `${mails} not taken. The sender is told.`,
  spam: (mails) => `${mails} set aside in silence.`,
};

/** "3 mails approved …", and how many could not be. */
export function judgedWords(verdict: Verdict, judged: Judged): string {
  const told = judged.done.length > 0 ? done[verdict](mails(judged.done.length)) : "";
  const left = judged.left.length;
  if (left === 0) return told;
  const why =
    verdict === "approve" || verdict === "trust"
      ? "wait: say first who wrote it"
      : "were settled by somebody else";
  return `${told} ${mails(left)} ${why}.`.trim();
}

function undoneWords(back: number, late: number): string {
  if (late === 0) return back === 1 ? "It waits again." : `${mails(back)} wait again.`;
  return `${mails(late)} had been read already: what came of it is in its thread.`;
}

function mails(number: number): string {
  return number === 1 ? "1 mail" : `${number} mails`;
}
