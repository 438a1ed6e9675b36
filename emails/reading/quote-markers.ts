import type { Line } from "#emails/reading/lines.ts";
import { fold, wordsOf } from "#emails/reading/phrases.ts";

const original = new Set(wordsOf("original"));
const forwarded = new Set(wordsOf("forwarded"));
const forwardedOpenings = wordsOf("forwarded").filter(
  (word) => word.endsWith(" by") || word.endsWith(" von"),
);

/** "-----Original Message-----", "Begin forwarded message:" and their like in every language, however many dashes. */
export function quoteMarker(line: Line): "quote" | "forward" | null {
  const { text } = line;
  if (text.length > 120 || text.length < 4) return null;
  const core = text.replace(/^[-‐‑‒―_=*~—–─>\s]+|[-‐‑‒―_=*~—–─\s]+$/g, "");
  const drawn = text.length - core.length;
  const colon = /[:：]$/.test(core);
  if (drawn < 2 && !colon) return null;
  const folded = fold(core).replace(/\s*[:：]$/, "");
  if (forwarded.has(folded) || forwardedOpenings.some((word) => folded.startsWith(`${word} `) && drawn >= 4))
    return "forward";
  return original.has(folded) && drawn >= 2 ? "quote" : null;
}

/** "Reply above this line": everything from the mark downwards is ours. Found again in any of the languages we write. */
export function isReplyMark(line: Line): boolean {
  if (line.text.length > 200 || !aboveInAnyLanguage.test(line.text)) return false;
  const folded = fold(line.text)
    .replace(/[^\p{L}\p{N}' ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return replyMarks.some(
    (mark) =>
      folded === mark ||
      (folded.startsWith(mark) && folded.length < mark.length + 40 && /[-–—#=_~*▲↑⬆]/.test(line.text)),
  );
}

/** A cheap look first: every mark says "above". */
const aboveInAnyLanguage = /above|über|dessus|encima|sopra|boven|ovanför/i;

const replyMarks = [
  "reply above this line",
  "please reply above this line",
  "reply above this line or just reply",
  "please type your reply above this line",
  "type your response above this line",
  "antworte über dieser zeile",
  "antworten sie über dieser zeile",
  "bitte antworte über dieser zeile",
  "bitte antworten sie über dieser zeile",
  "antwort bitte über dieser zeile",
  "répondez au dessus de cette ligne",
  "réponds au dessus de cette ligne",
  "répondre au dessus de cette ligne",
  "responde por encima de esta línea",
  "responda por encima de esta línea",
  "escribe tu respuesta por encima de esta línea",
  "responde encima de esta línea",
  "rispondi sopra questa riga",
  "beantwoord boven deze regel",
  "svara ovanför denna rad",
];
