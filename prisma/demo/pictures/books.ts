import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, moved, path, smooth, type Point } from "./shapes.ts";

/** A pile of hand-bound notebooks, one standing open to show its sewing. */
export function drawBooks(): string {
  const sheet = newSheet(1500, 1040, 97);
  return sheet.draw(
    [
      table(sheet),
      sheet.grain(
        "#1d1512",
        box(
          150,
          800,
          760,
          58,
          {
            fill: sheet.fade([
              [0, 0.2],
              [0.15, 0.75],
              [0.75, 0.7],
              [1, 0],
            ]),
          },
          26,
        ),
      ),
      lying(sheet, { x: 150, y: 720, width: 640, height: 112, cloth: "#37545c", band: "#e2b45f" }),
      lying(sheet, { x: 205, y: 622, width: 560, height: 96, cloth: "#b5533a", band: "#f0e2c6" }),
      lying(sheet, { x: 180, y: 548, width: 600, height: 72, cloth: "#d9a441", band: "#7a3d2a" }),
      lying(sheet, { x: 252, y: 452, width: 470, height: 94, cloth: "#6d7f63", band: "#f0e2c6" }),
      standing(sheet),
      boneFolder(sheet),
      thread(sheet),
    ].join(""),
    "#e8d5c4",
  );
}

function table(sheet: Sheet): string {
  return [
    sheet.grain(
      "#cfa58b",
      box(0, 0, 1500, 700, {
        fill: sheet.fade(
          [
            [0, 0.02],
            [1, 0.7],
          ],
          60,
        ),
      }),
    ),
    box(0, 700, 1500, 340, { fill: "#54433b" }),
    sheet.grain(
      "#332722",
      box(0, 700, 1500, 340, {
        fill: sheet.fade(
          [
            [0, 0.1],
            [1, 0.85],
          ],
          80,
        ),
      }),
    ),
    box(0, 694, 1500, 8, { fill: "#3a2d27" }),
  ].join("");
}

interface Lying {
  x: number;
  y: number;
  width: number;
  height: number;
  cloth: string;
  band: string;
}

/** Seen at its long edge: the spine to the left, pages between two boards. */
function lying(sheet: Sheet, { x, y, width, height, cloth, band }: Lying): string {
  const board = 13;
  const spine = `M${x + 62} ${y}H${x + 22}Q${x - 14} ${y + height / 2} ${x + 22} ${y + height}H${x + 62}Z`;
  return [
    box(x + 40, y + board, width - 56, height - board * 2, { fill: "#f3e8d0" }),
    many(Math.floor((height - 30) / 7), (index) =>
      path(`M${x + 62} ${y + board + 7 + index * 7}H${x + width - 18 - (index % 3) * 2}`, {
        stroke: "#c9b48f",
        width: 2,
        opacity: 0.85,
      }),
    ),
    box(x + 22, y, width - 22, board, { fill: cloth }, 4),
    box(x + 22, y + height - board, width - 22, board, { fill: cloth }, 4),
    path(spine, { fill: cloth }),
    box(x + 74, y + board, 26, height - board * 2, { fill: band, opacity: 0.95 }),
    sheet.grain(
      "#1f1614",
      [
        path(spine, {
          fill: sheet.fade([
            [0, 0.85],
            [0.4, 0.1],
            [1, 0.55],
          ]),
        }),
        box(x + 62, y + board, width - 80, height - board * 2, {
          fill: sheet.fade([
            [0, 0.55],
            [0.15, 0],
            [0.7, 0.05],
            [1, 0.5],
          ]),
        }),
        box(x + 22, y + height - board, width - 22, board, { fill: "#000", opacity: 0.5 }),
      ].join(""),
    ),
  ].join("");
}

/** A marbled cover and an open, chain-stitched back. */
function standing(sheet: Sheet): string {
  const cover = "M960 262L1330 214V800L960 836Z";
  const back = "M960 262L902 240V806L960 836Z";
  return [
    sheet.grain("#1d1512", path("M960 836L1330 800L1480 842L1130 900Z", { fill: "#000", opacity: 0.72 })),
    path(cover, { fill: "#2f5d62" }),
    sheet.within(
      cover,
      [
        marbled(sheet),
        sheet.grain(
          "#16282b",
          path(cover, {
            fill: sheet.fade([
              [0, 0.45],
              [0.12, 0],
              [0.6, 0.08],
              [1, 0.7],
            ]),
          }),
        ),
      ].join(""),
    ),
    path(back, { fill: "#efe2c6" }),
    many(7, (index) =>
      path(`M${908 + index * 8} ${243 + index * 3}V${808 + index * 3.4}`, { stroke: "#b89f78", width: 2.5 }),
    ),
    many(4, (row) =>
      many(7, (index) =>
        path(`M${904 + index * 8} ${330 + row * 132 + index * 3}l4 11l4 -8`, { stroke: "#b5432b", width: 5 }),
      ),
    ),
    sheet.grain(
      "#3a291f",
      path(back, {
        fill: sheet.fade([
          [0, 0.8],
          [0.5, 0.15],
          [1, 0.5],
        ]),
      }),
    ),
    path("M1046 330L1236 306V452L1046 474Z", { fill: "#f3e8d0" }),
    path("M1046 330L1236 306V452L1046 474Z", { stroke: "#b5432b", width: 4 }),
    path("M1080 376L1204 361M1080 406L1204 391M1106 436L1180 427", {
      stroke: "#4a3a30",
      width: 5,
      opacity: 0.75,
    }),
  ].join("");
}

/** Ink that floated on water: veins around stones. */
function marbled(sheet: Sheet): string {
  const colours = ["#e2b45f", "#f0e2c6", "#b5533a", "#4f8b8a", "#1f4347"];
  return many(210, (index) => {
    const [x, y, size] = [sheet.between(950, 1340), sheet.between(200, 840), sheet.between(7, 40)];
    const stone = Array.from({ length: 8 }, (_, corner): Point => {
      const [angle, far] = [(corner / 8) * Math.PI * 2, size * sheet.between(0.65, 1.2)];
      return [x + far * Math.cos(angle), y + far * 0.72 * Math.sin(angle)];
    });
    return path(smooth(stone), {
      fill: colours[index % colours.length] ?? "#f0e2c6",
      stroke: "#16343a",
      width: 2.5,
      opacity: 0.95,
    });
  });
}

function boneFolder(sheet: Sheet): string {
  const shape = "M0 0Q8 -26 60 -27L330 -17Q366 -4 330 10L60 20Q6 20 0 0Z";
  return moved(
    470,
    935,
    sheet.grain("#1d1512", moved(12, 14, path(shape, { fill: "#000", opacity: 0.75 }))) +
      path(shape, { fill: "#f1e6cf" }) +
      sheet.grain(
        "#b39d78",
        path(shape, {
          fill: sheet.fade(
            [
              [0, 0],
              [0.5, 0.25],
              [1, 0.85],
            ],
            90,
          ),
        }),
      ),
    { turn: -7 },
  );
}

function thread(sheet: Sheet): string {
  const [x, y] = [1010, 935];
  return [
    sheet.grain(
      "#1d1512",
      ellipse(x + 24, y + 30, 92, 24, {
        fill: sheet.glow([
          [0, 0.9],
          [1, 0],
        ]),
      }),
    ),
    path(`M${x + 40} ${y}C${x + 150} ${y + 60} ${x + 190} ${y - 50} ${x + 330} ${y + 22}`, {
      stroke: "#b5432b",
      width: 4,
    }),
    box(x - 48, y - 52, 96, 76, { fill: "#b5432b" }, 8),
    many(8, (index) =>
      path(`M${x - 48} ${y - 44 + index * 9}L${x + 48} ${y - 48 + index * 9}`, {
        stroke: "#7f2a1a",
        width: 2.5,
      }),
    ),
    sheet.grain(
      "#4a1710",
      box(x - 48, y - 52, 96, 76, {
        fill: sheet.fade([
          [0, 0.2],
          [0.35, 0],
          [1, 0.9],
        ]),
      }),
    ),
    ellipse(x, y - 54, 58, 15, { fill: "#e0c08c" }),
    ellipse(x, y - 54, 16, 4, { fill: "#5a4028" }),
    path(`M${x - 58} ${y + 26}A58 15 0 0 0 ${x + 58} ${y + 26}V${y + 18}H${x - 58}Z`, { fill: "#c9a46c" }),
  ].join("");
}
