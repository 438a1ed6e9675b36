import fc from "fast-check";
import type { CompiledDigest } from "#emails/templates/digest.ts";
import { LOCALES } from "#emails/writing/locale.ts";
import {
  paragraph,
  sayPlainly,
  twistNames,
  twists,
  type MadeAnswer,
} from "#tests/emails/reading/digest/answers.ts";
import {
  programNames,
  programs,
  tongues,
  type Bodies,
  type Program,
  type Row,
  type Tongue,
} from "#tests/emails/reading/digest/dialects.ts";
import { sentLetter, type SentLetter } from "#tests/emails/reading/digest/editions.ts";
import {
  htmlPieces,
  textPieces,
  wordsOfHtml,
  type LetterPiece,
} from "#tests/emails/reading/digest/pieces.ts";

/** All that a generated reply is made of; small, so that a failing one can be read. */
export interface ReplyPlan {
  edition: number;
  locale: number;
  picks: number[];
  opening: boolean;
  answers: {
    place: number;
    pick: number;
    twist: string;
    name: "colon" | "hash" | "title" | null;
    early: boolean;
  }[];
  program: Program;
  tongue: Tongue;
  /** Items whose quote was deleted, except below an answer; the opening, by 0; the footer, by -1. */
  deleted: number[];
  /** Every how many-th quoted piece inside of items was deleted as well; 0: none. */
  thinned: number;
  columns: number | null;
  /** How many pieces were cut off the end of the quote. */
  truncated: number;
  tagline: boolean;
}

export interface MadeReply {
  plan: ReplyPlan;
  letter: SentLetter;
  answers: MadeAnswer[];
  raw: Uint8Array;
  bodies: Bodies;
  /** Items of which something is quoted. */
  quotedItems: number[];
  /** By answer: whether something quoted stands below it. */
  quoteBelow: boolean[];
}

export function planArbitrary(editions: number): fc.Arbitrary<ReplyPlan> {
  return fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 20 }).chain((picks) => {
    const count = picks.length;
    const answer = fc.record({
      place: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 7, arbitrary: fc.integer({ min: 1, max: count }) },
        { weight: 1, arbitrary: fc.constant(-1) },
      ),
      pick: fc.nat({ max: 500 }),
      twist: fc.constantFrom(...twistNames),
      name: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 2, arbitrary: fc.constantFrom("colon" as const, "hash" as const, "title" as const) },
      ),
      early: fc.boolean(),
    });
    return fc.record({
      edition: fc.nat({ max: editions - 1 }),
      locale: fc.nat({ max: LOCALES.length - 1 }),
      picks: fc.constant(picks.toSorted((a, b) => a - b)),
      opening: fc.boolean(),
      answers: fc.uniqueArray(answer, { minLength: 1, maxLength: 6, selector: ({ place }) => place }),
      program: fc.constantFrom(...programNames),
      tongue: fc.constantFrom(...tongues),
      deleted: fc.oneof(
        fc.constant<number[]>([]),
        fc.uniqueArray(fc.integer({ min: -1, max: count }), { maxLength: count + 2 }),
      ),
      thinned: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 2, max: 5 })),
      columns: fc.option(fc.integer({ min: 45, max: 90 })),
      truncated: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
      ),
      tagline: fc.boolean(),
    });
  });
}

export function makeReply(editions: readonly (readonly CompiledDigest[])[], plan: ReplyPlan): MadeReply {
  const locale = LOCALES[plan.locale] ?? "en";
  const compiled = editions[plan.edition % editions.length]?.[plan.locale % LOCALES.length];
  if (compiled === undefined) throw new Error("there is no such edition");
  const letter = sentLetter(compiled, plan.picks, locale, plan.opening);
  const marks = !/outlook|samsung|yahoo|inside|gmail-web$/.test(plan.program);
  const whole = plan.deleted.length === 0 && plan.thinned === 0 && plan.truncated === 0;
  // The digest's very words, where nothing is marked and the same words were deleted elsewhere: nobody could tell.
  const tellable = (twist: string) =>
    twist === "only the digest's words" && !marks && !whole ? "another item's words" : twist;
  const answers = plan.answers.map((each, i) =>
    makeAnswer(letter, { ...each, twist: tellable(each.twist) }, i),
  );

  const inTables = /inside|outlook-web|outlook-desktop$|yahoo|gmail-web$/.test(plan.program);
  const pieces = inTables ? htmlPieces(letter) : textPieces(letter);
  const rows = layRows(pieces, answers, plan, inTables);
  const top = answers.filter(({ place }) => place === 0).flatMap(({ said }) => said);
  const bodies = programs[plan.program]({
    top,
    rows: rows.map(({ row }) => row),
    tongue: plan.tongue,
    columns: plan.columns,
    tagline: plan.tagline && /iphone|phone|k9/.test(plan.program) ? "Sent from my iPhone" : null,
  });
  const raw = writeRaw(inTables ? { ...bodies, text: "" } : bodies);
  return {
    plan,
    letter,
    answers,
    raw,
    bodies,
    quotedItems: [
      ...new Set(rows.flatMap(({ row, item }) => (row.own || item <= 0 || wordless(row) ? [] : [item]))),
    ],
    quoteBelow: answers.map((answer) => {
      const last = rows.findLastIndex((each) => each.answer === answer);
      return rows.slice(last + 1).some(({ row }) => !row.own && !wordless(row));
    }),
  };
}

function makeAnswer(letter: SentLetter, plan: ReplyPlan["answers"][number], at: number): MadeAnswer {
  const mark = ["", " Really.", " (by the way)", " as ever", " indeed", " no doubt"][at] ?? "";
  const plain = sayPlainly(plan.pick);
  const marked = plain.text.length < 8 ? plain : paragraph(`${plain.text}${mark}`);
  const twisted = twists[plan.twist]?.(letter, marked, plan.pick) ?? { said: [marked] };
  const { said, unclear = false } = twisted;
  const made = { place: plan.place, said, early: plan.early, unclear, named: null };
  if (plan.name === null || plan.place !== 0 || unclear) return made;

  const number = 1 + (plan.pick % letter.count);
  const item = letter.digest.items[number - 1];
  const prefix = {
    colon: `${number}: `,
    hash: `#${number} `,
    title: `Re the ${item?.title.replaceAll(":", "") ?? ""}: `,
  }[plan.name];
  const same = letter.digest.items.filter(({ title }) => title === item?.title).length;
  const [first, ...rest] = said;
  if (first === undefined || same > 1) return made;
  return {
    ...made,
    named: number,
    said: [{ text: prefix + first.text, html: first.html.replace(/(?<=<div>)/, prefix) }, ...rest],
  };
}

interface LaidRow {
  row: Row;
  item: number;
  answer: MadeAnswer | null;
}

function layRows(
  pieces: readonly LetterPiece[],
  answers: readonly MadeAnswer[],
  plan: ReplyPlan,
  inTables: boolean,
): LaidRow[] {
  // With the footer gone, nobody could tell a remark at the end from an answer to the last item.
  const remarked = answers.some(({ place }) => place === -1);
  const deleted = new Set(
    plan.deleted.filter(
      (item) => (item <= 0 && !(item === -1 && remarked)) || !answers.some(({ place }) => place === item),
    ),
  );
  const rows: LaidRow[] = [];
  const write = (answer: MadeAnswer) => {
    for (const { text, html } of answer.said)
      rows.push({ row: { own: true, text, html }, item: answer.place, answer });
  };
  for (const [i, piece] of pieces.entries()) {
    const { item, opens } = piece;
    const gone = deleted.has(item) || (plan.thinned > 0 && !opens && item > 0 && i % plan.thinned === 0);
    rows.push({ row: quotedRow(piece, gone, inTables), item, answer: null });
    if (item <= 0) continue;
    const last = pieces[i + 1]?.item !== item;
    const begun = pieces[i - 1]?.item === item || !inTables;
    for (const answer of answers)
      if (
        answer.place === item &&
        !rows.some((each) => each.answer === answer) &&
        (last || (answer.early && begun && !wordless(quotedRow(piece, gone, inTables))))
      )
        write(answer);
  }
  const lastOwn = rows.findLastIndex(({ row }) => row.own);
  const bottom = answers.some(({ place }) => place === -1);
  const kept = bottom ? [...rows] : rows.slice(0, Math.max(lastOwn + 1, rows.length - plan.truncated));
  const shown = inTables ? kept : kept.filter(({ row }) => row.own || row.text !== "");
  rows.length = 0;
  rows.push(...shown);
  for (const answer of answers) if (answer.place === -1) write(answer);
  return rows;
}

/** In HTML what is deleted leaves its empty cells behind. */
function quotedRow({ source }: LetterPiece, gone: boolean, inTables: boolean): Row {
  if (inTables)
    return {
      own: false,
      text: wordsOfHtml(source),
      html: gone ? source.replace(/>[^<]+</g, "><").replace(/<(?:img|a|\/a)\b[^>]*>/g, "") : source,
    };
  return { own: false, text: gone ? "" : source, html: "" };
}

function wordless({ html, text }: Row): boolean {
  return !/[\p{L}\p{N}]/u.test(html === "" ? text : wordsOfHtml(html));
}

function writeRaw({ text, html }: Bodies): Uint8Array {
  const headers = [
    "From: Sam Winter <sam@home.example>",
    "To: Kiln Circle <kiln@letters.example>",
    "Subject: Re: Kiln Circle",
    "Message-ID: <a1@home.example>",
    "MIME-Version: 1.0",
  ];
  const part = (type: string, body: string) =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\n`;
  if (html === null) return Buffer.from(`${headers.join("\r\n")}\r\n${part("text/plain", text)}`);
  if (text === "") return Buffer.from(`${headers.join("\r\n")}\r\n${part("text/html", html)}`);
  return Buffer.from(
    `${headers.join("\r\n")}\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n--b1\r\n${part("text/plain", text)}--b1\r\n${part("text/html", html)}--b1--\r\n`,
  );
}
