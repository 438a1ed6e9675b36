import { mixColours, readableOn } from "#emails/writing/contrast.ts";

/** Good paper and dark ink, by day and by night; neither is pure white or pure black. */
export const DAY = {
  paper: "#faf6ee",
  ink: "#2b2520",
  quiet: "#6b6156",
  line: "#e3dacb",
  wash: "#f2ebdf",
} as const;

export const NIGHT = {
  paper: "#201c19",
  ink: "#ebe3d7",
  quiet: "#aca193",
  line: "#3d3630",
  wash: "#2b2622",
} as const;

/** The one coloured thread of a community, in the shades that letters need. */
export interface Accent {
  /** For text and lines on day paper. */
  text: string;
  /** For text and lines on night paper. */
  nightText: string;
}

const PLAIN_ACCENT = "#a4502f";

export function accentOf(colour: string): Accent {
  const known = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? colour : PLAIN_ACCENT;
  return {
    text: readableOn(DAY.wash, known, DAY.ink),
    nightText: readableOn(NIGHT.wash, known, NIGHT.ink),
  };
}

/** A person's own soft colour and an ink that is read on it; the same by day and by night. */
export function discOf(colour: string): { ground: string; ink: string } {
  const known = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? colour : DAY.quiet;
  const ground = mixColours(known, "#fbf5ea", 0.72);
  return { ground, ink: readableOn(ground, known, DAY.ink, 5) };
}
