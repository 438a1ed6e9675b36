import { now } from "#app/lib/clock.ts";
import type { SendResult } from "#jobs/sending/outcome.ts";

/** So many letters in a row for which the server was away. */
const THRESHOLD = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Keeps letters away from a server that is away itself: after a few in a row it is left alone for half a minute, then
 * one letter is a trial; each trial that fails doubles the pause, up to ten minutes.
 */
export class Breaker {
  private inARow = 0;
  private openedAt = 0;
  private pause = 0;

  /** closed: letters may go. open: none. trial: one may. */
  get state(): "closed" | "open" | "trial" {
    if (this.pause === 0) return "closed";
    return now().getTime() < this.openedAt + this.pause ? "open" : "trial";
  }

  /** True when this result opened it. */
  note({ outcome }: SendResult): boolean {
    if (outcome === "unsent" || outcome === "uncertain") return false;
    if (outcome !== "away") {
      this.inARow = 0;
      this.pause = 0;
      return false;
    }
    this.inARow += 1;
    if (this.state === "open" || (this.pause === 0 && this.inARow < THRESHOLD)) return false;
    this.pause = this.pause === 0 ? FIRST_PAUSE_MS : Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    this.openedAt = now().getTime();
    return true;
  }
}
