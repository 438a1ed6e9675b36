import sanitizeHtml from "sanitize-html";

/**
 * What members wrote, as it may be shown: prose and nothing else. Reading a mail builds its HTML from a list of what
 * is allowed; this is the second lock, at the door of the database, by a library that does only this. Pictures are
 * attachments, shown from our own store: one that is loaded from elsewhere would tell who reads.
 */
export function safeHtml(html: string | null): string | null {
  if (html === null) return null;
  const safe = sanitizeHtml(html, rules).trim();
  return safe === "" ? null : safe;
}

const rules: sanitizeHtml.IOptions = {
  allowedTags: [
    ...["p", "div", "br", "hr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"],
    ...["b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "code", "kbd", "samp", "a"],
    ...["ul", "ol", "li", "dl", "dt", "dd"],
    ...["table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"],
  ],
  allowedAttributes: {
    a: ["href", "rel"],
    ol: ["start"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan"],
    "*": ["dir", "lang"],
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nestingLimit: 60,
  transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "nofollow noopener noreferrer" }) },
};
