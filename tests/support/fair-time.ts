/**
 * Milliseconds of processor time that some work takes on an idle core of the machine that the bounds were written for:
 * a known piece of linear work is measured beside it, and what that takes too long, everything does. The best of some
 * tries counts, so that a busy machine fails no fast reader, while a loop in a loop fails on any.
 */
export function fairMilliseconds(work: () => unknown, enough = 0): number {
  let best = Infinity;
  for (let tries = 0; tries < 3 && best > enough; tries++) {
    const slowness = Math.max(1, spent(knownWork) / knownMilliseconds);
    best = Math.min(best, spent(work) / slowness);
  }
  return best;
}

/** What `knownWork` takes on that idle core. */
const knownMilliseconds = 40;
const prose = "The kiln is free on Saturday, and I could bring six bowls and the tall jar.\n".repeat(13_000);

/** A megabyte of prose to its words, counted. */
function knownWork(): number {
  const counts = new Map<string, number>();
  for (const line of prose.split("\n")) {
    const folded = line.toLowerCase().replace(/[aeiou]+/g, "-");
    for (const word of folded.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts.size;
}

function spent(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
