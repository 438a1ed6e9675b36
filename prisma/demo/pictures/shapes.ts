export type Point = readonly [x: number, y: number];

export interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly opacity?: number;
  readonly extra?: string;
}

export function path(d: string, ink: Ink): string {
  return `<path d="${d}"${attributes(ink)}/>`;
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, ink: Ink): string {
  return `<ellipse cx="${f(cx)}" cy="${f(cy)}" rx="${f(rx)}" ry="${f(ry)}"${attributes(ink)}/>`;
}

export function box(x: number, y: number, width: number, height: number, ink: Ink, radius = 0): string {
  return `<rect x="${f(x)}" y="${f(y)}" width="${f(width)}" height="${f(height)}" rx="${f(radius)}"${attributes(ink)}/>`;
}

export function moved(x: number, y: number, content: string, { turn = 0, scale = 1 } = {}): string {
  return `<g transform="translate(${f(x)} ${f(y)}) rotate(${f(turn)}) scale(${f(scale)})">${content}</g>`;
}

/** A closed line through the points, as smooth as a thrown rim (Catmull–Rom as Béziers). */
export function smooth(points: readonly Point[], closed = true): string {
  const at = (index: number): Point => {
    const wrapped = closed
      ? (index + points.length) % points.length
      : Math.min(Math.max(index, 0), points.length - 1);
    return points[wrapped] ?? [0, 0];
  };
  const segments = Array.from({ length: closed ? points.length : points.length - 1 }, (_, index) => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first = `${f(from[0] + (to[0] - before[0]) / 6)} ${f(from[1] + (to[1] - before[1]) / 6)}`;
    const second = `${f(to[0] - (after[0] - from[0]) / 6)} ${f(to[1] - (after[1] - from[1]) / 6)}`;
    return `C${first} ${second} ${f(to[0])} ${f(to[1])}`;
  });
  const [x, y] = at(0);
  return `M${f(x)} ${f(y)}${segments.join("")}${closed ? "Z" : ""}`;
}

export function polygon(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${f(x)} ${f(y)}`).join("L")}Z`;
}

export function ring(cx: number, cy: number, rx: number, ry: number): string {
  return `M${f(cx - rx)} ${f(cy)}a${f(rx)} ${f(ry)} 0 1 0 ${f(2 * rx)} 0a${f(rx)} ${f(ry)} 0 1 0 ${f(-2 * rx)} 0Z`;
}

export function many(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join("");
}

function attributes({ fill, stroke, width, opacity, extra }: Ink): string {
  return [
    ` fill="${fill ?? "none"}"`,
    stroke
      ? ` stroke="${stroke}" stroke-width="${width ?? 4}" stroke-linecap="round" stroke-linejoin="round"`
      : "",
    opacity === undefined ? "" : ` opacity="${opacity}"`,
    extra ? ` ${extra}` : "",
  ].join("");
}

function f(value: number): string {
  return value.toFixed(1);
}
