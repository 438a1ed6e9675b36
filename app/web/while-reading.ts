import { AsyncLocalStorage } from "node:async_hooks";
import type { NextFunction, Request, Response } from "express";

/** What was already asked for while one page is read, by its words. Beside the client, for two bundles load this file. */
function answers(): AsyncLocalStorage<Map<string, Promise<unknown>>> {
  const home = globalThis as typeof globalThis & {
    roundletterAnswers?: AsyncLocalStorage<Map<string, Promise<unknown>>>;
  };
  return (home.roundletterAnswers ??= new AsyncLocalStorage());
}

/** A request that changes something may change the answers: it asks each time anew. */
export function beginReading(request: Request, _response: Response, next: NextFunction): void {
  if (request.method === "GET" || request.method === "HEAD") answers().run(new Map(), next);
  else next();
}

/** A page's loaders run side by side and each asks who is there: they share one answer. */
export function onceWhileReading<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
  const known = answers().getStore();
  if (!known) return ask();
  const answer = (known.get(question) as Promise<Answer> | undefined) ?? ask();
  known.set(question, answer);
  return answer;
}
