import { Writable } from "node:stream";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import type { ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "#app/components/nonce.ts";
import { log } from "#app/lib/log.ts";
import { hasAlready } from "#app/web/public-page.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** For this response's own scripts; set by app/server.ts. */
    nonce: string;
  }
}

export const streamTimeout = 5_000;

/**
 * A page is written whole and then sent: nothing on it is waited for, and hundreds of small pieces would each be
 * compressed and carried for themselves.
 */
export default async function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (status === 200 && isKept(request, headers, context)) return notModified(headers);
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", pagePolicy(nonce));
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");

  const { html, failed } = await writePage(
    <NonceProvider value={nonce}>
      <RemixServer context={context} url={request.url} abortDelay={streamTimeout} nonce={nonce} />
    </NonceProvider>,
    nonce,
  );
  return new Response(html, { headers, status: failed ? 500 : status });
}

/** `failed`: it broke on the way, and React has shown what stands nearest for that. */
function writePage(
  page: ReactElement,
  nonce: string,
): Promise<{ html: Uint8Array<ArrayBuffer>; failed: boolean }> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let failed = false;
    const body = new Writable({
      write(piece: Buffer, _encoding, next) {
        pieces.push(piece);
        next();
      },
      final(next) {
        resolve({ html: Buffer.concat(pieces), failed });
        next();
      },
    });
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => pipe(body),
      onShellError: reject,
      onError: (error: unknown) => {
        failed = true;
        log.error({ err: error }, "a page broke while it was written");
      },
    });
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/**
 * A page that may be kept (its route gave an ETag) and that the asker has already. The tag is that of the page's data;
 * the build is added, for a page of another build would ask for scripts that are gone.
 */
function isKept(request: Request, headers: Headers, { manifest }: EntryContext): boolean {
  const tag = headers.get("ETag");
  if (tag === null) return false;
  if (headers.has("Set-Cookie")) {
    // It tells this reader something once: nobody is to keep it.
    headers.delete("ETag");
    headers.set("Cache-Control", "no-store");
    return false;
  }
  const own = tag.replace(/"$/, `-${manifest.version}"`);
  headers.set("ETag", own);
  return request.method === "GET" && hasAlready(request, own);
}

/** Without a policy of its own: the kept page goes by the one that names its scripts (RFC 9111, 4.3.4 would exchange it). */
function notModified(headers: Headers): Response {
  const said = ["ETag", "Cache-Control", "Vary", "X-Robots-Tag"].flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new Response(null, { status: 304, headers: said });
}

/** Only what nobody foresaw is worth a line: not what is not found, not a reader who left. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  log.error({ err: error, method: request.method }, "a page could not be made");
};

function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    // Accents and blurred first paints are style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-uri /csp-reports",
  ].join("; ");
}
