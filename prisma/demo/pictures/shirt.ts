import { newSheet, type Sheet, type Stops } from "./sheet.ts";
import { box, ellipse, many, path, smooth, type Point } from "./shapes.ts";

const [deep, pale] = ["#24375f", "#dfe4e2"];

/** A work shirt, dyed with indigo and tied in rows, on a wooden hanger. */
export function drawShirt(): string {
  const sheet = newSheet(1160, 1360, 61);
  return sheet.draw([wall(sheet), hanger(), shirt(sheet)].join(""), "#e9c7a3");
}

function wall(sheet: Sheet): string {
  return [
    sheet.grain(
      "#d69d72",
      box(0, 0, 1160, 1360, {
        fill: sheet.fade(
          [
            [0, 0.02],
            [0.5, 0.2],
            [1, 0.78],
          ],
          58,
        ),
      }),
    ),
    box(0, 118, 1160, 34, { fill: "#8c5534" }),
    sheet.grain(
      "#57301c",
      box(0, 118, 1160, 34, {
        fill: sheet.fade(
          [
            [0, 0.1],
            [1, 0.9],
          ],
          90,
        ),
      }),
    ),
    ...[170, 580, 990].map((x) => peg(sheet, x)),
  ].join("");
}

function peg(sheet: Sheet, x: number): string {
  return (
    ellipse(x, 140, 21, 21, { fill: "#a96b42" }) +
    sheet.grain(
      "#57301c",
      ellipse(x, 140, 21, 21, {
        fill: sheet.fade(
          [
            [0.2, 0],
            [1, 0.95],
          ],
          50,
        ),
      }),
    )
  );
}

function hanger(): string {
  return [
    path("M580 132C622 138 628 188 580 204V300", { stroke: "#4d4a48", width: 9 }),
    path("M335 420Q450 312 580 300Q710 312 825 420", { stroke: "#b57f4d", width: 30 }),
  ].join("");
}

const left: Point[] = [
  [508, 296],
  [430, 322],
  [330, 372],
  [262, 470],
  [172, 760],
  [128, 915],
];
const cuff: Point[] = [
  [240, 962],
  [300, 800],
  [352, 668],
];
const side: Point[] = [
  [352, 668],
  [342, 840],
  [330, 1020],
  [318, 1150],
];
const mirror = ([x, y]: Point): Point => [1160 - x, y];

function outline(): string {
  const right = [...left.map(mirror)].reverse();
  return [
    smooth(left, false),
    `L${cuff.map((point) => point.join(" ")).join("L")}`,
    smooth(side, false).replace("M", "L"),
    "Q580 1200 842 1150",
    smooth([...side.map(mirror)].reverse(), false).replace("M", "L"),
    `L${[...cuff.map(mirror)]
      .reverse()
      .map((point) => point.join(" "))
      .join("L")}`,
    smooth(right, false).replace("M", "L"),
    "Q580 372 508 296Z",
  ].join("");
}

function shirt(sheet: Sheet): string {
  const cut = outline();
  return [
    sheet.grain(
      "#9c6540",
      `<g transform="translate(38 26)">${path(cut, { fill: "#000", opacity: 0.75 })}</g>`,
    ),
    path(cut, { fill: deep }),
    sheet.within(cut, [ties(sheet), folds(sheet)].join("")),
    collar(sheet),
    placket(sheet),
    path("M300 800L352 668L346 900M860 800L808 668L814 900", { stroke: "#15213d", width: 5 }),
    path(`M133 897L246 944M1027 897L914 944M323 1122Q580 1170 837 1122`, {
      stroke: pale,
      width: 3,
      opacity: 0.6,
      extra: 'stroke-dasharray="13 10"',
    }),
  ].join("");
}

/** Each knot left a ring, and within it the cloth is paler. */
function ties(sheet: Sheet): string {
  return many(13, (row) =>
    many(14, (column) => {
      const x = 130 + column * 72 + (row % 2) * 36 + sheet.between(-6, 6);
      const y = 350 + row * 78 + sheet.between(-6, 6);
      const size = sheet.between(17, 25);
      const petals = Array.from({ length: 9 }, (_, index): Point => {
        const [angle, far] = [(index / 9) * Math.PI * 2, size * sheet.between(0.78, 1.22)];
        return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
      });
      return (
        path(smooth(petals), { stroke: pale, width: sheet.between(4, 7.5), opacity: 0.9 }) +
        ellipse(x, y, size * 0.26, size * 0.22, { fill: pale, opacity: 0.85 })
      );
    }),
  );
}

function folds(sheet: Sheet): string {
  const fold = (d: string, stops: Stops, angle = 0) => path(d, { fill: sheet.fade(stops, angle) });
  return [
    sheet.grain(
      "#0f1830",
      [
        fold(
          outline(),
          [
            [0, 0.05],
            [0.45, 0],
            [1, 0.62],
          ],
          12,
        ),
        fold("M352 668Q300 820 240 962L128 1000L120 700Q300 700 352 668Z", [
          [0, 0],
          [1, 0.75],
        ]),
        fold("M690 420Q742 800 700 1200L860 1200L850 640Q760 560 690 420Z", [
          [0, 0.6],
          [1, 0],
        ]),
        fold("M430 640Q470 900 420 1200L478 1200Q520 900 430 640Z", [
          [0, 0.62],
          [1, 0],
        ]),
        fold("M610 520Q650 860 616 1200L676 1200Q700 860 610 520Z", [
          [0, 0.68],
          [1, 0],
        ]),
      ].join(""),
    ),
    sheet.grain(
      "#6d88b8",
      [
        fold("M380 480Q360 780 352 1160L404 1170Q430 820 380 480Z", [
          [0, 0],
          [1, 0.55],
        ]),
        fold("M520 600Q540 880 512 1190L552 1190Q588 880 520 600Z", [
          [0, 0],
          [1, 0.5],
        ]),
        fold("M300 420Q220 620 170 900L210 900Q280 640 300 420Z", [
          [0, 0],
          [1, 0.5],
        ]),
      ].join(""),
    ),
  ].join("");
}

function collar(sheet: Sheet): string {
  const back = "M508 296Q580 268 652 296Q640 352 580 366Q520 352 508 296Z";
  const flap = "M508 294L470 336L540 428L582 364Q524 346 508 294Z";
  const flipped = `<g transform="matrix(-1 0 0 1 1160 0)">`;
  return [
    path(back, { fill: "#121c37" }),
    path(flap, { fill: "#2d4474", stroke: "#15213d", width: 4 }),
    `${flipped}${path(flap, { fill: "#2d4474", stroke: "#15213d", width: 4 })}</g>`,
    sheet.grain("#0f1830", `${flipped}${path(flap, { fill: "#000", opacity: 0.6 })}</g>`),
  ].join("");
}

function placket(sheet: Sheet): string {
  return [
    path("M558 380L556 1172L604 1174L604 380L582 364Z", { fill: "#2d4474", stroke: "#15213d", width: 4 }),
    sheet.grain("#0f1830", path("M582 364L604 380L604 1174L580 1174Z", { fill: "#000", opacity: 0.55 })),
    many(5, (index) => {
      const y = 452 + index * 156;
      return (
        ellipse(580, y, 14, 14, { fill: "#e9d9b8" }) +
        ellipse(580, y, 14, 14, { stroke: "#8a6f45", width: 3 }) +
        ellipse(576, y, 2.4, 2.4, { fill: "#4c3b22" }) +
        ellipse(585, y, 2.4, 2.4, { fill: "#4c3b22" })
      );
    }),
  ].join("");
}
