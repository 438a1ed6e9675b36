import markdownIt from "markdown-it";

/** No raw HTML, no pictures from elsewhere: what comes out is safe to stand in a letter or on a page. */
const markdown = markdownIt({ html: false, linkify: true, breaks: true, typographer: false }).disable(
  "image",
);
markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim());

/** Markdown → safe HTML. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
