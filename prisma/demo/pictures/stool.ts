import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, path, polygon, ring, type Point } from "./shapes.ts";

/** A three-legged stool of walnut, and on it a cup with a sprig. */
export function drawStool(): string {
  const sheet = newSheet(1200, 1440, 83);
  return sheet.draw([room(sheet), shadow(sheet), legs(sheet), seat(sheet), cup(sheet)].join(""), "#dfd3bd");
}

function room(sheet: Sheet): string {
  const floor = 1010;
  const arch = `M250 ${floor}V470A350 350 0 0 1 950 470V${floor}Z`;
  return [
    sheet.grain(
      "#bfae92",
      box(0, 0, 1200, floor, {
        fill: sheet.fade(
          [
            [0, 0.05],
            [1, 0.7],
          ],
          55,
        ),
      }),
    ),
    path(arch, { fill: "#7d8f74" }),
    sheet.grain(
      "#566a54",
      path(arch, {
        fill: sheet.fade(
          [
            [0, 0.85],
            [0.4, 0.25],
            [1, 0.05],
          ],
          24,
        ),
      }),
    ),
    box(0, floor, 1200, 430, { fill: "#c98f5f" }),
    many(5, (index) =>
      path(`M${-260 + index * 300} 1440L${120 + index * 215} ${floor}`, {
        stroke: "#9a6540",
        width: 4,
        opacity: 0.7,
      }),
    ),
    sheet.grain(
      "#93592f",
      box(0, floor, 1200, 430, {
        fill: sheet.fade(
          [
            [0, 0.1],
            [1, 0.75],
          ],
          70,
        ),
      }),
    ),
    box(0, floor - 16, 1200, 17, { fill: "#efe5d0" }),
  ].join("");
}

function shadow(sheet: Sheet): string {
  return sheet.grain(
    "#5a3018",
    [
      ellipse(690, 1246, 300, 46, {
        fill: sheet.glow([
          [0, 0.95],
          [0.6, 0.6],
          [1, 0],
        ]),
      }),
      ellipse(400, 1310, 110, 20, {
        fill: sheet.glow([
          [0, 0.95],
          [0.5, 0.6],
          [1, 0],
        ]),
      }),
      ellipse(960, 1292, 100, 18, {
        fill: sheet.glow([
          [0, 0.95],
          [0.5, 0.6],
          [1, 0],
        ]),
      }),
    ].join(""),
  );
}

function legs(sheet: Sheet): string {
  return [
    leg(
      sheet,
      [
        [640, 760],
        [684, 760],
        [742, 1215],
        [716, 1215],
      ],
      "#5d3a27",
    ),
    path("M398 1105L820 1080", { stroke: "#4a2d1e", width: 22 }),
    path("M398 1101L820 1076", { stroke: "#7c5238", width: 12 }),
    leg(
      sheet,
      [
        [392, 772],
        [446, 772],
        [352, 1310],
        [318, 1310],
      ],
      "#7c4f35",
    ),
    leg(
      sheet,
      [
        [790, 772],
        [846, 772],
        [918, 1290],
        [884, 1290],
      ],
      "#744930",
    ),
  ].join("");
}

function leg(sheet: Sheet, corners: Point[], wood: string): string {
  const shape = polygon(corners);
  return (
    path(shape, { fill: wood, stroke: wood, width: 8 }) +
    sheet.grain(
      "#2a1710",
      path(shape, {
        fill: sheet.fade([
          [0, 0.05],
          [0.45, 0.2],
          [1, 0.95],
        ]),
      }),
    )
  );
}

function seat(sheet: Sheet): string {
  const [x, y, rx, ry, thick] = [615, 730, 355, 104, 56];
  const rim = `M${x - rx} ${y}A${rx} ${ry} 0 0 0 ${x + rx} ${y}V${y + thick}A${rx} ${ry} 0 0 1 ${x - rx} ${y + thick}Z`;
  const top = ring(x, y, rx, ry);
  return [
    path(rim, { fill: "#6b422b" }),
    sheet.grain(
      "#2a1710",
      path(rim, {
        fill: sheet.fade([
          [0, 0.45],
          [0.3, 0],
          [0.6, 0.25],
          [1, 0.95],
        ]),
      }),
    ),
    path(top, { fill: "#9a6844" }),
    sheet.within(
      top,
      [
        many(15, (index) =>
          path(
            `M${x - rx - 20} ${y - 108 + index * 16}C${x - 120} ${y - 130 + index * 17 + sheet.between(-6, 6)} ${x + 60} ${y - 84 + index * 15} ${x + rx + 20} ${y - 112 + index * 16}`,
            { stroke: "#5b3520", width: sheet.between(2, 5), opacity: 0.6 },
          ),
        ),
        many(4, (index) =>
          ellipse(x + 150, y + 22, 16 + index * 20, 5 + index * 7, {
            stroke: "#5b3520",
            width: 3.5,
            opacity: 0.65,
          }),
        ),
        sheet.grain(
          "#f2d3a4",
          path(top, {
            fill: sheet.fade(
              [
                [0, 0.5],
                [0.45, 0.06],
                [1, 0],
              ],
              20,
            ),
          }),
        ),
        sheet.grain(
          "#3a2014",
          ellipse(x + 40, y - 6, 165, 32, {
            fill: sheet.glow([
              [0, 0.9],
              [0.5, 0.6],
              [1, 0],
            ]),
          }),
        ),
      ].join(""),
    ),
    path(`M${x - rx} ${y}A${rx} ${ry} 0 0 0 ${x + rx} ${y}`, { stroke: "#c08f65", width: 5, opacity: 0.8 }),
  ].join("");
}

function cup(sheet: Sheet): string {
  const body = "M500 545Q496 670 528 716Q580 742 632 716Q664 670 660 545Z";
  const leaves = many(9, (index) => {
    const [x, y] = [586 + index * 8 - (index % 2) * 4, 500 - index * 36];
    const side = index % 2 === 0 ? 1 : -1;
    return path(`M${x} ${y}q${side * 44} -58 ${side * 96} -44q${side * -16} 58 ${side * -96} 44Z`, {
      fill: index % 3 === 0 ? "#3f5a45" : "#2f4a3b",
    });
  });
  return [
    path("M580 560C570 440 610 320 662 172", { stroke: "#2f4a3b", width: 8 }),
    leaves,
    ellipse(664, 164, 17, 25, { fill: "#c8553a", extra: 'transform="rotate(20 664 164)"' }),
    path(body, { fill: "#e9dcc0" }),
    sheet.within(
      body,
      [
        path("M480 640Q580 612 690 652V760H480Z", { fill: "#c56b45" }),
        sheet.grain(
          "#4a2b1c",
          path(body, {
            fill: sheet.fade([
              [0, 0.1],
              [0.3, 0],
              [0.55, 0.16],
              [1, 0.9],
            ]),
          }),
        ),
      ].join(""),
    ),
    ellipse(580, 545, 80, 21, { fill: "#cdb996", stroke: "#8c5a3b", width: 6 }),
    sheet.grain(
      "#4a2b1c",
      ellipse(580, 548, 72, 15, {
        fill: sheet.fade([
          [0, 0.95],
          [1, 0.2],
        ]),
      }),
    ),
    path("M580 556C572 500 582 450 592 420", { stroke: "#2f4a3b", width: 8 }),
  ].join("");
}
