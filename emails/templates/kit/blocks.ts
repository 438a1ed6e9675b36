import { checkedUrl, htmlOfText } from "#emails/templates/kit/html-of.ts";
import { DAY, discOf } from "#emails/templates/kit/palette.ts";
import type { RowName } from "#emails/templates/kit/rows.ts";
import type { SectionName } from "#emails/templates/kit/frame.ts";
import { SANS, SERIF } from "#emails/templates/kit/styles.ts";
import { asHtml, escapeHtml, Html, joinHtml, slotHtml } from "#emails/writing/html.ts";
import type { Choice } from "#emails/writing/slots.ts";

/** A row of a letter, ready to be put into a section. Text is escaped here; HTML must say that it is. */
export type Row = Choice;
export type Section = Choice;
export type Words = string | Html;

export interface Picture {
  url: string;
  width: number;
  height: number;
  alt: string;
}

export interface Face {
  name: string;
  initials: string;
  colour: string;
  photoUrl: string | null;
}

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
export const quote = (text: string): Row => row("quote", { content: htmlOfText(text) });
export const aside = (content: Html): Row => row("aside", { content });
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

/** A quiet line in the column of the words. */
export const hint = (content: Words): Row => row("hint", { content });
/** The filled button, in the column of the words. */
export const act = (url: Html, content: Words): Row => row("act", { url, content });

export function person(face: Face, content: Words): Row {
  return row("person", { face: disc(face), name: face.name, content });
}

/** The way to answer: a mail link like a button, pages beside it, and the address in letters below. */
export function answer(ways: { url: Html; label: Words; pages: Html; address: Html }): Row {
  return row("answer", { url: ways.url, content: ways.label, pages: ways.pages, address: ways.address });
}

/** Labels and values, one line each, hairlines between; `width` is that of the labels in px. */
export function facts(lines: readonly { label: string; value: Words }[], width = 110): Row {
  const line = `padding-top:10px;padding-bottom:10px;border-bottom:1px solid ${DAY.line};line-height:1.45;vertical-align:top`;
  const left = new Html(
    `${line};width:${width}px;padding-right:12px;font-family:${SANS};font-size:14px;color:${DAY.quiet}`,
  );
  const right = new Html(`${line};font-family:${SERIF};font-size:16px;color:${DAY.ink};text-align:start`);
  const rows = lines.map(({ label, value }) => {
    const name = asHtml`<td class="quiet line break" width="${width}" style="${left}">${label}</td>`;
    return asHtml`<tr>${name}<td class="ink line break" dir="auto" style="${right}">${value}</td></tr>`;
  });
  return row("facts", { content: joinHtml(rows) });
}

/** A photograph across the whole letter, in its own proportion. */
export function photo(picture: Picture): Row {
  return row("photo", { content: image(picture, 600) });
}

/** Pictures inside a post: one large, more of them below each other. */
export function postPictures(pictures: readonly Picture[]): Html[] {
  return pictures.map((picture) => asHtml`<div style="margin-top:12px">${image(picture, 504)}</div>`);
}

/** A quiet line that ends a post. */
export function afterWords(content: Words): Html {
  return asHtml`<div style="margin-top:8px;font-family:${new Html(SANS)};font-size:14px;line-height:1.5">${content}</div>`;
}

export function link(url: string | Html, label: Words): Html {
  const href = url instanceof Html ? url : checkedUrl(url);
  return asHtml`<a class="accent" href="${href}" style="color:${slotHtml("accent")}">${label}</a>`;
}

/** Initials on a soft colour, or the person's photograph. */
export function disc({ name, initials, colour, photoUrl }: Face): Html {
  if (photoUrl !== null) {
    const style = new Html(`display:block;width:36px;height:36px;border-radius:18px;${ALT_TYPE}`);
    return asHtml`<img src="${checkedUrl(photoUrl)}" width="36" height="36" alt="${name}" style="${style}">`;
  }
  const { ground, ink } = discOf(colour);
  const round = `width:36px;height:36px;border-radius:18px;background-color:${ground};color:${ink}`;
  const style = new Html(
    `${round};text-align:center;font-family:${SANS};font-size:13px;line-height:36px;font-weight:600`,
  );
  return asHtml`<div aria-hidden="true" style="${style}">${initials}</div>`;
}

/** How the words look that stand where a picture is not loaded. */
const ALT_TYPE = `font-family:${SANS};font-size:14px;line-height:1.4;color:${DAY.quiet}`;

function image({ url, width, height, alt }: Picture, widest: number): Html {
  const shown = Math.min(width, widest);
  const tall = Math.round((height * shown) / width);
  const style = new Html(`display:block;width:100%;max-width:${shown}px;height:auto;border:0;${ALT_TYPE}`);
  return asHtml`<img src="${checkedUrl(url)}" width="${shown}" height="${tall}" alt="${alt}" style="${style}">`;
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
