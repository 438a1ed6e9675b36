import { checkedUrl, htmlOfText } from "#emails/templates/kit/html-of.ts";
import { DAY } from "#emails/templates/kit/palette.ts";
import { disc, type Face, image, type Picture } from "#emails/templates/kit/pictures.ts";
import type { RowName } from "#emails/templates/kit/rows.ts";
import type { SectionName } from "#emails/templates/kit/frame.ts";
import { SANS, SERIF } from "#emails/templates/kit/styles.ts";
import { asHtml, escapeHtml, Html, joinHtml, slotHtml } from "#emails/writing/html.ts";
import type { Choice } from "#emails/writing/slots.ts";

export { type Face, type Picture, postPictures } from "#emails/templates/kit/pictures.ts";

/** A row of a letter, ready to be put into a section. Text is escaped here; HTML must say that it is. */
export type Row = Choice;
export type Section = Choice;
export type Words = string | Html;

export function section(name: SectionName, rows: readonly Row[], slots: Record<string, Words> = {}): Section {
  return { variant: name, filling: { slots: markupOf(slots), groups: { rows } } };
}

/** The line above which an answer may be written. */
export const replyMark = (content: string): Row => row("mark", { content });
export const title = (content: Words): Row => row("title", { content });
export const subtitle = (content: Words): Row => row("subtitle", { content });
export const paragraph = (content: Words): Row => row("paragraph", { content });
export const words = (content: Html): Row => row("words", { content });
export const small = (content: Words): Row => row("small", { content });
export const code = (content: string): Row => row("code", { content });
/** A quiet line over a title: what kind of thing this is, or who did it. */
export const eyebrow = (content: Words): Row => row("eyebrow", { content });
export const quote = (text: string): Row =>
  row("quote", { content: htmlOfText(text), ...edgeOf(text, "2px", "16px") });
/** What the owner says about an item. */
export const aside = (text: string): Row =>
  row("aside", { content: htmlOfText(text), ...edgeOf(text, "0", "14px") });
export const indented = (content: Html): Row => row("indented", { content });
export const button = (url: string, content: Words): Row => row("button", { url: checkedUrl(url), content });

/** A numbered item's head: the number in the gutter, the title, and a quiet line under it. */
export function heading(number: Words, content: Words, kicker: Words): Row {
  return row("heading", { number, title: content, kicker });
}

/** What someone said: face, name, time, words and pictures. */
export function post(said: { face: Face; when: Words; content: Html; extra: readonly Html[] }): Row {
  const { face, when, content, extra } = said;
  return row("post", { face: disc(face), name: face.name, when, content, extra: joinHtml(extra) });
}

/** The same in a conversation: a line runs on to whoever speaks next, and ends at the reader's own place (`turn`, `reply`). */
export function talk(said: { face: Face; when: Words; content: Html; extra: readonly Html[] }): Row {
  const { face, when, content, extra } = said;
  return row("talk", { face: disc(face), name: face.name, when, content, extra: joinHtml(extra) });
}

/** A quiet line between two posts of a conversation. */
export const between = (content: Words): Row => row("between", { content });
/** The reader's own place in a conversation. */
export const turn = (content: Words): Row => row("turn", { content });

/** One of several things to know or to do, or to choose among. */
export const step = (number: Words, content: Words): Row => row("step", { number, content });

/** A leaf of the calendar, and what is to be known; `inset`: in the column of an item's words. */
export function date(leaf: { month: Words; day: Words; content: Html }, inset = false): Row {
  return row(inset ? "when" : "date", leaf);
}

/** A quiet line in the column of the words. */
export const hint = (content: Words): Row => row("hint", { content });
/** The filled button, in the column of the words. */
export const act = (url: Html, content: Words): Row => row("act", { url, content });

export function person(face: Face, content: Words): Row {
  return row("person", { face: disc(face), name: face.name, content });
}

interface AnswerWays {
  url: Html;
  label: Words;
  pages: Html;
  address: Html;
}

/** The way to answer: a mail link like a button, pages beside it, and the address in letters below. */
export const answer = (ways: AnswerWays): Row => row("answer", waysOf(ways));
/** The same at the end of a conversation, in the reader's own place. */
export const reply = (ways: AnswerWays): Row => row("reply", waysOf(ways));

const waysOf = ({ url, label, pages, address }: AnswerWays): Record<string, Words> => ({
  ...{ url, content: label, pages, address },
});

interface Fact {
  label: string;
  value: Words;
}

/** Labels and values, one line each, hairlines between; `width` is that of the labels in px. */
export function facts(lines: readonly Fact[], width = 110): Row {
  return table(lines, { width, name: "quiet", look: `font-size:14px;color:${DAY.quiet}` });
}

/** The words that may be replied, and what each stands for. */
export function choices(lines: readonly Fact[]): Row {
  const look = `font-size:16px;font-weight:600;color:${slotHtml("accent").markup}`;
  return table(lines, { width: 96, name: "accent", look });
}

function table(
  lines: readonly Fact[],
  { width, name, look }: { width: number; name: string; look: string },
): Row {
  const line = `padding-top:10px;padding-bottom:10px;border-bottom:1px solid ${DAY.line};line-height:1.45;vertical-align:top`;
  const left = new Html(`${line};width:${width}px;padding-right:12px;font-family:${SANS};${look}`);
  const right = new Html(`${line};font-family:${SERIF};font-size:17px;color:${DAY.ink};text-align:start`);
  const rows = lines.map(({ label, value }) => {
    const first = asHtml`<td class="${name} line break" width="${width}" style="${left}">${label}</td>`;
    return asHtml`<tr>${first}<td class="ink line break" dir="auto" style="${right}">${value}</td></tr>`;
  });
  return row("facts", { content: joinHtml(rows) });
}

/** A photograph across the whole letter, in its own proportion. */
export function photo(picture: Picture): Row {
  return row("photo", { content: image(picture, 600) });
}

/** A line below words, in the hand of captions: a link at the end of a post, or what kind of thing was named. */
export function afterWords(content: Words, look: "link" | "quiet" = "link"): Html {
  const type = `font-family:${SANS};font-size:14px;line-height:1.5`;
  return look === "link"
    ? asHtml`<div style="${new Html(`margin-top:8px;${type}`)}">${content}</div>`
    : asHtml`<div class="quiet" style="${new Html(`margin-top:2px;${type};color:${DAY.quiet}`)}">${content}</div>`;
}

export function link(url: string | Html, label: Words): Html {
  const href = url instanceof Html ? url : checkedUrl(url);
  return asHtml`<a class="accent" href="${href}" style="color:${slotHtml("accent")}">${label}</a>`;
}

/** The coloured edge of a quotation stands where its first line begins. */
function edgeOf(text: string, above: string, inside: string): Record<string, Html> {
  const isRtl = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(
    text,
  );
  const line = `2px solid ${slotHtml("accent").markup}`;
  const style = isRtl
    ? `border-right:${line};padding:${above} ${inside} ${above} 0;text-align:right`
    : `border-left:${line};padding:${above} 0 ${above} ${inside};text-align:left`;
  return { dir: new Html(isRtl ? "rtl" : "ltr"), edge: new Html(style) };
}

function row(variant: RowName, slots: Record<string, Words>): Row {
  return { variant, filling: { slots: markupOf(slots), groups: {} } };
}

function markupOf(slots: Record<string, Words>): Record<string, string> {
  const entries = Object.entries(slots).map(([name, value]) => [name, markup(value)] as const);
  return Object.fromEntries(entries);
}

function markup(value: Words): string {
  return value instanceof Html ? value.markup : escapeHtml(value);
}
