import { createHash } from "node:crypto";

/** A drawn still life in place of a sample's photograph: no letter of the contact sheet loads anything from outside. */
export function samplePicture(name: string): string {
  const [wall = 0, table = 0, glaze = 0, shape = 0] = createHash("sha256").update(name).digest();
  const hue = (byte: number): number => Math.round((byte / 255) * 60) + 15;
  const tall = 40 + (shape % 40);
  const wide = 70 + (glaze % 40);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 225" preserveAspectRatio="xMidYMid slice" width="1200" height="900">
<defs><linearGradient id="w" x2="1" y2="1"><stop stop-color="hsl(${hue(wall)} 22% 86%)"/><stop offset="1" stop-color="hsl(${hue(wall)} 18% 68%)"/></linearGradient>
<linearGradient id="g" x2="1"><stop stop-color="hsl(${glaze} 26% 62%)"/><stop offset=".6" stop-color="hsl(${glaze} 30% 42%)"/><stop offset="1" stop-color="hsl(${glaze} 34% 26%)"/></linearGradient></defs>
<rect width="300" height="225" fill="url(#w)"/><rect y="150" width="300" height="75" fill="hsl(${hue(table)} 30% 42%)"/>
<ellipse cx="165" cy="182" rx="${wide * 0.8}" ry="9" fill="#0003"/>
<path d="M${150 - wide} ${180 - tall} Q${150 - wide * 0.9} 178 ${150 - wide * 0.35} 182 H${150 + wide * 0.35} Q${150 + wide * 0.9} 178 ${150 + wide} ${180 - tall} Z" fill="url(#g)"/>
<ellipse cx="150" cy="${180 - tall}" rx="${wide}" ry="${10 + (shape % 8)}" fill="hsl(${glaze} 22% 34%)"/>
<ellipse cx="150" cy="${182 - tall}" rx="${wide * 0.9}" ry="${7 + (shape % 6)}" fill="hsl(${glaze} 26% 52%)"/></svg>`;
}
