import { url } from "#app/lib/links.ts";

/** Public homes may be found; everything else is for those who were given a link. */
const closed = [
  "console",
  "mailroom",
  "join",
  "confirm",
  "preferences",
  "unsubscribe",
  "rsvp",
  "answer",
  "sign-in",
  "setup",
  "files",
  "inquiries",
  "calendar",
  "*/archive",
  "*/ask",
  "*/rsvp",
];

export function loader() {
  const lines = [
    "User-agent: *",
    ...closed.map((path) => `Disallow: /${path}`),
    "",
    `Sitemap: ${url("/sitemap.xml")}`,
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=86400" },
  });
}
