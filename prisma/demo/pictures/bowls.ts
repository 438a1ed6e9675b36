import { newSheet, type Sheet, type Stops } from "./sheet.ts";
import { box, ellipse, many, path, smooth, type Point } from "./shapes.ts";

/** Four breakfast bowls of dark clay under an ash glaze, two of them in a pile. */
export function drawBowls(): string {
  const sheet = newSheet(1440, 1080, 11);
  const [lower, upper] = [
    { x: 470, y: 838, width: 470, height: 228, glaze: "#8fa58c", line: 0.66 },
    { x: 474, y: 704, width: 452, height: 222, glaze: "#d9b26c", line: 0.56 },
  ];
  const back = { x: 935, y: 690, width: 350, height: 186, glaze: "#dcd6bf", line: 0.62 };
  const near = { x: 990, y: 905, width: 500, height: 262, glaze: "#5f8087", line: 0.7 };
  return sheet.draw(
    [
      wall(sheet),
      [shadow(sheet, back), inside(sheet, back), front(sheet, back)],
      [
        shadow(sheet, lower),
        inside(sheet, lower),
        inside(sheet, upper),
        front(sheet, upper),
        front(sheet, lower),
      ],
      [shadow(sheet, near), inside(sheet, near), front(sheet, near)],
    ]
      .flat()
      .join(""),
    "#efd9bd",
  );
}

function wall(sheet: Sheet): string {
  const table = sheet.height * 0.62;
  return [
    sheet.grain(
      "#e3bf97",
      box(0, 0, 1440, table, {
        fill: sheet.fade(
          [
            [0, 0],
            [1, 0.75],
          ],
          90,
        ),
      }),
    ),
    ellipse(985, 300, 205, 205, { fill: "#d9714a" }),
    sheet.grain(
      "#b9502f",
      ellipse(985, 300, 205, 205, {
        fill: sheet.fade(
          [
            [0.2, 0],
            [1, 0.8],
          ],
          60,
        ),
      }),
    ),
    box(0, table, 1440, 1200 - table, { fill: "#a9543b" }),
    sheet.grain(
      "#86402f",
      box(0, table, 1440, 1200 - table, {
        fill: sheet.fade(
          [
            [0, 0.1],
            [1, 0.75],
          ],
          90,
        ),
      }),
    ),
    box(0, table - 5, 1440, 7, { fill: "#6d3226" }),
  ].join("");
}

interface Bowl {
  x: number;
  /** Where it stands. */
  y: number;
  width: number;
  height: number;
  glaze: string;
  /** How far down the glaze was dipped, 0 to 1. */
  line: number;
}

const lipOf = (bowl: Bowl) => bowl.width * 0.125;

function shadow(sheet: Sheet, { x, y, width }: Bowl): string {
  const fill = sheet.glow([
    [0, 0.95],
    [0.45, 0.75],
    [1, 0],
  ]);
  return sheet.grain("#4c2019", ellipse(x + width * 0.21, y - 2, width * 0.49, width * 0.08, { fill }));
}

function inside(sheet: Sheet, bowl: Bowl): string {
  const { x, y, width, height, glaze } = bowl;
  const [top, half, lip] = [y - height, width / 2, lipOf(bowl)];
  const dark = sheet.fade([
    [0, 0.9],
    [0.45, 0.5],
    [1, 0.05],
  ]);
  return [
    ellipse(x, top, half, lip, { fill: glaze, stroke: "#5c3527", width: 9 }),
    sheet.grain("#3b2a25", ellipse(x, top + 5, half - 12, lip - 8, { fill: dark })),
  ].join("");
}

function front(sheet: Sheet, bowl: Bowl): string {
  const { x, y, width, height, glaze, line } = bowl;
  const [top, half, dip] = [y - height, width / 2, y - height * (1 - line)];
  const body = outline(bowl);
  const shade: Stops = [
    [0, 0.12],
    [0.28, 0],
    [0.55, 0.18],
    [1, 0.95],
  ];
  const light = sheet.glow([
    [0, 0.85],
    [1, 0],
  ]);

  return [
    path(body, { fill: "#7a4633" }),
    sheet.within(
      body,
      [
        path(glazeEdge(sheet, x, half, top, dip), { fill: glaze, stroke: "#f6ead2", width: 3 }),
        freckles(sheet, x, half, top, dip),
        turnings(x, half, top, height),
        sheet.grain("#33231f", path(body, { fill: sheet.fade(shade) })),
        sheet.grain(
          "#fff4dd",
          ellipse(x - half * 0.52, top + height * 0.42, half * 0.1, height * 0.28, { fill: light }),
        ),
      ].join(""),
    ),
    path(`M${x - half} ${top}A${half} ${lipOf(bowl)} 0 0 0 ${x + half} ${top}`, {
      stroke: "#5c3527",
      width: 9,
    }),
  ].join("");
}

/** From the near side of the lip down to the foot and up again. */
function outline(bowl: Bowl): string {
  const { x, y, width, height } = bowl;
  const [top, half, foot] = [y - height, width / 2, width * 0.2];
  const left: Point[] = [
    [x - half, top],
    [x - half * 0.96, top + height * 0.28],
    [x - half * 0.74, top + height * 0.64],
    [x - foot * 1.12, top + height * 0.9],
    [x - foot, y],
  ];
  const right = left.map(([px, py]): Point => [2 * x - px, py]).reverse();
  return (
    `${smooth(left, false)}Q${x} ${y + height * 0.07} ${x + foot} ${y}${smooth(right, false).replace("M", "L")}` +
    `A${half} ${lipOf(bowl)} 0 0 1 ${x - half} ${top}Z`
  );
}

function glazeEdge(sheet: Sheet, x: number, half: number, top: number, dip: number): string {
  const edge = Array.from({ length: 15 }, (_, index): Point => {
    const across = index / 14;
    const sag = Math.sin(across * Math.PI) * 34;
    return [x + half * 1.05 - across * half * 2.1, dip + sag + sheet.between(-11, 13)];
  });
  return `${smooth(edge, false)}L${x - half * 1.1} ${top - 60}L${x + half * 1.1} ${top - 60}Z`;
}

function freckles(sheet: Sheet, x: number, half: number, top: number, dip: number): string {
  return many(150, () => {
    const size = sheet.between(0.9, 3.4);
    return ellipse(x + sheet.between(-half, half), sheet.between(top + 10, dip + 20), size, size * 0.9, {
      fill: "#5a3a2a",
      opacity: 0.7,
    });
  });
}

/** The throwing rings that fingers leave. */
function turnings(x: number, half: number, top: number, height: number): string {
  return many(4, (index) => {
    const down = top + height * (0.2 + index * 0.15);
    const across = half * (1.02 - index * 0.09);
    return path(`M${x - across} ${down - 12}Q${x} ${down + 62 - index * 6} ${x + across} ${down - 12}`, {
      stroke: "#3d2a22",
      width: 2.5,
      opacity: 0.22,
    });
  });
}
