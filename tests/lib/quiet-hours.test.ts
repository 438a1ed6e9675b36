import { describe, expect, test } from "vitest";
import { afterQuietHours } from "#app/lib/quiet-hours.ts";

const night = (timeZone: string, quietFrom = 21, quietUntil = 7) => ({
  timeZone,
  quietHours: true,
  quietFrom,
  quietUntil,
});
const after = (at: string, hours: ReturnType<typeof night>) =>
  afterQuietHours(new Date(at), hours).toISOString();

describe("a letter in somebody's night", () => {
  test("waits for its end, by their own clock", () => {
    expect(after("2026-06-10T19:00:00Z", night("Europe/Berlin"))).toBe("2026-06-11T05:00:00.000Z"); // 21:00
    expect(after("2026-06-10T18:59:59Z", night("Europe/Berlin"))).toBe("2026-06-10T18:59:59.000Z");
    expect(after("2026-06-11T04:59:00Z", night("Europe/Berlin"))).toBe("2026-06-11T05:00:00.000Z");
    expect(after("2026-06-11T05:00:00Z", night("Europe/Berlin"))).toBe("2026-06-11T05:00:00.000Z");
    expect(after("2026-06-10T19:00:00Z", night("America/New_York"))).toBe("2026-06-10T19:00:00.000Z");
  });

  test("where clocks stand at three quarters of an hour", () => {
    expect(after("2026-06-10T15:15:00Z", night("Asia/Kathmandu"))).toBe("2026-06-11T01:15:00.000Z"); // 21:00
    expect(after("2026-06-10T15:14:00Z", night("Asia/Kathmandu"))).toBe("2026-06-10T15:14:00.000Z");
  });

  test("a night within one day is one too, and none is none", () => {
    expect(after("2026-06-10T11:30:00Z", night("Europe/London", 12, 14))).toBe("2026-06-10T13:00:00.000Z");
    expect(after("2026-06-10T13:00:00Z", night("Europe/London", 12, 14))).toBe("2026-06-10T13:00:00.000Z");
    expect(after("2026-06-10T23:00:00Z", night("Europe/London", 9, 9))).toBe("2026-06-10T23:00:00.000Z");
    expect(
      afterQuietHours(new Date("2026-06-10T23:00:00Z"), { ...night("Europe/London"), quietHours: false }),
    ).toEqual(new Date("2026-06-10T23:00:00Z"));
  });

  test("ends at seven also in the nights in which clocks change", () => {
    expect(after("2026-03-28T22:00:00Z", night("Europe/Berlin"))).toBe("2026-03-29T05:00:00.000Z"); // an hour less
    expect(after("2026-10-24T22:00:00Z", night("Europe/Berlin"))).toBe("2026-10-25T06:00:00.000Z"); // an hour more
    expect(after("2026-04-04T13:00:00Z", night("Australia/Lord_Howe"))).toBe("2026-04-04T20:30:00.000Z");
  });

  test("whose end is skipped by the clock ends where the clock goes on", () => {
    expect(after("2026-03-29T00:30:00Z", night("Europe/Berlin", 21, 2))).toBe("2026-03-29T01:00:00.000Z");
  });

  test("whose end comes twice ends with the first, and never before the letter is ready", () => {
    expect(after("2026-10-24T23:30:00Z", night("Europe/Berlin", 21, 2))).toBe("2026-10-25T00:00:00.000Z");
    expect(after("2026-10-25T01:10:00Z", night("Europe/Berlin", 21, 2))).toBe("2026-10-25T01:10:00.000Z");
  });

  test("comes out at the same or a later instant, by day, whatever the zone, the hours and the day of the year", () => {
    for (const zone of [
      "Europe/Berlin",
      "America/Santiago",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Africa/Cairo",
    ])
      for (let hour = 0; hour < 366 * 24; hour += 5) {
        const at = new Date(Date.UTC(2026, 0, 1, hour, (hour * 7) % 60));
        const hours = night(zone, (hour * 3) % 24, (hour * 11) % 24);
        const due = afterQuietHours(at, hours);
        expect(due.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(due.getTime() - at.getTime()).toBeLessThan(25.5 * 3_600_000);
        expect(afterQuietHours(due, hours)).toEqual(due);
      }
  });
});
