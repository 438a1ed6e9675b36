import { setTimeout as wait } from "node:timers/promises";

/** What the server took must be written down: a database that restarts is waited for, as long as a lease holds. */
export async function patiently<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempt === 8) throw error;
      await wait(Math.min(250 * 2 ** attempt, 10_000));
    }
  }
}
