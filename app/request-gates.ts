import type { NextFunction, Request, Response } from "express";

import { config } from "#app/lib/config.ts";
import { log } from "#app/lib/log.ts";

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
    // Photos say otherwise: letters show them in mail programs, which live elsewhere.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    ...(config().appUrl.startsWith("https:") && { "Strict-Transport-Security": "max-age=63072000" }),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  });
  next();
}

/**
 * Where browsers tell that a page wanted what its policy forbids (CSP Level 3, `report-uri`): counted in the log, by what
 * was forbidden alone, for the rest of such a report is whatever somebody sends here.
 */
export function takePolicyReport(request: Request, response: Response): void {
  const { "csp-report": report } = (request.body ?? {}) as { "csp-report"?: Record<string, unknown> };
  const said = report?.["effective-directive"] ?? report?.["violated-directive"];
  const directive = typeof said === "string" ? said : "";
  log.warn(
    { directive: /^[a-z-]{1,40}/.exec(directive)?.[0] ?? "unknown" },
    "a page wanted what its policy forbids",
  );
  response.status(204).end();
}

function refuse(response: Response, status: number, words: string): void {
  response.status(status).set("Connection", "close").type("text").send(`${words}\n`);
}
