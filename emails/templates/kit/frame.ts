import { DAY } from "#emails/templates/kit/palette.ts";
import { ROWS } from "#emails/templates/kit/rows.ts";
import { letterStyles, SANS, SERIF } from "#emails/templates/kit/styles.ts";
import { compileTemplate } from "#emails/writing/render.ts";
import { closeGroup, openGroup, openVariant, slot, type Template } from "#emails/writing/slots.ts";

let compiled: Promise<Template> | null = null;

/** The one design behind all letters, compiled from MJML once in the life of a process. */
export function letterFrame(): Promise<Template> {
  compiled ??= compileTemplate(frameMjml());
  return compiled;
}

/** What stands after the preheader so that a list of mails does not show the letter's first words behind it. */
const PREHEADER_PADDING = "&#8199;&#65279;&#847; ".repeat(50);

/** The frame as MJML: head, masthead, as many sections as the letter has, footer. */
export function frameMjml(): string {
  return `<mjml lang="${slot("lang")}" dir="${slot("dir")}">
  <mj-head>
    <mj-title>${slot("subject")}</mj-title>
    <mj-preview>${slot("preheader")}${PREHEADER_PADDING}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no"></mj-raw>
    <mj-style>${letterStyles()}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="${DAY.paper}" css-class="paper">
    ${marked(openGroup("sections"))}
    ${Object.entries(SECTIONS)
      .map(([name, section]) => marked(openVariant(name)) + section)
      .join("")}
    ${marked(closeGroup())}
  </mj-body>
</mjml>`;
}

const SECTIONS = {
  masthead: section(
    "32px 0 20px",
    `<mj-raw><tr><td style="padding:0 24px"><table role="presentation" cellpadding="0" cellspacing="0"><tr>${slot("smallLogo")}` +
      `<td class="ink break" valign="middle" dir="auto" style="font-family:${SERIF};font-size:20px;line-height:1.3;color:${DAY.ink}">${slot("community")}</td></tr></table></td></tr></mj-raw>${thread("14px 24px 14px")}`,
  ),
  title: section(
    "44px 0 20px",
    `<mj-raw><tr><td style="padding:0 24px">${slot("largeLogo")}<h1 class="ink name break" dir="auto" style="margin:0;font-family:${SERIF};font-weight:normal;font-size:44px;line-height:1.12;color:${DAY.ink};text-align:start">${slot("community")}</h1></td></tr></mj-raw>` +
      `<mj-text css-class="quiet" padding="12px 24px 0" font-family="${SANS}" font-size="15px" line-height="1.5" color="${DAY.quiet}">${slot("issue")}</mj-text>${thread("20px 24px 4px")}`,
  ),
  plain: section("0", rows()),
  opening: section("22px 0 18px", rows()),
  item: `<mj-raw><div id="${slot("id")}"></mj-raw>${section("0 0 40px", hairline("0 24px 32px") + rows())}<mj-raw></div></mj-raw>`,
  footer: section("16px 0 56px", hairline("0 24px 20px") + rows()),
} as const;

export type SectionName = keyof typeof SECTIONS;

function section(padding: string, content: string): string {
  return `<mj-section padding="${padding}"><mj-column>${content}</mj-column></mj-section>`;
}

function rows(): string {
  const variants = Object.entries(ROWS).map(([name, row]) => marked(openVariant(name)) + row);
  return marked(openGroup("rows")) + variants.join("") + marked(closeGroup());
}

function thread(padding: string): string {
  return `<mj-raw><tr><td style="padding:${padding}"><div class="thread" style="width:56px;height:3px;font-size:0;line-height:3px;background-color:${slot("accent")}">&nbsp;</div></td></tr></mj-raw>`;
}

function hairline(padding: string): string {
  return `<mj-raw><tr><td style="padding:${padding}"><div class="line" style="border-top:1px solid ${DAY.line};font-size:0;line-height:0">&nbsp;</div></td></tr></mj-raw>`;
}

function marked(mark: string): string {
  return `<mj-raw>${mark}</mj-raw>`;
}
