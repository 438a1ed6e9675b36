import type { NextFunction, Request, Response } from "express";

const MEGABYTE = 1024 * 1024;

/** Pictures travel in multipart forms; no other form is long. */
const bodyLimits = { multipart: 30 * MEGABYTE, other: 1 * MEGABYTE } as const;

/** Answers a body that is too large, or does not say its size, before any of it is read. */
export function limitBody(request: Request, response: Response, next: NextFunction): void {
  if (request.headers["transfer-encoding"] !== undefined) {
    refuse(response, 411, "Say how long this is.");
    return;
  }

  const length = Number(request.headers["content-length"] ?? 0);
  const multipart = request.headers["content-type"]?.startsWith("multipart/form-data") === true;
  const limit = multipart ? bodyLimits.multipart : bodyLimits.other;
  if (length > limit)
    refuse(response, 413, `This is too large: ${limit / MEGABYTE} MB at most. Nothing was changed.`);
  else next();
}

/** What every response says, whatever it holds. The page's own policy is set in entry.server.tsx. */
export function setSafeHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  });
  next();
}

function refuse(response: Response, status: number, words: string): void {
  response.status(status).set("Connection", "close").type("text").send(`${words}\n`);
}
