import { newSheet, type Sheet } from "./sheet.ts";
import { box, ellipse, many, moved, path, ring } from "./shapes.ts";

const [cream, blue, ochre, green, rust] = ["#f2e8d2", "#2f4f82", "#dca33e", "#4d7a68", "#b9502f"];

/** Sixteen glazed tiles, each by hand: the pattern closes over four of them. */
export function drawTiles(): string {
  const sheet = newSheet(1300, 1300, 131);
  const [size, gap, edge] = [278, 14, 74];
  return sheet.draw(
    [
      sheet.grain(
        "#8a6d52",
        box(0, 0, 1300, 1300, {
          fill: sheet.fade(
            [
              [0, 0.1],
              [1, 0.7],
            ],
            45,
          ),
        }),
      ),
      sheet.grain(
        "#6b4f39",
        many(900, () =>
          ellipse(sheet.between(0, 1300), sheet.between(0, 1300), 2, 2, { fill: "#000", opacity: 0.5 }),
        ),
      ),
      many(16, (index) => {
        const [column, row] = [index % 4, Math.floor(index / 4)];
        const [x, y] = [edge + column * (size + gap) + size / 2, edge + row * (size + gap) + size / 2];
        const turn = ((column % 2) + (row % 2) * 3 - (column % 2) * (row % 2) * 2) * 90;
        return moved(x + sheet.between(-3, 3), y + sheet.between(-3, 3), tile(sheet, size, turn, index), {
          turn: sheet.between(-0.9, 0.9),
        });
      }),
    ].join(""),
    "#b79a7c",
  );
}

function tile(sheet: Sheet, size: number, turn: number, index: number): string {
  const half = size / 2;
  const face = `M${-half + 9} ${-half}H${half - 9}Q${half} ${-half} ${half} ${-half + 9}V${half - 9}Q${half} ${half} ${half - 9} ${half}H${-half + 9}Q${-half} ${half} ${-half} ${half - 9}V${-half + 9}Q${-half} ${-half} ${-half + 9} ${-half}Z`;
  const ground = index === 6 ? "#e6cf9a" : cream;
  return [
    sheet.grain("#4d3626", moved(9, 11, path(face, { fill: "#000", opacity: 0.85 }))),
    path(face, { fill: ground }),
    sheet.within(face, moved(0, 0, pattern(half, index === 6 ? green : blue), { turn })),
    sheet.within(
      face,
      [
        sheet.grain(
          "#3c3630",
          path(face, {
            fill: sheet.fade(
              [
                [0, 0],
                [0.6, 0.03 + sheet.between(0, 0.06)],
                [1, 0.3],
              ],
              48,
            ),
          }),
        ),
        sheet.grain(
          "#ffffff",
          ellipse(-half * 0.5, -half * 0.58, half * 0.52, half * 0.2, {
            fill: sheet.glow([
              [0, 0.5 + sheet.between(0, 0.2)],
              [1, 0],
            ]),
            extra: 'transform="rotate(-32)"',
          }),
        ),
        crackle(sheet, half),
      ].join(""),
    ),
    path(face, { stroke: "#8d6b49", width: 3, opacity: 0.6 }),
  ].join("");
}

/** A quarter of a flower in one corner, a quarter of a star in the other. */
function pattern(half: number, main: string): string {
  const corner = moved(
    half,
    half,
    [
      path(ring(0, 0, half * 1.56, half * 1.56), { fill: main }),
      path(ring(0, 0, half * 1.38, half * 1.38), { fill: cream }),
      path(ring(0, 0, half * 1.28, half * 1.28), { stroke: ochre, width: 9 }),
      ...[0, 30, 60, 90].map((turn) => moved(0, 0, petal(half, main), { turn: 180 + turn })),
      ...[15, 45, 75].map((turn) =>
        moved(
          0,
          0,
          `${path(`M${half * 0.4} 0L${half * 1.05} 0`, { stroke: green, width: 9 })}${ellipse(half * 1.12, 0, 13, 13, { fill: rust })}`,
          { turn: 180 + turn },
        ),
      ),
      path(ring(0, 0, half * 0.4, half * 0.4), { fill: ochre }),
      path(ring(0, 0, half * 0.2, half * 0.2), { fill: rust }),
    ].join(""),
  );
  const star = moved(
    -half,
    -half,
    [
      path(`M0 0L${half * 0.62} 0L${half * 0.3} ${half * 0.3}L0 ${half * 0.62}Z`, { fill: rust }),
      path(`M0 0L${half * 0.34} 0L${half * 0.17} ${half * 0.17}L0 ${half * 0.34}Z`, { fill: ochre }),
    ].join(""),
  );
  const sides = [moved(half, -half, quarter(half)), moved(-half, half, quarter(half))];
  return [star, ...sides, corner].join("");
}

function petal(half: number, main: string): string {
  const leaf = (scale: number) =>
    `M${half * 0.36} 0Q${half * 0.75} ${half * 0.26 * scale} ${half * 1.14 * (0.92 + scale * 0.08)} 0Q${half * 0.75} ${-half * 0.26 * scale} ${half * 0.36} 0Z`;
  return path(leaf(1), { fill: main }) + path(leaf(0.48), { fill: cream });
}

function quarter(half: number): string {
  return (
    path(ring(0, 0, half * 0.26, half * 0.26), { fill: green }) +
    path(ring(0, 0, half * 0.13, half * 0.13), { fill: ochre })
  );
}

/** The glaze is under tension: hair lines. */
function crackle(sheet: Sheet, half: number): string {
  return many(9, () => {
    const [x, y] = [sheet.between(-half, half), sheet.between(-half, half)];
    const step = () => `l${sheet.between(-46, 46).toFixed(0)} ${sheet.between(-46, 46).toFixed(0)}`;
    return path(`M${x.toFixed(0)} ${y.toFixed(0)}${step()}${step()}${step()}`, {
      stroke: "#6b5a45",
      width: 1.4,
      opacity: 0.3,
    });
  });
}
