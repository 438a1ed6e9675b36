import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, moved, path, polygon, smooth, type Point } from "./shapes.ts";

/** Two loaves and a cut half on a striped cloth, seen from above. */
export function drawLoaves(): string {
  const sheet = newSheet(1300, 1300, 5);
  return sheet.draw(
    [
      cloth(sheet),
      moved(455, 430, round(sheet, 300), { turn: -18 }),
      moved(905, 800, long(sheet), { turn: 52 }),
      moved(365, 965, half(sheet), { turn: 9 }),
      flour(sheet),
    ].join(""),
    "#d8c7a6",
  );
}

function cloth(sheet: Sheet): string {
  const linen = polygon([
    [70, 40],
    [1270, 90],
    [1225, 1265],
    [40, 1215],
  ]);
  const stripes = [110, 150, 172, 1050, 1090, 1112]
    .map((x, index) =>
      path(`M${x} 0L${x - 30} 1300`, {
        stroke: index % 3 === 0 ? "#b4492f" : "#d58a55",
        width: index % 3 === 0 ? 22 : 7,
      }),
    )
    .join("");
  return [
    sheet.grain(
      "#b79c70",
      box(0, 0, 1300, 1300, {
        fill: sheet.fade(
          [
            [0, 0.15],
            [1, 0.8],
          ],
          60,
        ),
      }),
    ),
    sheet.grain(
      "#8d6f49",
      `<g transform="translate(16 20)">${path(linen, { fill: "#000", opacity: 0.7 })}</g>`,
    ),
    path(linen, { fill: "#f5ecd9" }),
    sheet.within(
      linen,
      [
        stripes,
        many(92, (index) =>
          path(`M0 ${index * 14.3}h1300M${index * 14.3} 0v1300`, {
            stroke: "#d9c9a8",
            width: 1.6,
            opacity: 0.42,
          }),
        ),
        sheet.grain(
          "#d3bf97",
          box(0, 0, 1300, 1300, {
            fill: sheet.fade(
              [
                [0, 0],
                [0.5, 0.1],
                [1, 0.6],
              ],
              45,
            ),
          }),
        ),
      ].join(""),
    ),
  ].join("");
}

const crust = { base: "#b9692f", dark: "#5f2d14", light: "#f0c98c", cut: "#f3dcae" };

function round(sheet: Sheet, size: number): string {
  const edge = smooth(
    Array.from({ length: 18 }, (_, index): Point => {
      const [angle, far] = [(index / 18) * Math.PI * 2, size * sheet.between(0.985, 1.012)];
      return [far * Math.cos(angle), far * Math.sin(angle)];
    }),
  );
  const ear = (turn: number, x: number, y: number, length: number) => moved(x, y, slash(length), { turn });
  return [
    shadowOf(sheet, edge),
    path(edge, { fill: crust.base }),
    sheet.within(
      edge,
      [
        rings(sheet, size),
        sheet.grain(
          crust.dark,
          path(edge, {
            fill: sheet.glow([
              [0, 0],
              [0.55, 0.12],
              [0.86, 0.6],
              [1, 0.98],
            ]),
          }),
        ),
        sheet.grain(
          crust.light,
          ellipse(-size * 0.32, -size * 0.22, size * 0.5, size * 0.42, {
            fill: sheet.glow([
              [0, 0.55],
              [1, 0],
            ]),
          }),
        ),
      ].join(""),
    ),
    path(`M0 ${-size * 0.66}V${size * 0.68}`, { stroke: crust.dark, width: 17 }),
    path(`M0 ${-size * 0.66}V${size * 0.68}`, { stroke: crust.cut, width: 9 }),
    many(5, (index) => {
      const y = -size * 0.5 + index * size * 0.23;
      const length = size * (0.2 + 0.1 * Math.sin(((index + 0.7) / 5) * Math.PI));
      return ear(-48, 18, y, length) + ear(180 + 48, -18, y, length);
    }),
  ].join("");
}

/** A leaf that the blade opened. */
function slash(length: number): string {
  const leaf = `M0 0Q${length * 0.5} ${-length * 0.3} ${length} 0Q${length * 0.5} ${length * 0.22} 0 0Z`;
  return path(leaf, { fill: crust.cut, stroke: crust.dark, width: 6 });
}

/** The spiral of the basket in which it rose. */
function rings(sheet: Sheet, size: number): string {
  return many(9, (index) =>
    ellipse(0, 0, size * (0.16 + index * 0.1), size * (0.155 + index * 0.098), {
      stroke: "#f7e3bd",
      width: 9,
      opacity: 0.6,
      extra: `stroke-dasharray="${sheet.between(60, 130).toFixed(0)} ${sheet.between(10, 26).toFixed(0)}"`,
    }),
  );
}

function long(sheet: Sheet): string {
  const edge = smooth([
    [-380, 0],
    [-345, -92],
    [-200, -150],
    [0, -164],
    [205, -146],
    [350, -88],
    [384, 4],
    [345, 96],
    [190, 152],
    [0, 166],
    [-205, 150],
    [-348, 90],
  ]);
  return [
    shadowOf(sheet, edge),
    path(edge, { fill: "#a7592a" }),
    sheet.within(
      edge,
      [
        sheet.grain(
          "#f5dfb8",
          many(11, (index) =>
            path(`M${-340 + index * 66} -190Q${-300 + index * 66} 0 ${-340 + index * 66} 190`, {
              stroke: "#000",
              width: 17,
              opacity: 0.55,
            }),
          ),
        ),
        sheet.grain(
          crust.dark,
          path(edge, {
            fill: sheet.fade(
              [
                [0, 0.75],
                [0.3, 0.1],
                [0.62, 0.22],
                [1, 0.98],
              ],
              90,
            ),
          }),
        ),
      ].join(""),
    ),
    many(4, (index) => {
      const gash = moved(
        -255 + index * 165,
        6,
        [
          path("M-30 92Q-62 -10 34 -98Q78 -22 -30 92Z", { fill: crust.cut, stroke: crust.dark, width: 8 }),
          sheet.grain(
            "#c98c47",
            path("M-30 92Q-62 -10 34 -98Q50 -22 -30 92Z", { fill: "#000", opacity: 0.42 }),
          ),
        ].join(""),
      );
      return gash;
    }),
  ].join("");
}

function half(sheet: Sheet): string {
  const edge = smooth([
    [-215, 70],
    [-230, -20],
    [-165, -118],
    [-40, -160],
    [90, -150],
    [195, -85],
    [232, 15],
    [210, 84],
    [110, 104],
    [0, 110],
    [-120, 104],
  ]);
  const crumb = smooth([
    [-188, 60],
    [-202, -16],
    [-146, -96],
    [-36, -134],
    [82, -125],
    [172, -70],
    [204, 14],
    [184, 64],
    [100, 80],
    [0, 85],
    [-110, 80],
  ]);
  return [
    shadowOf(sheet, edge),
    path(edge, { fill: "#a9602f" }),
    sheet.within(
      edge,
      sheet.grain(
        "#4f2410",
        path(edge, {
          fill: sheet.fade(
            [
              [0, 0.15],
              [0.5, 0.4],
              [1, 0.95],
            ],
            60,
          ),
        }),
      ),
    ),
    path(crumb, { fill: "#f2e0bb" }),
    sheet.within(
      crumb,
      [
        sheet.grain(
          "#d8b47c",
          path(crumb, {
            fill: sheet.glow([
              [0, 0.05],
              [0.7, 0.2],
              [1, 0.8],
            ]),
          }),
        ),
        many(70, () => {
          const [x, y, size] = [
            sheet.between(-190, 195),
            sheet.between(-125, 80),
            sheet.between(2.5, 15) ** 1.02,
          ];
          return (
            ellipse(x, y, size * sheet.between(1, 1.7), size, { fill: "#c39759", opacity: 0.85 }) +
            ellipse(x + 2, y + 2.5, size * 0.9, size * 0.62, { fill: "#9a6a36", opacity: 0.55 })
          );
        }),
      ].join(""),
    ),
  ].join("");
}

function shadowOf(sheet: Sheet, edge: string): string {
  return sheet.grain(
    "#7d5a35",
    `<g transform="translate(26 30) scale(1.02)">${path(edge, { fill: "#000", opacity: 0.72 })}</g>`,
  );
}

function flour(sheet: Sheet): string {
  return many(150, () => {
    const [x, y, size] = [sheet.between(0, 1) ** 0.8 * 1300, sheet.between(0, 1300), sheet.between(0.8, 3.6)];
    return ellipse(x, y, size, size, { fill: "#fffaf0", opacity: 0.9 });
  });
}
