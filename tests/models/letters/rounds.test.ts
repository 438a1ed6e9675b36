import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDate, nextDigestAt } from "#app/lib/local-time.ts";
import { type Candidate, excludeCandidates } from "#app/models/digest/audience.ts";
import { beginRound, dueIn, nextHourAfter } from "#app/models/digest/round.ts";

const zones = fc.constantFrom(
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "America/Nuuk",
  "America/St_Johns",
  "Africa/Casablanca",
  "Pacific/Kiritimati",
  "America/Los_Angeles",
);
const rhythms = fc.constantFrom("daily", "weekly", "monthly");
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface Wish {
  zone: string;
  hour: number;
  weekday: number;
  rhythm: "daily" | "weekly" | "monthly";
  hold: number;
}

const wishes = fc.record({
  zone: zones,
  hour: fc.integer({ min: 0, max: 23 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  rhythm: rhythms,
  hold: fc.constantFrom(0, 10, 120),
});

/** A member who always has news, through rounds at these instants: what they were written, for which day, leaving when. */
function live({ zone, hour, weekday, rhythm, hold }: Wish, begin: Date, wakes: readonly Date[]) {
  const rhythmOf = { digestRhythm: rhythm, digestWeekday: weekday, digestHour: hour, timeZone: zone };
  let member: Candidate = {
    ...rhythmOf,
    id: "reader",
    toldUntil: begin,
    joinedAt: begin,
    address: "reader@example.org",
    role: "member",
    status: "active",
    isSuppressed: false,
    nextDigestAt: nextDigestAt(rhythm, weekday, hour, zone, begin),
    due: begin,
    day: "",
    lastDay: null,
  };
  const letters: { day: string; leaves: Date; due: Date; at: Date }[] = [];
  for (const at of wakes) {
    const round = beginRound({ holdMinutes: hold }, { kind: "hour" }, at);
    if (!member.nextDigestAt || member.nextDigestAt > round.holdsUntil) continue;
    const due = dueIn(round)(member);
    member = { ...member, due, day: localDate(due, zone) };
    const { readers } = excludeCandidates([member], round);
    if (readers.length > 0) {
      const leaves = due > round.holdsUntil ? due : round.holdsUntil;
      letters.push({ day: member.day, leaves, due, at });
      member = { ...member, lastDay: member.day };
    }
    member = { ...member, nextDigestAt: nextHourAfter(round)(member, due) };
  }
  return letters;
}

/** All their hours from one instant to another. */
function hoursBetween({ zone, hour, weekday, rhythm }: Wish, from: Date, until: Date): string[] {
  const hours: string[] = [];
  for (let at: Date | null = from; ;) {
    at = nextDigestAt(rhythm, weekday, hour, zone, at);
    if (!at || at > until) return hours;
    hours.push(at.toISOString());
  }
}

const begins = fc.date({ min: new Date("2024-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });

describe("through all the rounds of a community", () => {
  test("a member gets each of their digests, on the hour, when something runs each five minutes", () => {
    fc.assert(
      fc.property(wishes, begins, (wish, begin) => {
        const wakes = Array.from(
          { length: 40 * 288 },
          (_, at) => new Date(begin.getTime() + at * 5 * MINUTE),
        );
        const letters = live(wish, begin, wakes);
        const until = new Date((wakes.at(-1) ?? begin).getTime() + wish.hold * MINUTE);
        expect(letters.map(({ due }) => due.toISOString())).toEqual(hoursBetween(wish, begin, until));
        for (const { leaves, due, at } of letters) {
          // Who starts the machine within the hold window before an hour still has the whole window.
          const late = at.getTime() === begin.getTime() ? Math.max(5, wish.hold) : 5;
          expect(leaves.getTime() - due.getTime()).toBeLessThan(late * MINUTE + (wish.hold === 0 ? 1 : 0));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("however long the machine sleeps and when it wakes, nobody gets two on a day, and none half a day late", () => {
    fc.assert(
      fc.property(
        wishes,
        begins,
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 20, maxLength: 80 }),
        (wish, begin, sleeps) => {
          let at = begin.getTime();
          const wakes = sleeps.map((minutes) => new Date((at += minutes * MINUTE)));
          const letters = live(wish, begin, wakes);
          expect(new Set(letters.map(({ day }) => day)).size).toBe(letters.length);
          for (const letter of letters) {
            const late = letter.at.getTime() - letter.due.getTime();
            expect(late).toBeLessThan(wish.rhythm === "daily" ? DAY / 2 : 2 * DAY);
            expect(hoursBetween(wish, new Date(letter.due.getTime() - 1), letter.due)).toHaveLength(1);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
