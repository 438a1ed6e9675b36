import { isAttribution } from "#emails/reading/attribution.ts";
import type { Line } from "#emails/reading/lines.ts";
import { visible } from "#emails/reading/lines.ts";

const opening = /(?:\s|-{2,3}\s)(?:On|Am|Le|El|Em|Il|Op)\s(?:\p{L}{1,11}\.?,?\s){0,2}\d/u;

/** "Sounds good On Tue, May 5, 2026 … wrote:" above a marked quote: a line break was lost, and is put back. */
export function splitSharedLines(lines: Line[]): Line[] {
  return lines.flatMap((line, i) => {
    const next = lines[i + 1]?.text === "" ? lines[i + 2] : lines[i + 1];
    if (line.depth > 0 || !/:$/.test(line.text) || line.raw.length > 600 || (next?.depth ?? 0) === 0)
      return [line];
    const at = opening.exec(line.raw)?.index ?? 0;
    const [words, rest] = [line.raw.slice(0, at), line.raw.slice(at)];
    if (visible(words) === "" || !isAttribution(rest)) return [line];
    return [
      { ...line, raw: words, text: visible(words), marks: [] },
      { ...line, raw: rest, text: visible(rest) },
    ];
  });
}
