import { Fold } from "./fold.tsx";
import { Table } from "./table.tsx";

export interface Line {
  name: string;
  /** One for each place; null: there is nothing to tell. */
  values: readonly (number | null)[];
}

interface PlotProps {
  /** What it tells, in a sentence: it is read before the lines are. */
  sentence: string;
  /** `2026-11-23`, the same for each line. */
  weeks: readonly string[];
  lines: readonly Line[];
  unit?: string;
}

const WIDTH = 600;
const HEIGHT = 150;
/** Beside the lines, for their names. */
const NAMES = 130;
const strokes = ["var(--color-accent)", "var(--color-ink)", "var(--color-quiet)"];
const dashes = [undefined, undefined, "4 3"];

/** Thin lines with their names beside them, no grid but the baseline, and a table behind. Drawn by the server. */
export function Plot({ sentence, weeks, lines, unit = "" }: PlotProps) {
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const names = namePlaces(lines, most);
  return (
    <figure className="m-0">
      <figcaption className="text-soft">{sentence}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH + NAMES} ${HEIGHT + 30}`}
        role="img"
        aria-label={sentence}
        className="mt-4 block h-auto w-full"
        fontFamily="var(--font-plain)"
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT + 4} y2={HEIGHT + 4} stroke="var(--color-line-strong)" />
        {lines.map(({ name, values }, at) => (
          <g key={name}>
            <path
              d={pathOf(values, most)}
              fill="none"
              stroke={strokes[at]}
              strokeWidth="1.75"
              strokeLinejoin="round"
              strokeDasharray={dashes[at]}
            />
            <text x={WIDTH + 8} y={names[at]} dy="0.35em" fontSize="15" fill={strokes[at]}>
              {`${numberWords(lastOf(values))}${unit} ${name}`}
            </text>
          </g>
        ))}
        <text x="0" y={HEIGHT + 24} fontSize="14" fill="var(--color-quiet)">
          {dayWords(weeks[0])}
        </text>
        <text x={WIDTH} y={HEIGHT + 24} fontSize="14" textAnchor="end" fill="var(--color-quiet)">
          {dayWords(weeks.at(-1))}
        </text>
      </svg>
      <div className="mt-1">
        <Fold line="As a table">
          <Table
            caption={sentence}
            rows={weeks.map((week, at) => ({ week, at })).reverse()}
            keyOf={({ week }) => week}
            columns={[
              { head: "Week of", cell: ({ week }) => dayWords(week) },
              ...lines.map(({ name, values }) => ({
                head: name,
                numeric: true,
                cell: ({ at }: { at: number }) => numberWords(values[at] ?? null) + unit,
              })),
            ]}
          />
        </Fold>
      </div>
    </figure>
  );
}

const heightOf = (value: number, most: number) => 6 + (HEIGHT - 6) * (1 - value / most);

/** Where there is nothing to tell, the pen is lifted. */
function pathOf(values: readonly (number | null)[], most: number): string {
  const step = WIDTH / Math.max(1, values.length - 1);
  return values
    .map((value, at) => {
      if (value === null) return "";
      const isFirst = (values[at - 1] ?? null) === null;
      const isAlone = isFirst && (values[at + 1] ?? null) === null;
      const x = (at * step).toFixed(1);
      return `${isFirst ? "M" : "L"}${x} ${heightOf(value, most).toFixed(1)}${isAlone ? "h2" : ""}`;
    })
    .join("");
}

/** Names stand at the ends of their lines, and never on one another. */
function namePlaces(lines: readonly Line[], most: number): number[] {
  const places = lines
    .map(({ values }, at) => ({ at, y: heightOf(lastOf(values) ?? 0, most) }))
    .sort((one, other) => other.y - one.y);
  let below = HEIGHT + 18;
  for (const place of places) {
    place.y = Math.min(place.y, below - 18);
    below = place.y;
  }
  return places.sort((one, other) => one.at - other.at).map(({ y }) => y);
}

function lastOf(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

function numberWords(value: number | null): string {
  if (value === null) return "–";
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function dayWords(week: string | undefined): string {
  if (week === undefined) return "";
  return new Date(`${week}T12:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
}
