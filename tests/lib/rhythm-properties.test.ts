import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { localDate, nextDigestAt } from "#app/lib/local-time.ts";

/** Every zone that this runtime knows, and those whose clocks are the oddest several times. */
const odd = [
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Kwajalein",
  "America/Nuuk",
  "America/Scoresbysund",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Gaza",
  "Asia/Tehran",
  "America/Sao_Paulo",
  "America/Caracas",
  "Asia/Pyongyang",
  "Europe/Istanbul",
  "Antarctica/Troll",
  "America/St_Johns",
  "Europe/Berlin",
];
const zones = fc.oneof(fc.constantFrom(...odd), fc.constantFrom(...Intl.supportedValuesOf("timeZone")));
const hours = fc.oneof(fc.constantFrom(0, 1, 2, 3, 23), fc.integer({ min: 0, max: 23 }));
const weekdays = fc.integer({ min: 1, max: 7 });
const years = {
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2060-01-01T00:00:00Z"),
  noInvalidDate: true,
};
/** Some near the ends of summer times, where things go wrong. */
const instants = fc.oneof(
  fc.date(years),
  fc
    .tuple(
      fc.integer({ min: 1990, max: 2059 }),
      fc.constantFrom(2, 3, 8, 9, 10, 11),
      fc.integer({ min: -100, max: 900 }),
    )
    .map(([year, month, inHours]) => new Date(Date.UTC(year, month, 1, inHours))),
);

const zoned = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** The first so many digests of somebody. */
function follow(
  rhythm: "daily" | "weekly" | "monthly",
  weekday: number,
  hour: number,
  zone: string,
  after: Date,
  count: number,
) {
  const dues: Date[] = [];
  for (let at = after; dues.length < count;) {
    const due = nextDigestAt(rhythm, weekday, hour, zone, at);
    if (!due) throw new Error("there is always a next one");
    dues.push((at = due));
  }
  return dues;
}

/** Whether this local hour of this day is one that the zone's clocks never showed. */
function isSkipped(day: Temporal.PlainDate, hour: number, zone: string): boolean {
  const shown = day.toPlainDateTime({ hour }).toZonedDateTime(zone).toPlainDateTime();
  return !shown.equals(day.toPlainDateTime({ hour }));
}

/** Whether the zone had this day at all. */
const exists = (day: Temporal.PlainDate, zone: string) =>
  day.toZonedDateTime({ timeZone: zone }).toPlainDate().equals(day);

describe("whoever and wherever they are, a member's digest", () => {
  test("comes on every day that there is, once, in order", () => {
    fc.assert(
      fc.property(zones, hours, instants, (zone, hour, after) => {
        const dues = follow("daily", 1, hour, zone, after, 12);
        const days = dues.map((due) => localDate(due, zone));
        expect(new Set(days).size).toBe(days.length);
        for (const [at, day] of days.slice(1).entries()) {
          let expected = Temporal.PlainDate.from(days[at] ?? "").add({ days: 1 });
          while (!exists(expected, zone)) expected = expected.add({ days: 1 });
          expect(day).toBe(expected.toString());
        }
      }),
      { numRuns: 400 },
    );
  });

  test("comes at their hour and at no other, unless the clocks leave it out", () => {
    fc.assert(
      fc.property(
        zones,
        hours,
        weekdays,
        instants,
        fc.constantFrom("daily", "weekly", "monthly"),
        (zone, hour, weekday, after, rhythm) => {
          for (const due of follow(rhythm, weekday, hour, zone, after, 4)) {
            const local = zoned(due, zone);
            if (local.minute === 0 && local.hour === hour) continue;
            const meant = [local.toPlainDate(), local.toPlainDate().subtract({ days: 1 })];
            expect(meant.some((day) => isSkipped(day, hour, zone))).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("of a week comes on its weekday, once a week", () => {
    fc.assert(
      fc.property(zones, hours, weekdays, instants, (zone, hour, weekday, after) => {
        const dues = follow("weekly", weekday, hour, zone, after, 6);
        for (const [at, due] of dues.entries()) {
          const day = zoned(due, zone).toPlainDate();
          const meant = exists(day.subtract({ days: 1 }), zone)
            ? day
            : day.subtract({ days: day.dayOfWeek === weekday ? 0 : 1 });
          expect(meant.dayOfWeek).toBe(weekday);
          const before = dues[at - 1];
          if (before)
            expect(Math.round((due.getTime() - before.getTime()) / 86_400_000)).toBeGreaterThanOrEqual(6);
          if (before)
            expect(Math.round((due.getTime() - before.getTime()) / 86_400_000)).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of a month comes on its first such weekday, in each month", () => {
    fc.assert(
      fc.property(zones, hours, weekdays, instants, (zone, hour, weekday, after) => {
        const months = follow("monthly", weekday, hour, zone, after, 5).map((due) => {
          const day = zoned(due, zone).toPlainDate();
          expect(day.day).toBeLessThanOrEqual(8);
          return day.year * 12 + day.month;
        });
        expect(months.map((month) => month - (months[0] ?? 0))).toEqual([0, 1, 2, 3, 4]);
      }),
      { numRuns: 200 },
    );
  });

  test("is the same one, at whatever instant before it one asks", () => {
    fc.assert(
      fc.property(
        zones,
        hours,
        weekdays,
        instants,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.constantFrom("daily", "weekly", "monthly"),
        (zone, hour, weekday, after, part, rhythm) => {
          const [first, second] = follow(rhythm, weekday, hour, zone, after, 2);
          if (!first || !second) throw new Error("two were asked for");
          const between = new Date(first.getTime() + part * (second.getTime() - first.getTime()));
          expect(nextDigestAt(rhythm, weekday, hour, zone, between)).toEqual(second);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("where the clocks are odd", () => {
  const daily = (hour: number, zone: string, after: string, count: number) =>
    follow("daily", 1, hour, zone, new Date(after), count).map((due) =>
      zoned(due, zone).toPlainDateTime().toString(),
    );

  test("Lord Howe's half hour is skipped over, and comes once in autumn", () => {
    expect(daily(2, "Australia/Lord_Howe", "2026-10-02T18:00:00Z", 2)).toEqual([
      "2026-10-04T02:30:00",
      "2026-10-05T02:00:00",
    ]);
  });

  test("Nuuk's last hour of a Saturday in March is left out: the digest stays on its Saturday", () => {
    expect(daily(23, "America/Nuuk", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-28T22:00:00",
      "2026-03-29T23:00:00",
    ]);
  });

  test("Apia had no 30 December 2011: no daily digest, and Friday's weekly one on Saturday", () => {
    expect(daily(7, "Pacific/Apia", "2011-12-29T12:00:00Z", 2)).toEqual([
      "2011-12-29T07:00:00",
      "2011-12-31T07:00:00",
    ]);
    expect(nextDigestAt("weekly", 5, 7, "Pacific/Apia", new Date("2011-12-29T18:00:00Z"))).toEqual(
      new Date("2011-12-30T17:00:00Z"),
    );
  });

  test("Kathmandu and Chatham keep their quarters of an hour", () => {
    expect(nextDigestAt("daily", 1, 7, "Asia/Kathmandu", new Date("2026-06-01T00:00:00Z"))).toEqual(
      new Date("2026-06-01T01:15:00Z"),
    );
    expect(nextDigestAt("daily", 1, 7, "Pacific/Chatham", new Date("2026-06-01T00:00:00Z"))).toEqual(
      new Date("2026-06-01T18:15:00Z"),
    );
  });
});
