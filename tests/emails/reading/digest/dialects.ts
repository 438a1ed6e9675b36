import { escapeHtml } from "#emails/reading/html-write.ts";
import type { Said } from "#tests/emails/reading/digest/answers.ts";

/* How mail programs write a reply: what they put above the quote, how they mark it, what becomes of its HTML. */

export const tongues = ["en", "de", "fr", "es", "ru", "ja", "it", "pl"] as const;
export type Tongue = (typeof tongues)[number];

/** A piece of the body: the author's own, or quoted from the letter. */
export interface Row {
  own: boolean;
  text: string;
  html: string;
}

export interface Rendering {
  top: Said[];
  rows: Row[];
  tongue: Tongue;
  /** Where lines are wrapped again. */
  columns: number | null;
  /** Something that the program writes by itself below what is new. */
  tagline: string | null;
}

export interface Bodies {
  text: string;
  html: string | null;
}

const attribution: Record<Tongue, string> = {
  en: "On Tue, May 5, 2026 at 9:14 AM Kiln Circle <kiln@letters.example> wrote:",
  de: "Am Di., 5. Mai 2026 um 09:14 Uhr schrieb Kiln Circle <kiln@letters.example>:",
  fr: "Le mar. 5 mai 2026 à 09:14, Kiln Circle <kiln@letters.example> a écrit :",
  es: "El mar, 5 may 2026 a las 9:14, Kiln Circle (<kiln@letters.example>) escribió:",
  ru: "вт, 5 мая 2026 г. в 09:14, Kiln Circle <kiln@letters.example>:",
  ja: "2026年5月5日(火) 9:14 Kiln Circle <kiln@letters.example>:",
  it: "Il giorno mar 5 mag 2026 alle ore 09:14 Kiln Circle <kiln@letters.example> ha scritto:",
  pl: "wt., 5 maj 2026 o 09:14 Kiln Circle <kiln@letters.example> napisał(a):",
};

const labels: Record<Tongue, [from: string, sent: string, to: string, subject: string]> = {
  en: ["From", "Sent", "To", "Subject"],
  de: ["Von", "Gesendet", "An", "Betreff"],
  fr: ["De", "Envoyé", "À", "Objet"],
  es: ["De", "Enviado", "Para", "Asunto"],
  ru: ["От", "Отправлено", "Кому", "Тема"],
  ja: ["差出人", "送信日時", "宛先", "件名"],
  it: ["Da", "Inviato", "A", "Oggetto"],
  pl: ["Od", "Wysłano", "Do", "Temat"],
};

function headerBlock(tongue: Tongue): string[] {
  const [from, sent, to, subject] = labels[tongue];
  return [
    `${from}: Kiln Circle <kiln@letters.example>`,
    `${sent}: 5 May 2026 09:14`,
    `${to}: Sam Winter <sam@home.example>`,
    `${subject}: Kiln Circle`,
  ];
}

const headerHtml = (tongue: Tongue) =>
  headerBlock(tongue)
    .map((line) => `<b>${escapeHtml(line).replace(": ", ":</b> ")}`)
    .join("<br>");

type Dress = (reply: Rendering) => Bodies;

/** One row for each program. */
export const programs = {
  "gmail-web": (reply) => ({
    text: marked(reply, 72),
    html: `<div dir="ltr">${own(reply.top)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escapeHtml(attribution[reply.tongue])}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${inside(reply, "m_-4711", "<div><br></div>")}</blockquote></div>`,
  }),
  "gmail-web, quote parted": (reply) => ({
    text: marked(reply, 72),
    html: `<div dir="ltr">${own(reply.top)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escapeHtml(attribution[reply.tongue])}<br></div>${parted(reply, '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">', "m_-4711")}</div>`,
  }),
  "gmail-phone": (reply) => ({ text: marked(reply, 76), html: null }),
  "apple-mac": (reply) => ({
    text: marked(reply, 10_000),
    html: `<html><body>${own(reply.top)}<br><div><br><blockquote type="cite"><div>${escapeHtml(attribution[reply.tongue])}</div><br class="Apple-interchange-newline"></blockquote>${parted(reply, '<blockquote type="cite">', "")}</div></body></html>`,
  }),
  "apple-mac, inside the letter": (reply) => ({
    text: marked(reply, 10_000),
    html: `<html><body>${own(reply.top)}<br><div><br><blockquote type="cite"><div>${escapeHtml(attribution[reply.tongue])}</div><br class="Apple-interchange-newline">${inside(reply, "", "<div><br></div>")}</blockquote></div></body></html>`,
  }),
  "apple-iphone": (reply) => ({
    text: marked(reply, 10_000),
    html: `<html><body dir="auto">${own(reply.top)}${tagline(reply)}<div dir="ltr"><br><blockquote type="cite">${escapeHtml(attribution[reply.tongue])}<br><br></blockquote></div>${parted(reply, '<blockquote type="cite">', "")}</body></html>`,
  }),
  "outlook-desktop": (reply) => ({
    text: unmarked(reply, headerBlock(reply.tongue)),
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class=WordSection1>${mso(reply.top)}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${headerHtml(reply.tongue)}<o:p></o:p></p></div></div>${insideOutlook(reply)}</div></body></html>`,
  }),
  "outlook-desktop, as text": (reply) => ({ text: unmarked(reply, headerBlock(reply.tongue)), html: null }),
  "outlook-web": (reply) => ({
    text: unmarked(reply, headerBlock(reply.tongue)),
    html: `<div style="font-family: Aptos">${own(reply.top)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${headerHtml(reply.tongue)}</font><div>&nbsp;</div></div>${inside(reply, "x_", "<br>")}`,
  }),
  thunderbird: (reply) => ({
    text: marked(reply, 72),
    html: `<body>${own(reply.top)}<div class="moz-cite-prefix">${escapeHtml(attribution[reply.tongue])}<br></div>${parted(reply, '<blockquote type="cite" cite="mid:a@b">', "")}</body>`,
  }),
  "thunderbird, as text": (reply) => ({ text: marked(reply, 72), html: null }),
  yahoo: (reply) => ({
    text: unmarked(reply, [attribution[reply.tongue]]),
    html: `<div class="ydp1yahoo-style-wrap">${own(reply.top)}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>${escapeHtml(attribution[reply.tongue])}</div><div><br></div>${inside(reply, "yiv1_", "<div><br></div>")}</div>`,
  }),
  k9: (reply) => ({ text: marked(reply, 72), html: null }),
  "plain-72": (reply) => ({ text: broken(reply), html: null }),
  samsung: (reply) => ({
    text: `${texts(reply.top)}\n\n-------- Original message --------\n${headerBlock(reply.tongue).join("\n")}\n\n${reply.rows.map(({ text }) => text).join("\n\n")}`,
    html: null,
  }),
  protonmail: (reply) => ({
    text: marked(reply, 10_000),
    html: `<div style="font-family: Arial">${own(reply.top)}</div><div class="protonmail_quote">${escapeHtml(attribution[reply.tongue])}<br><br>${parted(reply, '<blockquote class="protonmail_quote" type="cite">', "")}</div>`,
  }),
} satisfies Record<string, Dress>;

export type Program = keyof typeof programs;
export const programNames = Object.keys(programs) as Program[];

/** The names above name programs in their several ways; these are the programs. */
export const familyOf = (program: Program): string => program.split(",")[0] ?? program;

function texts(said: readonly Said[]): string {
  return said.map(({ text }) => text).join("\n\n");
}

function own(said: readonly Said[]): string {
  return said.map(({ html }) => html).join("<div><br></div>");
}

function mso(said: readonly Said[], style = ""): string {
  return said
    .map(({ html }) =>
      html.replace(/<div>(.*?)<\/div>/g, `<p class=MsoNormal><span${style}>$1<o:p></o:p></span></p>`),
    )
    .join("<p class=MsoNormal><o:p>&nbsp;</o:p></p>");
}

function tagline({ tagline: words }: Rendering): string {
  return words === null
    ? ""
    : `<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${escapeHtml(words)}</div>`;
}

/** The letter's own HTML, with the answers inside of its tables, as they come about where a quote cannot be parted. */
function inside({ rows }: Rendering, prefix: string, gap: string): string {
  return rows
    .map(({ own: isOwn, html }) => (isOwn ? `${gap}${html}${gap}` : html.replaceAll('id="', `id="${prefix}`)))
    .join("");
}

/** Outlook writes paragraphs of its own making, keeps tables, and drops ids. */
function insideOutlook({ rows }: Rendering): string {
  return rows
    .map(({ own: isOwn, html, text }) =>
      isOwn
        ? mso([{ html, text }], " style='color:#C00000'")
        : html
            .replace(/ id="[^"]*"/g, "")
            .replace(/<p>/g, "<p class=MsoNormal>")
            .replace(/<\/p>/g, "<o:p></o:p></p>"),
    )
    .join("");
}

/** Programs that mark quotes close the quote above an answer and open it again below; tables become paragraphs. */
function parted({ rows }: Rendering, opening: string, prefix: string): string {
  const out: string[] = [];
  let open = false;
  for (const row of rows) {
    if (row.own === open) out.push(open ? "</blockquote>" : opening);
    open = !row.own;
    out.push(row.own ? `<div><br></div>${row.html}<div><br></div>` : asParagraphs(row, prefix));
  }
  if (open) out.push("</blockquote>");
  return out.join("");
}

function asParagraphs({ text }: Row, prefix: string): string {
  const heading = /^\[(\d+)\]/.exec(text)?.[1];
  const body = text
    .split("\n")
    .map((line) =>
      escapeHtml(line)
        .replace(/^(https?:\S+)$/, '<a href="$1">$1</a>')
        .replace(/^(\S+@\S+)$/, '<a href="mailto:$1">$1</a>'),
    )
    .join("<br>");
  return heading === undefined
    ? `<p>${body}</p>`
    : `<div id="${prefix}item-${heading}"><h3>${body}</h3></div>`;
}

function marked(reply: Rendering, columns: number): string {
  const width = reply.columns ?? columns;
  const lines = reply.rows.flatMap(({ own: isOwn, text }) =>
    isOwn ? ["", text, ""] : [...wrapAll(text, width).map((line) => `> ${line}`), ">"],
  );
  const above = [texts(reply.top), ...(reply.tagline === null ? [] : [reply.tagline])].join("\n\n");
  return `${above}\n\n${attribution[reply.tongue]}\n\n${lines.join("\n")}\n`;
}

/** Lines with their mark, wrapped again by a gateway: the rests lose theirs. */
function broken(reply: Rendering): string {
  const width = Math.max(60, Math.min(reply.columns ?? 70, 76));
  const lines = reply.rows.flatMap(({ own: isOwn, text }) =>
    isOwn
      ? ["", text, ""]
      : [...wrapAll(text, 80).flatMap((line) => wrap(`> ${line}`, width).split("\n")), ">"],
  );
  return `${texts(reply.top)}\n\n${attribution[reply.tongue]}\n\n${lines.join("\n")}\n`;
}

function unmarked({ top, rows, columns }: Rendering, head: readonly string[]): string {
  const body = rows.map(({ own: isOwn, text }) =>
    isOwn ? text : wrapAll(text, columns ?? 10_000).join("\n"),
  );
  return `${texts(top)}\n\n${head.join("\n")}\n\n${body.join("\n\n")}\n`;
}

/** Paragraphs flow; what ends with a colon or is an address keeps its line. */
function wrapAll(text: string, columns: number): string[] {
  return text
    .replace(/(?<![:\n])\n(?!\s*(?:https?:|\S+@\S+$|\d\.|\[|[-*]))/g, " ")
    .split("\n")
    .flatMap((line) => wrap(line, columns).split("\n"));
}

export function wrap(text: string, columns: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join("\n");
}
