import { DAY, NIGHT } from "#emails/templates/kit/palette.ts";
import { slot } from "#emails/writing/slots.ts";

export const SERIF = "Georgia,'Times New Roman',serif";
export const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Class by class, what changes at night. */
const NIGHT_RULES: Record<string, string> = {
  ".paper,.paper>div": `background-color:${NIGHT.paper}!important`,
  ".ink,.ink div,.words": `color:${NIGHT.ink}!important`,
  ".quiet,.quiet div": `color:${NIGHT.quiet}!important`,
  ".line": `border-color:${NIGHT.line}!important`,
  ".wash": `background-color:${NIGHT.wash}!important`,
  ".accent,.words a": `color:${slot("nightAccent")}!important`,
  ".thread": `background-color:${slot("nightAccent")}!important`,
  ".edge": `border-color:${slot("nightAccent")}!important`,
  ".fill table td,.fill a": `background:${slot("nightAccent")}!important;color:${NIGHT.paper}!important`,
};

/**
 * What cannot stand inline: night, in the three ways that clients know it (the media query; Outlook's own
 * [data-ogsc] for colours and [data-ogsb] for grounds), the phone, and the inside of posts.
 */
export function letterStyles(): string {
  const night = Object.entries(NIGHT_RULES);
  return [
    ":root{color-scheme:light dark;supported-color-schemes:light dark}",
    `.words{text-align:start}.words p{margin:0 0 12px}.words a{color:${slot("accent")}}`,
    ".words,.break{overflow-wrap:anywhere;word-break:break-word}.words p:last-child{margin-bottom:0}.words img{max-width:100%;height:auto}",
    `.words blockquote{margin:0 0 12px;padding-left:12px;border-left:2px solid ${DAY.line}}`,
    ".words ul,.words ol{margin:0 0 12px;padding-left:22px}.words pre{white-space:pre-wrap;font-size:14px}",
    "@media (max-width:480px){.gutter{width:45px!important}.inset{padding-left:69px!important}.rest{width:26px!important}.name{font-size:36px!important}.big{font-size:27px!important}}",
    `@media (prefers-color-scheme:dark){${night.map(([of, rule]) => `${of}{${rule}}`).join("")}}`,
    ...night.map(([of, rule]) => outlookRule(of, rule)),
  ].join("\n");
}

function outlookRule(of: string, rule: string): string {
  const mark = rule.startsWith("background-color") ? "[data-ogsb]" : "[data-ogsc]";
  const selectors = of.split(",").map((selector) => `${mark} ${selector}`);
  return `${selectors.join(",")}{${rule}}`;
}
