/** Numbers from a seed (mulberry32), so that what was found once is found again. */
export interface Random {
  /** From 0 to below `end`, whole. */
  below: (end: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
}

export function randomFrom(seed: number): Random {
  let state = (seed * 0x9e3779b1) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() < share,
    pick: (from) => {
      const one = from[below(from.length)];
      if (from.length === 0) throw new Error("nothing to pick from");
      return one as (typeof from)[number];
    },
  };
}
