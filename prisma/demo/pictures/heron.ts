import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, path, polygon, smooth, type Point } from "./shapes.ts";

const ink = "#22304f";
const paper = "#f4ead6";
const plate = { x: 165, y: 150, width: 790, height: 1050 };

/** A linocut: a heron among reeds under a red moon, in two colours, signed in pencil. */
export function drawHeron(): string {
  const sheet = newSheet(1120, 1440, 37);
  const { x, y, width, height } = plate;
  const field = `M${x} ${y}h${width}v${height}h${-width}Z`;
  return sheet.draw(
    [
      sheet.grain(
        "#a9865f",
        box(0, 0, 1120, 1440, {
          fill: sheet.fade(
            [
              [0, 0.1],
              [1, 0.7],
            ],
            50,
          ),
        }),
      ),
      sheet.grain("#6d5238", box(98, 92, 960, 1290, { fill: "#000", opacity: 0.62 }, 8)),
      box(80, 70, 960, 1290, { fill: paper }),
      sheet.within(field, [sky(sheet), water(sheet), reeds(sheet), heron(sheet)].join("")),
      worn(sheet),
      signature(),
    ].join(""),
    "#c9a67c",
  );
}

function sky(sheet: Sheet): string {
  const { x, y, width, height } = plate;
  const moon = { x: x + 545, y: y + 285, size: 150 };
  return [
    box(x, y, width, height, { fill: ink }),
    ellipse(moon.x, moon.y, moon.size + 9, moon.size + 9, { fill: paper }),
    ellipse(moon.x + 4, moon.y + 3, moon.size, moon.size, { fill: "#cf4f35" }),
    // Strokes of the gouge run around the moon.
    many(420, () => {
      const angle = sheet.between(0, Math.PI * 2);
      const far = sheet.between(moon.size + 40, 820);
      const long = sheet.between(16, 44) / far;
      const [x1, y1] = [moon.x + far * Math.cos(angle), moon.y + far * Math.sin(angle)];
      const [x2, y2] = [moon.x + far * Math.cos(angle + long), moon.y + far * Math.sin(angle + long)];
      if (y1 > y + 735) return "";
      return path(`M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`, {
        stroke: paper,
        width: sheet.between(2.5, 6),
        opacity: 0.95,
      });
    }),
  ].join("");
}

function water(sheet: Sheet): string {
  const { x, y, width, height } = plate;
  const shore = y + 765;
  return [
    path(`M${x} ${shore}q200 -16 400 4t400 -6V${y + height}H${x}Z`, { fill: ink }),
    path(`M${x} ${shore}q200 -16 400 4t400 -6`, { stroke: paper, width: 9 }),
    many(120, () => {
      const at = sheet.between(0.03, 1);
      const [px, py] = [x + sheet.between(-40, width), shore + 12 + at * 260];
      const long = sheet.between(30, 60 + at * 90);
      return path(
        `M${px.toFixed(1)} ${py.toFixed(1)}q${(long / 2).toFixed(1)} ${sheet.between(-5, 5).toFixed(1)} ${long.toFixed(1)} 0`,
        { stroke: paper, width: sheet.between(2, 3 + at * 4) },
      );
    }),
    many(16, (index) =>
      path(`M${x + 490 + sheet.between(-70, 70)} ${shore + 20 + index * 16}h${sheet.between(30, 90)}`, {
        stroke: "#cf4f35",
        width: 5,
      }),
    ),
  ].join("");
}

function reeds(sheet: Sheet): string {
  const foot = plate.y + plate.height + 20;
  return many(13, (index) => {
    const x = plate.x + (index < 8 ? -20 + index * 34 : 590 + (index - 8) * 48) + sheet.between(-12, 12);
    const top = foot - sheet.between(420, 860);
    const lean = sheet.between(-50, 70);
    const blade = smooth([
      [x - 9, foot],
      [x + lean * 0.35 - 7, (foot + top) / 2],
      [x + lean, top],
      [x + lean * 0.4 + 7, (foot + top) / 2],
      [x + 10, foot],
    ]);
    const head =
      index % 3 === 1
        ? ellipse(x + lean, top - 38, 15, 62, {
            fill: ink,
            stroke: paper,
            width: 6,
            extra: `transform="rotate(${(lean / 12).toFixed(1)} ${x + lean} ${top})"`,
          })
        : "";
    return path(blade, { fill: ink, stroke: paper, width: 5 }) + head;
  });
}

function heron(sheet: Sheet): string {
  const [x, y] = [plate.x + 330, plate.y + 620];
  const body = smooth([
    [x - 10, y - 190],
    [x + 60, y - 175],
    [x + 150, y - 95],
    [x + 235, y + 60],
    [x + 285, y + 185],
    [x + 180, y + 120],
    [x + 70, y + 100],
    [x - 20, y + 45],
    [x - 62, y - 60],
    [x - 50, y - 150],
  ]);
  const neck =
    `M${x - 48} ${y - 95}C${x - 120} ${y - 190} ${x + 60} ${y - 265} ${x + 5} ${y - 345}` +
    `C${x - 25} ${y - 385} ${x - 20} ${y - 425} ${x + 22} ${y - 432}`;
  const legs = `M${x + 35} ${y + 85}L${x + 22} ${y + 235}L${x + 40} ${y + 420}M${x + 82} ${y + 100}L${x + 96} ${y + 235}L${x + 84} ${y + 425}`;
  return [
    path(legs, { stroke: paper, width: 25 }),
    path(legs, { stroke: ink, width: 10 }),
    path(neck, { stroke: paper, width: 66 }),
    path(body, { fill: paper, stroke: paper, width: 16 }),
    head(x, y),
    feathers(sheet, x, y, body),
    path(`M${x - 26} ${y - 120}C${x - 78} ${y - 190} ${x + 78} ${y - 258} ${x + 20} ${y - 345}`, {
      stroke: ink,
      width: 5,
      extra: 'stroke-dasharray="22 14"',
    }),
    many(5, (index) =>
      path(`M${x - 52 + index * 11} ${y - 96}q${-10 + index * 3} 58 ${-26 + index * 9} ${108 + index * 8}`, {
        stroke: paper,
        width: 9,
      }),
    ),
    many(5, (index) =>
      path(`M${x - 46 + index * 11} ${y - 90}q${-10 + index * 3} 50 ${-22 + index * 9} ${92 + index * 8}`, {
        stroke: ink,
        width: 3,
      }),
    ),
  ].join("");
}

function head(x: number, y: number): string {
  const skull = smooth([
    [x - 30, y - 405],
    [x - 18, y - 452],
    [x + 30, y - 468],
    [x + 78, y - 448],
    [x + 70, y - 408],
    [x + 10, y - 385],
  ]);
  return [
    path(`M${x + 4} ${y - 452}Q${x - 70} ${y - 465} ${x - 132} ${y - 418}`, { stroke: paper, width: 17 }),
    path(skull, { fill: paper }),
    path(
      polygon([
        [x + 56, y - 454],
        [x + 258, y - 402],
        [x + 60, y - 410],
      ]),
      { fill: paper, stroke: paper, width: 12 },
    ),
    path(
      polygon([
        [x + 66, y - 445],
        [x + 246, y - 402],
        [x + 66, y - 418],
      ]),
      { fill: "#cf4f35" },
    ),
    path(
      `M${x + 60} ${y - 440}Q${x - 10} ${y - 462} ${x - 126} ${y - 420}Q${x - 20} ${y - 440} ${x + 44} ${y - 428}Z`,
      { fill: ink },
    ),
    ellipse(x + 44, y - 437, 9, 9, { fill: paper }),
    ellipse(x + 46, y - 437, 4.5, 4.5, { fill: ink }),
  ].join("");
}

function feathers(sheet: Sheet, x: number, y: number, body: string): string {
  const rows = many(9, (row) =>
    many(7, (index) => {
      const along = row / 8;
      const [px, py] = [
        x + 6 + along * 190 + index * 16 - row * 4,
        y - 128 + along * 215 + index * (15 - row),
      ];
      const size = 26 + along * 30;
      const leaf: Point[] = [
        [px, py],
        [px + size * 0.55, py + size * 0.35],
        [px + size * 0.9, py + size * 1.25],
        [px + size * 0.12, py + size * 0.6],
      ];
      return path(smooth(leaf), { fill: ink, stroke: paper, width: 4 });
    }),
  );
  const tail = many(4, (index) =>
    path(`M${x + 150 + index * 26} ${y + 62 + index * 12}L${x + 246 + index * 12} ${y + 150 + index * 10}`, {
      stroke: ink,
      width: sheet.between(6, 10),
    }),
  );
  return sheet.within(body, rows + tail);
}

/** Where the roller left too little ink, the paper shows. */
function worn(sheet: Sheet): string {
  const { x, y, width, height } = plate;
  return [
    sheet.grain(
      paper,
      box(x, y, width, height, {
        fill: sheet.fade(
          [
            [0, 0.3],
            [0.3, 0.1],
            [0.7, 0.08],
            [1, 0.34],
          ],
          72,
        ),
      }),
    ),
    path(`M${x} ${y}h${width}v${height}h${-width}Z`, { stroke: paper, width: 7 }),
  ].join("");
}

function signature(): string {
  const y = plate.y + plate.height + 62;
  const pencil = { stroke: "#6c6358", width: 3, opacity: 0.9 } as const;
  return [
    path(`M${plate.x + 8} ${y}q8 -34 14 -4m8 -14l-10 26m24 -30q-22 18 -6 26q18 4 12 -14t-4 -10`, pencil),
    path(
      `M${plate.x + 590} ${y + 8}q14 -58 24 -50t-16 48q22 -34 30 -26t2 22q16 -26 24 -20t0 16q14 -18 22 -14t4 14q20 -40 30 -36t-18 38q26 -22 70 -14`,
      pencil,
    ),
  ].join("");
}
