import { config } from "#app/lib/config.ts";

/** A letter's HTML for a sandboxed frame of ours: it may paint, with its own styles and our pictures, and nothing else. */
export function letterResponse(html: string): Response {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data: ${config().appUrl} 'self'`,
    "frame-ancestors 'self'",
    "sandbox allow-popups",
  ];
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy.join("; "),
      "Cache-Control": "no-store",
    },
  });
}
