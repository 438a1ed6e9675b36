/** The one source of time for the domain. Tests set it; nothing sleeps to let time pass. */
const clock = globalThis as typeof globalThis & { roundletterClock?: Date | null };

export function now(): Date {
  return clock.roundletterClock ? new Date(clock.roundletterClock) : new Date();
}

/** Stops the clock at an instant; `null` lets it run again. */
export function setClock(at: Date | null): void {
  clock.roundletterClock = at;
}
