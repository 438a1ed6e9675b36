/** How a preview is lit: by the letter's own day or night, or as programs do that turn every colour around. */
export type Light = "day" | "night" | "inverted";

export const lights = ["day", "night", "inverted"] as const satisfies readonly Light[];

const TURNED =
  "<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}</style>";

/** A frame knows only the browser's own day or night: the letter's rule for the night is switched on or off. */
export function litLetter(html: string, light: Light): string {
  const rule = light === "night" ? "@media all" : "@media not all";
  const lit = html.replace(/@media\s*\(prefers-color-scheme:\s*dark\)/g, rule);
  return light === "inverted" ? lit.replace(/<\/head>/i, `${TURNED}</head>`) : lit;
}
