import { DAY } from "#emails/templates/kit/palette.ts";
import { SANS, SERIF } from "#emails/templates/kit/styles.ts";
import { slot } from "#emails/writing/slots.ts";

/** Where faces stand. */
const GUTTER = `class="gutter" width="48" valign="top" style="width:48px"`;

/** The line from face to face that makes a thread of posts; it runs below the middle of each. */
const LINE =
  `<td width="18" style="width:18px;font-size:0;line-height:0">&nbsp;</td>` +
  `<td class="line rest" width="29" style="width:29px;border-left:1px solid ${DAY.line};font-size:0;line-height:0">&nbsp;</td>`;

/** The place that is kept in a conversation for whoever reads it. */
const PLACE = `<div class="edge" aria-hidden="true" style="width:34px;height:34px;border:1px dashed ${slot("accent")};border-radius:18px;font-size:0;line-height:0">&nbsp;</div>`;

/**
 * The rows that letters are made of, as MJML inside one column of 600 px. Each is compiled once, with slots for
 * what it says; blocks.ts gives the typed functions that fill them.
 *
 * Numbers and faces stand in a gutter of 48 px, so that titles and words share one left edge.
 */
export const ROWS = {
  mark: smallText(slot("content"), "16px 24px 0", "center"),
  eyebrow: raw(
    `<td class="accent break" style="padding:4px 24px 0;font-family:${SANS};font-size:15px;line-height:1.5;font-weight:600;color:${slot("accent")}">${slot("content")}</td>`,
  ),
  title: serifText(
    `<h1 class="break big" dir="auto" style="margin:0;text-align:start;font-weight:normal;font-size:32px;line-height:1.22">${slot("content")}</h1>`,
    32,
    "8px 24px 18px",
  ),
  subtitle: serifText(
    `<h2 class="break" dir="auto" style="margin:0;text-align:start;font-weight:normal;font-size:23px;line-height:1.3">${slot("content")}</h2>`,
    23,
    "24px 24px 8px",
  ),
  paragraph: serifText(slot("content"), 17, "0 24px 16px"),
  words: serifText(`<div class="words" dir="auto">${slot("content")}</div>`, 17, "0 24px 16px"),
  small: smallText(slot("content"), "0 24px 12px"),
  code: raw(
    `<td style="padding:4px 24px 20px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>` +
      `<td class="wash ink" align="center" bgcolor="${DAY.wash}" style="background-color:${DAY.wash};border-radius:8px;padding:18px 12px;font-family:${SERIF};font-size:36px;line-height:1.3;letter-spacing:6px;color:${DAY.ink}">${slot("content")}</td></tr></table></td>`,
  ),
  button: button("8px 24px 24px"),
  rule: `<mj-divider css-class="line" padding="8px 24px 24px" border-width="1px" border-color="${DAY.line}" />`,
  quote: serifText(
    `<div class="words edge" dir="${slot("dir")}" style="${slot("edge")}">${slot("content")}</div>`,
    17,
    "4px 24px 20px",
  ),
  facts: raw(
    `<td style="padding:0 24px 20px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${slot("content")}</table></td>`,
  ),
  photo: raw(`<td style="padding:4px 0 20px">${slot("content")}</td>`),
  heading: raw(
    `<td style="padding:0 24px 16px">${twoColumns(
      `class="gutter accent" width="48" valign="top" style="width:48px;font-family:${SERIF};font-size:32px;line-height:36px;color:${slot("accent")}"`,
      slot("number"),
      `valign="top"`,
      `<h2 class="ink break" dir="auto" style="margin:2px 0 0;font-family:${SERIF};font-weight:normal;font-size:25px;line-height:1.28;color:${DAY.ink};text-align:start">${slot("title")}</h2>` +
        `<div class="quiet" style="margin-top:4px;font-family:${SANS};font-size:14px;line-height:1.5;color:${DAY.quiet}">${slot("kicker")}</div>`,
    )}</td>`,
  ),
  post: raw(
    `<td style="padding:0 24px 22px">${twoColumns(GUTTER, slot("face"), `valign="top"`, said())}</td>`,
  ),
  talk: raw(
    `<td style="padding:0 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>` +
      `<td colspan="2" class="gutter" width="48" valign="top" style="width:48px;padding-bottom:6px">${slot("face")}</td><td valign="middle" style="padding-bottom:6px">${sayer()}</td></tr>` +
      `<tr>${LINE}<td valign="top" style="padding-bottom:26px">${saying("0")}</td></tr></table></td>`,
  ),
  between: raw(
    `<td style="padding:0 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>${LINE}` +
      `<td class="quiet break" style="padding-bottom:24px;font-family:${SANS};font-size:14px;line-height:1.5;color:${DAY.quiet}">${slot("content")}</td></tr></table></td>`,
  ),
  turn: raw(
    `<td style="padding:0 24px 20px">${twoColumns(
      GUTTER,
      PLACE,
      `class="ink" valign="middle" style="font-family:${SERIF};font-size:17px;line-height:1.5;color:${DAY.ink}"`,
      slot("content"),
    )}</td>`,
  ),
  aside: raw(
    `<td class="inset" style="padding:0 24px 18px 72px"><div class="words edge" dir="${slot("dir")}" style="${slot("edge")};font-family:${SERIF};font-style:italic;font-size:17px;line-height:1.5;color:${DAY.ink}">${slot("content")}</div></td>`,
  ),
  indented: raw(
    `<td class="inset" style="padding:0 24px 18px 72px"><div class="words" dir="auto" style="font-family:${SERIF};font-size:17px;line-height:1.55;color:${DAY.ink}">${slot("content")}</div></td>`,
  ),
  when: raw(`<td class="inset" style="padding:2px 24px 20px 72px">${leaf()}</td>`),
  date: raw(`<td style="padding:2px 24px 22px">${leaf()}</td>`),
  step: raw(
    `<td style="padding:0 24px 18px">${twoColumns(
      `class="gutter accent" width="48" valign="top" style="width:48px;font-family:${SERIF};font-size:28px;line-height:30px;color:${slot("accent")}"`,
      slot("number"),
      `class="ink break" valign="top" dir="auto" style="font-family:${SERIF};font-size:17px;line-height:1.5;color:${DAY.ink};text-align:start"`,
      slot("content"),
    )}</td>`,
  ),
  hint: raw(
    `<td class="quiet inset break" style="padding:0 24px 16px 72px;font-family:${SANS};font-size:14px;line-height:1.5;color:${DAY.quiet}">${slot("content")}</td>`,
  ),
  person: raw(
    `<td style="padding:0 24px 18px">${twoColumns(
      GUTTER,
      slot("face"),
      `class="ink break" valign="top" style="font-family:${SERIF};font-size:17px;line-height:1.45;color:${DAY.ink}"`,
      `<b dir="auto" style="font-family:${SANS};font-size:15px;font-weight:600">${slot("name")}</b><div dir="auto" style="text-align:start">${slot("content")}</div>`,
    )}</td>`,
  ),
  act: button("0 24px 18px 72px", "fill inset"),
  answer: raw(`<td class="inset" style="padding:2px 24px 4px 72px">${ways()}</td>`),
  reply: raw(`<td style="padding:0 24px 4px">${twoColumns(GUTTER, PLACE, `valign="top"`, ways())}</td>`),
} as const satisfies Record<string, string>;

export type RowName = keyof typeof ROWS;

function twoColumns(left: string, first: string, right: string, second: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td ${left}>${first}</td><td ${right}>${second}</td></tr></table>`;
}

function said(): string {
  return sayer() + saying("8px");
}

function sayer(): string {
  return `<div class="quiet" style="font-family:${SANS};font-size:14px;line-height:1.4;color:${DAY.quiet}"><b class="ink" dir="auto" style="font-weight:600;font-size:15px;color:${DAY.ink}">${slot("name")}</b><br>${slot("when")}</div>`;
}

function saying(above: string): string {
  return `<div class="words" dir="auto" style="margin-top:${above};font-family:${SERIF};font-size:17px;line-height:1.55;color:${DAY.ink}">${slot("content")}</div>${slot("extra")}`;
}

/** A leaf of a calendar, and beside it all that is to be known. */
function leaf(): string {
  const month = `<div class="accent" style="font-family:${SANS};font-size:14px;line-height:1.4;font-weight:600;color:${slot("accent")}">${slot("month")}</div>`;
  const day = `<div class="ink" style="font-family:${SERIF};font-size:34px;line-height:1.15;color:${DAY.ink}">${slot("day")}</div>`;
  const page = `<div class="wash" align="center" style="background-color:${DAY.wash};border-radius:8px;padding:10px 0 12px;text-align:center">${month}${day}</div>`;
  const text = `class="ink break" valign="middle" dir="auto" style="padding-left:20px;font-family:${SERIF};font-size:17px;line-height:1.5;color:${DAY.ink};text-align:start"`;
  return twoColumns(`valign="top" width="76" style="width:76px"`, page, text, slot("content"));
}

/** The ways to answer: a mail link like a button, pages beside it, the address in letters below. */
function ways(): string {
  return (
    `<div class="quiet" style="font-family:${SANS};font-size:15px;line-height:1.5;color:${DAY.quiet}">` +
    `<a class="accent edge" href="${slot("url")}" style="display:inline-block;margin:0 16px 10px 0;padding:11px 20px;border:1px solid ${slot("accent")};border-radius:6px;font-size:16px;line-height:22px;font-weight:600;color:${slot("accent")};text-decoration:none">${slot("content")}</a>` +
    `<span style="display:inline-block;margin-bottom:10px">${slot("pages")}</span>` +
    `<div class="quiet" style="font-size:13px;line-height:1.5;color:${DAY.quiet};word-break:break-all">${slot("address")}</div></div>`
  );
}

function serifText(content: string, size: number, padding: string): string {
  return `<mj-text css-class="ink" padding="${padding}" font-family="${SERIF}" font-size="${size}px" line-height="1.55" color="${DAY.ink}">${content}</mj-text>`;
}

function smallText(content: string, padding: string, align = "left"): string {
  return `<mj-text css-class="quiet" align="${align}" padding="${padding}" font-family="${SANS}" font-size="14px" line-height="1.5" color="${DAY.quiet}">${content}</mj-text>`;
}

function button(padding: string, classes = "fill"): string {
  return `<mj-button css-class="${classes}" align="left" padding="${padding}" inner-padding="14px 26px" border-radius="6px" font-family="${SANS}" font-size="16px" line-height="20px" font-weight="600" background-color="${slot("accent")}" color="${DAY.paper}" href="${slot("url")}">${slot("content")}</mj-button>`;
}

function raw(cell: string): string {
  return `<mj-raw><tr>${cell}</tr></mj-raw>`;
}
