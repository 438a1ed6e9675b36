export { freePort } from "#tests/support/ports.ts";

/** Asks every few milliseconds until it says yes; a refusal counts as no. @throws after `patience` milliseconds */
export async function tryUntil(ask: () => Promise<boolean>, patience: number): Promise<void> {
  for (const deadline = performance.now() + patience; performance.now() < deadline;) {
    if (await ask().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not within ${String(patience)} ms`);
}
