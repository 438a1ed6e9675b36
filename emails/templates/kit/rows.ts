import { DAY } from "#emails/templates/kit/palette.ts";
import { SANS, SERIF } from "#emails/templates/kit/styles.ts";
import { slot } from "#emails/writing/slots.ts";

/**
 * The rows that letters are made of, as MJML inside one column of 600 px. Each is compiled once, with slots for
 * what it says; blocks.ts gives the typed functions that fill them.
 *
 * Numbers and faces stand in a gutter of 48 px, so that titles and words share one left edge.
 */
export const ROWS = {
  mark: smallText(slot("content"), "16px 24px 0", "center"),
  title: serifText(
    `<h1 class="break" dir="auto" style="margin:0;text-align:start;font-weight:normal;font-size:30px;line-height:1.25">${slot("content")}</h1>`,
    30,
    "8px 24px 16px",
  ),
  subtitle: serifText(
    `<h2 class="break" dir="auto" style="margin:0;text-align:start;font-weight:normal;font-size:22px;line-height:1.3">${slot("content")}</h2>`,
    22,
    "24px 24px 8px",
  ),
  paragraph: serifText(slot("content"), 17, "0 24px 16px"),
  words: serifText(`<div class="words" dir="auto">${slot("content")}</div>`, 17, "0 24px 16px"),
  small: smallText(slot("content"), "0 24px 12px"),
  code: `<mj-text css-class="ink" padding="4px 24px 20px" font-family="${SERIF}" font-size="34px" line-height="1.4" letter-spacing="6px" color="${DAY.ink}">${slot("content")}</mj-text>`,
  button: button("8px 24px 24px"),
  rule: `<mj-divider css-class="line" padding="8px 24px 24px" border-width="1px" border-color="${DAY.line}" />`,
  quote: serifText(
    `<div class="words edge" dir="auto" style="border-left:2px solid ${slot("accent")};padding:2px 0 2px 16px">${slot("content")}</div>`,
    16,
    "4px 24px 20px",
  ),
  facts: raw(
    `<td style="padding:0 24px 20px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${slot("content")}</table></td>`,
  ),
  photo: raw(`<td style="padding:4px 0 20px">${slot("content")}</td>`),
  heading: raw(
    `<td style="padding:0 24px 14px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>` +
      `<td class="gutter accent" width="48" valign="top" style="width:48px;font-family:${SERIF};font-size:30px;line-height:34px;color:${slot("accent")}">${slot("number")}</td>` +
      `<td valign="top"><h2 class="ink break" dir="auto" style="margin:2px 0 0;font-family:${SERIF};font-weight:normal;font-size:24px;line-height:1.3;color:${DAY.ink};text-align:start">${slot("title")}</h2>` +
      `<div class="quiet" style="margin-top:4px;font-family:${SANS};font-size:14px;line-height:1.5;color:${DAY.quiet}">${slot("kicker")}</div></td></tr></table></td>`,
  ),
  post: raw(
    `<td style="padding:0 24px 22px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>` +
      `<td class="gutter" width="48" valign="top" style="width:48px">${slot("face")}</td>` +
      `<td valign="top"><div class="quiet" style="font-family:${SANS};font-size:14px;line-height:1.4;color:${DAY.quiet}"><b class="ink" dir="auto" style="font-weight:600;font-size:15px;color:${DAY.ink}">${slot("name")}</b><br>${slot("when")}</div>` +
      `<div class="words" dir="auto" style="margin-top:8px;font-family:${SERIF};font-size:17px;line-height:1.55;color:${DAY.ink}">${slot("content")}</div>${slot("extra")}</td></tr></table></td>`,
  ),
  aside: raw(
    `<td class="inset" style="padding:0 24px 18px 72px"><div class="words edge" dir="auto" style="border-left:2px solid ${slot("accent")};padding-left:14px;font-family:${SERIF};font-style:italic;font-size:16px;line-height:1.5;color:${DAY.ink}">${slot("content")}</div></td>`,
  ),
  indented: raw(
    `<td class="inset" style="padding:0 24px 18px 72px"><div class="words" dir="auto" style="font-family:${SERIF};font-size:17px;line-height:1.55;color:${DAY.ink}">${slot("content")}</div></td>`,
  ),
  hint: raw(
    `<td class="quiet inset" style="padding:0 24px 16px 72px;font-family:${SANS};font-size:14px;line-height:1.5;color:${DAY.quiet}">${slot("content")}</td>`,
  ),
  person: raw(
    `<td style="padding:0 24px 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>` +
      `<td class="gutter" width="48" valign="top" style="width:48px">${slot("face")}</td>` +
      `<td class="ink" valign="middle" dir="auto" style="font-family:${SERIF};font-size:17px;line-height:1.4;color:${DAY.ink};text-align:start"><b style="font-family:${SANS};font-size:15px;font-weight:600">${slot("name")}</b><br>${slot("content")}</td></tr></table></td>`,
  ),
  act: button("0 24px 18px 72px", "fill inset"),
  answer: raw(
    `<td class="quiet inset" style="padding:2px 24px 4px 72px;font-family:${SANS};font-size:15px;line-height:1.5;color:${DAY.quiet}">` +
      `<a class="accent edge" href="${slot("url")}" style="display:inline-block;margin:0 16px 10px 0;padding:11px 20px;border:1px solid ${slot("accent")};border-radius:4px;font-size:16px;line-height:22px;font-weight:600;color:${slot("accent")};text-decoration:none">${slot("content")}</a>` +
      `<span style="display:inline-block;margin-bottom:10px">${slot("pages")}</span>` +
      `<div class="quiet" style="font-size:13px;line-height:1.5;color:${DAY.quiet};word-break:break-all">${slot("address")}</div></td>`,
  ),
} as const satisfies Record<string, string>;

export type RowName = keyof typeof ROWS;

function serifText(content: string, size: number, padding: string): string {
  return `<mj-text css-class="ink" padding="${padding}" font-family="${SERIF}" font-size="${size}px" line-height="1.55" color="${DAY.ink}">${content}</mj-text>`;
}

function smallText(content: string, padding: string, align = "left"): string {
  return `<mj-text css-class="quiet" align="${align}" padding="${padding}" font-family="${SANS}" font-size="14px" line-height="1.5" color="${DAY.quiet}">${content}</mj-text>`;
}

function button(padding: string, classes = "fill"): string {
  return `<mj-button css-class="${classes}" align="left" padding="${padding}" inner-padding="14px 26px" border-radius="4px" font-family="${SANS}" font-size="16px" line-height="20px" font-weight="600" background-color="${slot("accent")}" color="${DAY.paper}" href="${slot("url")}">${slot("content")}</mj-button>`;
}

function raw(cell: string): string {
  return `<mj-raw><tr>${cell}</tr></mj-raw>`;
}
