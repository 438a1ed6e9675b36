import { pathToFileURL } from "node:url";
import { readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";
import { endings } from "#tests/fixtures/reading/answer-endings.ts";
import { keptWords } from "#tests/fixtures/reading/kept-words.ts";
import { mailOf, tongues } from "#tests/fixtures/reading/replies-by-language.ts";
import { htmlReplies } from "#tests/fixtures/reading/replies-in-html.ts";
import { median, perSecond, printTable, ratioOf, rate, type Figure } from "./table.ts";

const rounds = 7;
/** Processor time of a round; long enough that the collector has its share in each. */
const roundMilliseconds = 600;
const wanted = { texts: 10_000, htmls: 1_000 };

/** How many bodies a second one core reads: the mails of the tests, grown to the length that people write and quote. */
export function measureReading(): Figure[] {
  const texts = textBodies();
  const htmls = htmlBodies();
  return [
    figure("reply from text", texts, wanted.texts, readReplyText),
    figure("reply from HTML", htmls, wanted.htmls, readReplyHtml),
  ];
}

function figure(what: string, bodies: string[], target: number, read: (body: string) => unknown): Figure {
  const size = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length / 1024;
  for (let warm = 0; warm < 3; warm++) for (const body of bodies) read(body);
  const rates = Array.from({ length: rounds }, () => roundOf(bodies, read));
  const ours = median(rates);
  return {
    what: `${what}, ${size.toFixed(1)} KB each`,
    ours: `${perSecond(ours)} (${rates.map((each) => (each / 1000).toFixed(1)).join(" ")} k)`,
    ceiling: perSecond(target),
    ratio: ratioOf(ours, target),
  };
}

function roundOf(bodies: string[], read: (body: string) => unknown): number {
  const start = process.cpuUsage();
  for (let count = 0; ;) {
    for (const body of bodies) read(body);
    count += bodies.length;
    const { user, system } = process.cpuUsage(start);
    const spent = (user + system) / 1000;
    if (spent > roundMilliseconds) return rate(count, spent);
  }
}

const said = Object.values(keptWords);
/** A thread's earlier post, as it is quoted again and again. */
const earlier = said
  .filter((words) => !words.includes(">"))
  .join("\n\n")
  .split("\n");

function textBodies(): string[] {
  const answers = tongues.flatMap((tongue, index) =>
    tongue.rows.map(([shape, , ...lines], row) => {
      const start = ((index + row) * 7) % (earlier.length - 20);
      const quoted = [...tongue.quoted, ...earlier.slice(start, start + 18)];
      return mailOf(
        { ...tongue, quoted, words: [...tongue.words, "", ...earlier.slice(start, start + 4)] },
        shape,
        lines,
      );
    }),
  );
  return [...answers, ...endings.map(({ mail }) => mail), ...said];
}

/** A digest of ours quoted below, as most answers carry one. */
function htmlBodies(): string[] {
  const item = (at: number) =>
    `<table role="presentation" width="100%"><tr><td style="padding:16px;font-family:Georgia,serif;font-size:16px" id="item-${String(at)}"><h2 style="margin:0">${earlier[at] ?? ""}</h2><p style="margin:0 0 12px">${earlier.slice(at, at + 8).join("<br>")}</p><a href="mailto:r-${String(at)}@kiln.example?subject=Re">Answer this</a></td></tr></table>`;
  const digest = [1, 9, 17, 25, 33, 41].map(item).join("");
  return htmlReplies.map(({ html }) =>
    html.replaceAll("Does anyone have the blue thread? It was on the shelf.", digest),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) printTable(measureReading());
