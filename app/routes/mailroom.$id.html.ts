import type { LoaderFunctionArgs } from "@remix-run/node";
import { config } from "#app/lib/config.ts";
import { letterById, mailroomIsOpen } from "#app/models/mailroom.ts";
import { litLetter } from "#app/web/lit-letter.ts";

/** The letter's HTML for the frame that shows it: whoever wrote it, no script of theirs runs, and no form is sent. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const opened = mailroomIsOpen() ? await letterById(params.id ?? "") : null;
  if (opened?.html == null) throw new Response(null, { status: 404 });

  const night = new URL(request.url).searchParams.get("light") === "night";
  const html = openLinksOutside(litLetter(opened.html, night ? "night" : "day"), opened.letter.id);
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy(),
      "Cache-Control": "no-store",
    },
  });
}

function policy(): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data: ${config().appUrl} 'self'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
  ].join("; ");
}

/** Pages open beside the mailroom, as beside a mail program; what would open a mail program opens the answer here. */
function openLinksOutside(html: string, id: string): string {
  return html.replace(/<a\b[^>]*>/gi, (tag) => {
    const href = /\bhref="([^"]*)"/i.exec(tag)?.[1] ?? "";
    const plain = tag.replace(/\s(?:target|rel)="[^"]*"/gi, "");
    if (!href.startsWith("mailto:"))
      return plain.replace(/^<a/i, '<a target="_blank" rel="noopener noreferrer"');
    const answer = answerPath(id, href.replaceAll("&amp;", "&"));
    return answer === null
      ? tag
      : plain.replace(/^<a/i, '<a target="_top"').replace(/\bhref="[^"]*"/i, () => `href="${answer}"`);
  });
}

function answerPath(id: string, mailto: string): string | null {
  if (!URL.canParse(mailto)) return null;
  const { pathname, searchParams } = new URL(mailto);
  const wanted = new URLSearchParams({ to: decodeURIComponent(pathname) });
  for (const name of ["subject", "body"]) {
    const value = searchParams.get(name);
    if (value !== null) wanted.set(name, value);
  }
  return `${config().appUrl}/mailroom/${id}?${wanted.toString().replaceAll("&", "&amp;")}#answer`;
}
