import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, moved, path, smooth, type Point } from "./shapes.ts";

/** Five carved spoons hanging from a rail in front of a green wall. */
export function drawSpoons(): string {
  const sheet = newSheet(1120, 1440, 23);
  const spoons: Spoon[] = [
    { x: 190, long: 800, wide: 62, deep: 92, wood: "#c98a4f", tilt: 1.5 },
    { x: 375, long: 930, wide: 92, deep: 108, wood: "#e0b277", tilt: -1 },
    { x: 565, long: 700, wide: 78, deep: 126, wood: "#8a5333", tilt: 1 },
    { x: 748, long: 985, wide: 70, deep: 150, wood: "#d39a5e", tilt: -1.6 },
    { x: 945, long: 655, wide: 100, deep: 96, wood: "#b06f3f", tilt: 1.2 },
  ];
  return sheet.draw(
    [wall(sheet), ...spoons.map((spoon) => hanging(sheet, spoon)), rail(sheet)].join(""),
    "#4d6350",
  );
}

const railAt = 165;

interface Spoon {
  x: number;
  /** From the peg to the tip. */
  long: number;
  /** Half widths of the bowl. */
  wide: number;
  deep: number;
  wood: string;
  tilt: number;
}

function wall(sheet: Sheet): string {
  const { width, height } = sheet;
  return [
    sheet.grain(
      "#3a4d40",
      box(0, 0, width, height, {
        fill: sheet.fade(
          [
            [0, 0.05],
            [0.5, 0.25],
            [1, 0.85],
          ],
          65,
        ),
      }),
    ),
    path(`M0 ${height - 150}Q${width * 0.45} ${height - 205} ${width} ${height - 130}V${height}H0Z`, {
      fill: "#e2b45f",
    }),
    sheet.grain(
      "#c08a35",
      path(`M0 ${height - 150}Q${width * 0.45} ${height - 205} ${width} ${height - 130}V${height}H0Z`, {
        fill: sheet.fade(
          [
            [0, 0.05],
            [1, 0.8],
          ],
          80,
        ),
      }),
    ),
  ].join("");
}

function rail(sheet: Sheet): string {
  const wood = box(-20, railAt - 42, sheet.width + 40, 62, { fill: "#7b4a2c" });
  return [
    wood,
    sheet.grain(
      "#4b2a1a",
      box(-20, railAt - 42, sheet.width + 40, 62, {
        fill: sheet.fade(
          [
            [0, 0.05],
            [0.5, 0.3],
            [1, 0.95],
          ],
          90,
        ),
      }),
    ),
    many(6, (index) =>
      path(`M${-20 + index * 230} ${railAt - 26 + (index % 3) * 12}q120 ${index % 2 ? 7 : -6} 240 1`, {
        stroke: "#55301d",
        width: 2.5,
        opacity: 0.6,
      }),
    ),
  ].join("");
}

function hanging(sheet: Sheet, spoon: Spoon): string {
  const { x, tilt } = spoon;
  const content = [
    sheet.grain(
      "#26352c",
      `<g transform="translate(34 16)">${path(outline(spoon), { fill: "#000", opacity: 0.78 })}</g>`,
    ),
    carved(sheet, spoon),
    path(`M-3 ${-66}L-9 16M3 ${-66}L9 16`, { stroke: "#f1e2c4", width: 4 }),
  ].join("");
  return moved(x, railAt + 55, content, { turn: tilt });
}

function outline({ long, wide, deep }: Spoon): string {
  const bowlAt = long - deep;
  const half: Point[] = [
    [15, -8],
    [21, 14],
    [17, 60],
    [11, 190],
    [10, bowlAt - deep - 120],
    [17, bowlAt - deep - 30],
    [wide * 0.62, bowlAt - deep * 0.72],
    [wide, bowlAt],
    [wide * 0.86, bowlAt + deep * 0.58],
    [wide * 0.4, bowlAt + deep * 0.94],
  ];
  const mirrored = half.map(([px, py]): Point => [-px, py]).reverse();
  return smooth([...half, [0, bowlAt + deep], ...mirrored, [0, -22]]);
}

function carved(sheet: Sheet, spoon: Spoon): string {
  const { long, wide, deep, wood } = spoon;
  const bowlAt = long - deep;
  const body = outline(spoon);
  const hollow = smooth([
    [0, bowlAt - deep * 0.72],
    [wide * 0.58, bowlAt - deep * 0.42],
    [wide * 0.78, bowlAt + deep * 0.05],
    [wide * 0.62, bowlAt + deep * 0.55],
    [0, bowlAt + deep * 0.82],
    [-wide * 0.62, bowlAt + deep * 0.55],
    [-wide * 0.78, bowlAt + deep * 0.05],
    [-wide * 0.58, bowlAt - deep * 0.42],
  ]);
  return [
    path(body, { fill: wood }),
    sheet.within(
      body,
      [
        veins(sheet, spoon),
        sheet.grain(
          "#3f2214",
          path(body, {
            fill: sheet.fade([
              [0, 0],
              [0.5, 0.08],
              [0.78, 0.3],
              [1, 0.85],
            ]),
          }),
        ),
      ].join(""),
    ),
    path(hollow, { fill: "#2b170e", opacity: 0.16 }),
    sheet.grain(
      "#4a2817",
      path(hollow, {
        fill: sheet.fade(
          [
            [0, 0.92],
            [0.5, 0.32],
            [1, 0],
          ],
          35,
        ),
      }),
    ),
    sheet.grain(
      "#fff1d4",
      ellipse(wide * 0.4, bowlAt + deep * 0.32, wide * 0.15, deep * 0.28, {
        fill: sheet.glow([
          [0, 0.9],
          [1, 0],
        ]),
      }),
    ),
    ellipse(0, 12, 6, 7, { fill: "#2c3d33" }),
  ].join("");
}

function veins(sheet: Sheet, { long, wide }: Spoon): string {
  return many(9, (index) => {
    const x = -wide + (index + 0.5) * ((2 * wide) / 9) + sheet.between(-4, 4);
    return path(`M${x * 0.25} -20C${x * 0.2} ${long * 0.4} ${x * 1.3} ${long * 0.6} ${x} ${long}`, {
      stroke: "#5a3018",
      width: 2,
      opacity: 0.32,
    });
  });
}
