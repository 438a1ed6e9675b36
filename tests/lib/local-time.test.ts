import { expect, test } from "vitest";
import { localDate, nextDigestAt, zonedInstant } from "#app/lib/local-time.ts";

const at = (text: string) => new Date(text);

test("a weekly digest comes on its day at its hour, in the member's zone", () => {
  expect(nextDigestAt("weekly", 5, 7, "Europe/Berlin", at("2026-11-24T12:00:00Z"))).toEqual(
    at("2026-11-27T06:00:00Z"),
  );
});

test("when the hour has passed today, the next day's is due", () => {
  expect(nextDigestAt("daily", 1, 7, "Asia/Kathmandu", at("2026-11-24T01:15:00Z"))).toEqual(
    at("2026-11-25T01:15:00Z"),
  );
});

test("an hour that a clock change skips moves forward by the gap", () => {
  expect(nextDigestAt("daily", 1, 2, "Europe/Berlin", at("2026-03-28T12:00:00Z"))).toEqual(
    at("2026-03-29T01:00:00Z"),
  );
});

test("an hour that comes twice is taken once", () => {
  const first = nextDigestAt("daily", 1, 2, "Europe/Berlin", at("2026-10-24T12:00:00Z"));
  expect(first).toEqual(at("2026-10-25T00:00:00Z"));
  expect(nextDigestAt("daily", 1, 2, "Europe/Berlin", first ?? at("1970-01-01"))).toEqual(
    at("2026-10-26T01:00:00Z"),
  );
});

test("a half-hour zone and its half-hour clock change are right", () => {
  expect(nextDigestAt("daily", 1, 7, "Australia/Lord_Howe", at("2026-10-03T00:00:00Z"))).toEqual(
    at("2026-10-03T20:00:00Z"),
  );
});

test("a monthly digest comes on the first such weekday", () => {
  expect(nextDigestAt("monthly", 1, 7, "UTC", at("2026-11-24T12:00:00Z"))).toEqual(
    at("2026-12-07T07:00:00Z"),
  );
});

test("who only wants what the owner publishes has no hour", () => {
  expect(nextDigestAt("on_publish", 1, 7, "UTC", at("2026-11-24T12:00:00Z"))).toBeNull();
});

test("a wall clock and an instant name each other", () => {
  expect(zonedInstant("2026-12-05T15:00", "Europe/Berlin")).toEqual(at("2026-12-05T14:00:00Z"));
  expect(localDate(at("2026-11-24T23:30:00Z"), "Europe/Berlin")).toBe("2026-11-25");
});
