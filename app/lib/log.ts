import pino from "pino";

/**
 * Structured lines on standard error, for machines and operators.
 * Never an address, a token, a subject or a body: log ids.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "warn"),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  },
  pino.destination({ dest: 2, sync: true }),
);
