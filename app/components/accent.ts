/**
 * A community chooses one colour. From it come the tints that the pages use, by day and by night, each dark or
 * light enough for its ground (WCAG 2.2: 4.5 to 1 for text).
 */
export interface AccentTints {
  /** For words and the focus ring on paper. */
  ink: string;
  /** The ground of the one primary button, and the words on it. */
  fill: string;
  onFill: string;
  /** The ground of chips and of what is chosen. */
  tint: string;
}

const grounds = {
  day: { paper: "#faf7f0", hardest: "#f2ede2", towards: "#1c1712", tintShare: 0.12 },
  night: { paper: "#1e1b17", hardest: "#2c2822", towards: "#fff6ea", tintShare: 0.2 },
} as const;

type Daytime = keyof typeof grounds;

export const DEFAULT_ACCENT = "#9a4a2f";

/** The style of the page's root: `--accent-day`, `--accent-fill-day`, … `--accent-tint-night`. */
export function accentVariables(accent: string): Record<`--accent-${string}`, string> {
  const [day, night] = [accentTints(accent, "day"), accentTints(accent, "night")];
  return {
    "--accent-day": day.ink,
    "--accent-fill-day": day.fill,
    "--accent-on-day": day.onFill,
    "--accent-tint-day": day.tint,
    "--accent-night": night.ink,
    "--accent-fill-night": night.fill,
    "--accent-on-night": night.onFill,
    "--accent-tint-night": night.tint,
  };
}

export function accentTints(accent: string, daytime: Daytime): AccentTints {
  const ground = grounds[daytime];
  const chosen = isColour(accent) ? accent : DEFAULT_ACCENT;
  const tint = mix(ground.paper, chosen, ground.tintShare);
  const ink = readable(chosen, [ground.hardest, ground.paper, tint], ground.towards);
  const onFill = daytime === "day" ? "#ffffff" : "#1e1b17";
  return { ink, fill: readable(ink, [onFill], ground.towards), onFill, tint };
}

/** What to tell an owner who chooses a colour. */
export function accentAdvice(accent: string): { kept: boolean; shownAs: string; contrast: number } {
  const shownAs = accentTints(accent, "day").ink;
  return { kept: shownAs === accent.toLowerCase(), shownAs, contrast: contrast(accent, grounds.day.paper) };
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function isColour(value: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(value);
}

/** Moves a colour towards ink (or light) in small steps until it reads on every ground. */
function readable(colour: string, on: readonly string[], towards: string): string {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(colour, towards, share);
    if (on.every((ground) => contrast(candidate, ground) >= 4.6)) return candidate;
  }
  return towards;
}

function mix(colour: string, other: string, share: number): string {
  const [a, b] = [channels(colour), channels(other)];
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? value) - value) * share));
  return "#" + mixed.map((value) => value.toString(16).padStart(2, "0")).join("");
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
