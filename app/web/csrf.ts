import type { NextFunction, Request, Response } from "express";

import { config } from "#app/lib/config.ts";

/** RFC 8058: mail providers post here, from elsewhere and without a cookie. The signed link is the right to do it. */
const FROM_ANYWHERE = /^\/unsubscribe\/[^/]+\/?$/;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

interface Asked {
  method: string;
  path: string;
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site`, which no page can set. */
  fetchSite: string | undefined;
}

/** Every request that changes something passes here, before any route: it comes from a page of ours, or not at all. */
export function assertSameOrigin(request: Request, response: Response, next: NextFunction): void {
  const asked = {
    method: request.method,
    path: request.path,
    host: request.get("host"),
    origin: request.get("origin"),
    fetchSite: request.get("sec-fetch-site"),
  };
  if (isFromHere(asked)) {
    next();
    return;
  }
  response
    .status(403)
    .type("text")
    .send("This came from another site, so nothing was changed. Open the page here and try again.\n");
}

/**
 * The browser's own word first, then the Origin. A request with neither is from no browser of this decade: refused.
 * The Host counts beside APP_URL, for people also say localhost; a page elsewhere cannot choose it.
 */
export function isFromHere({ method, path, host, origin, fetchSite }: Asked): boolean {
  if (SAFE.has(method) || (method === "POST" && FROM_ANYWHERE.test(path))) return true;
  if (fetchSite !== undefined) return fetchSite === "same-origin";

  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(config().appUrl).origin || from.host === host;
}
