import { escapeHtml, Html, joinHtml } from "#emails/writing/html.ts";

/** What a person wrote as plain text, in paragraphs, their line breaks kept. */
export function htmlOfText(text: string): Html {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return joinHtml(paragraphs.map((words) => new Html(`<p>${escapeHtml(words).replace(/\n/g, "<br>")}</p>`)));
}

/** A web or mail address for an href or src; anything else (javascript:, a relative path) is refused. */
export function checkedUrl(url: string): string {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url)) throw new TypeError(`Not an address for a letter: ${url}`);
  return url;
}
