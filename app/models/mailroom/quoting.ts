import type { Answer, MailClient } from "#app/models/mailroom/write-answer.ts";
import type { ReadMessage } from "#emails/reading/parse-message.ts";

/** How a program writes an answer and what it answers: in text, and in HTML where it sends that. */
export interface Quoted {
  text: string;
  html: string | null;
}

interface Quoting {
  attribution(letter: Original): string;
  text(body: string, letter: Original, attribution: string): string;
  html(body: string, letter: Original, attribution: string): string;
}

interface Original {
  name: string;
  address: string;
  to: string;
  subject: string;
  date: Date;
  messageId: string;
  text: string;
  html: string;
}

/** Written down from what the programs send, in English. */
const quotings: Record<MailClient, Quoting> = {
  gmail: {
    attribution: ({ date, name, address }) =>
      `On ${say(date, { weekday: "short", month: "short", day: "numeric", year: "numeric" })} at ${clock(date)} ${name} <${address}> wrote:`,
    text: (body, { text }, attribution) => `${body}\n\n${attribution}\n\n${marked(text)}\n`,
    html: (body, { html }, attribution) =>
      `<div dir="ltr">${lines(body, "div")}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escape(attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${html}</blockquote></div>\n`,
  },
  "apple-mail": {
    attribution: ({ date, name, address }) =>
      `On ${say(date, { month: "short", day: "numeric", year: "numeric" })}, at ${clock(date)}, ${name} <${address}> wrote:`,
    text: (body, { text }, attribution) => `${body}\n\n> ${attribution}\n> \n${marked(text)}\n\n`,
    html: (body, { html }, attribution) =>
      `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">${lines(body, "div")}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>${escape(attribution)}</div><br class="Apple-interchange-newline"><div>${html}</div></blockquote></div><br></body></html>`,
  },
  outlook: {
    attribution: ({ date, name, address, to, subject }) =>
      `From: ${name} <${address}>\nSent: ${say(date, { weekday: "long", month: "long", day: "numeric", year: "numeric" })} ${clock(date)}\nTo: ${to}\nSubject: ${subject}`,
    text: (body, { text }, attribution) => `${body}\n\n${"_".repeat(32)}\n${attribution}\n\n${text}\n`,
    html: (body, { html }, attribution) =>
      `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p.MsoNormal{margin:0in;font-size:11.0pt;font-family:"Aptos",sans-serif;}</style></head><body lang="EN-US" style="word-wrap:break-word"><div class="WordSection1">${lines(body, 'p class="MsoNormal"')}<p class="MsoNormal">&nbsp;</p><div id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">${headerBlock(attribution)}</p></div></div>${html}</div></div></body></html>`,
  },
  thunderbird: {
    attribution: ({ date, name }) =>
      `On ${say(date, { month: "numeric", day: "numeric", year: "2-digit" })} ${say(date, { hour: "2-digit", minute: "2-digit", hour12: false })}, ${name} wrote:`,
    text: (body, { text }, attribution) => `${body}\n\n${attribution}\n${marked(text)}\n`,
    html: (body, { html, messageId }, attribution) =>
      `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>${lines(body, "p")}<div class="moz-cite-prefix">${escape(attribution)}<br></div><blockquote type="cite" cite="mid:${escape(messageId.replace(/^<|>$/g, ""))}">${html}</blockquote></body></html>`,
  },
};

export function quoteAs(client: MailClient, letter: ReadMessage, { body, place }: Answer): Quoted {
  const quoting = quotings[client];
  const original = readOriginal(letter);
  const attribution = quoting.attribution(original);
  // Between the lines people answer in plain text: in HTML the answer would stand inside the letter's own tables.
  if (place !== "top") return { text: between(body, original, attribution, place.under), html: null };

  return {
    text: quoting.text(body, original, attribution),
    html: letter.html === null ? null : quoting.html(body, original, attribution),
  };
}

/** The whole letter quoted, with the answer after the paragraph in which the wanted line stands. */
function between(body: string, { text }: Original, attribution: string, under: string): string {
  const rows = text.split("\n");
  const wanted = rows.findIndex((row) => row.includes(under));
  const after = rows.findIndex((row, at) => at > wanted && row.trim() === "");
  const cut = wanted === -1 ? 0 : after === -1 ? rows.length : after;
  const [above, below] = [rows.slice(0, cut), rows.slice(cut)];
  return [attribution, ...above.map(mark), "", body, "", ...below.map(mark), ""].join("\n");
}

function readOriginal(letter: ReadMessage): Original {
  const from = letter.from[0];
  return {
    name: from?.name ?? from?.address ?? "",
    address: from?.address ?? "",
    to: letter.to.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join("; "),
    subject: letter.subject,
    date: letter.date ?? new Date(0),
    messageId: letter.messageId ?? "",
    text: (letter.text ?? "").trimEnd(),
    html: innerBody(letter.html ?? ""),
  };
}

/** Programs quote what stands in the body, and its styles; a second html element they drop. */
function innerBody(html: string): string {
  return html.replace(/<!doctype[^>]*>/i, "").replaceAll(/<\/?(?:html|head|body|title|meta)\b[^>]*>/gi, "");
}

function marked(text: string): string {
  return text.split("\n").map(mark).join("\n");
}

function mark(row: string): string {
  return row.startsWith(">") ? `>${row}` : `> ${row}`;
}

function lines(body: string, element: string): string {
  const [name] = element.split(" ");
  return body
    .split("\n")
    .map((row) => `<${element}>${row.trim() === "" ? "<br>" : escape(row)}</${name ?? element}>`)
    .join("");
}

function headerBlock(attribution: string): string {
  return attribution
    .split("\n")
    .map((row) => escape(row).replace(/^(\w+:)/, "<b>$1</b>"))
    .join("<br>");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function clock(date: Date): string {
  // Newer ICU puts a narrow space before AM; mail programs write it as it comes.
  return say(date, { hour: "numeric", minute: "2-digit", hour12: true });
}

function say(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(date);
}
