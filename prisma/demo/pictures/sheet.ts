/** How much there is at which part of the way, each 0 to 1. */
export type Stops = readonly (readonly [at: number, opacity: number])[];

/** A sheet of tinted paper on which flat colours are printed, as SVG. What is drawn first lies lowest. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** 0 to 1, the same ones each time for the same sheet. */
  readonly random: () => number;
  /** Between the two. */
  readonly between: (low: number, high: number) => number;
  /** A fill for grain that runs through opacities; angle in degrees, 0 is left to right. */
  readonly fade: (stops: Stops, angle?: number) => string;
  readonly glow: (stops: Stops) => string;
  /**
   * Draws `content` in stippled colour, as a dry roller leaves it: where it is half there, half of the dots are.
   * Only the opacity of the content counts. `print` makes the dots.
   */
  readonly grain: (colour: string, content: string) => string;
  /** Draws `content` inside a shape only. */
  readonly within: (shape: string, content: string) => string;
  readonly draw: (content: string, ground: string) => string;
}

export function newSheet(width: number, height: number, seed: number): Sheet {
  const definitions: string[] = [];
  const define = (tag: (id: string) => string) => {
    const id = `p${definitions.length}`;
    definitions.push(tag(id));
    return id;
  };
  const inColour = (id: string, colour: string) => {
    const drawn = definitions[Number(id.slice(1))] ?? "";
    return define((own) => drawn.replace(`id="${id}"`, `id="${own}"`).replaceAll("#000", colour));
  };
  const random = randomFrom(seed);

  return {
    width,
    height,
    random,
    between: (low, high) => low + (high - low) * random(),
    fade: (stops, angle = 0) => {
      const turn = `gradientTransform="rotate(${angle} .5 .5)"`;
      return `url(#${define((id) => `<linearGradient id="${id}" ${turn}>${stopTags(stops)}</linearGradient>`)})`;
    },
    glow: (stops) =>
      `url(#${define((id) => `<radialGradient id="${id}">${stopTags(stops)}</radialGradient>`)})`,
    grain: (colour, content) => {
      const ink = rgb(colour);
      const coloured = content.replaceAll("#000", ink);
      return `<g class="grain">${coloured.replace(/url\(#(p\d+)\)/g, (_, id: string) => `url(#${inColour(id, ink)})`)}</g>`;
    },
    within: (shape, content) => {
      const id = define((own) => `<clipPath id="${own}"><path d="${shape}"/></clipPath>`);
      return `<g clip-path="url(#${id})">${content}</g>`;
    },
    draw: (content, ground) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width * printed}" height="${height * printed}" viewBox="0 0 ${width} ${height}">` +
      `<defs>${definitions.join("")}</defs><rect width="100%" height="100%" fill="${ground}"/>${content}</svg>`,
  };
}

/** Of the size at which it is drawn. The largest derivative is 1200 pixels wide. */
const printed = 0.86;

/** The three plates that `print` needs of a drawing. Flat colours are written `#…`, stippled ones `rgb(…)`. */
export function platesOf(svg: string) {
  return {
    smooth: svg,
    flat: svg.replace("<defs>", "<style>.grain{display:none}</style><defs>"),
    /** White where grain lies on top, black where a flat colour does. */
    coverage: svg.replace(/#[0-9a-f]{3,6}\b/g, "#000").replace(/rgb\([\d,]+\)/g, "#fff"),
  };
}

function stopTags(stops: Stops): string {
  return stops
    .map(([at, opacity]) => `<stop offset="${at}" stop-color="#000" stop-opacity="${opacity}"/>`)
    .join("");
}

function rgb(hex: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${r ?? 0},${g ?? 0},${b ?? 0})`;
}

/** Mulberry32: small, and good enough for freckles. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
