import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarEvent, writeCalendar } from "#emails/templates/event-calendar.ts";

const market: CalendarEvent = {
  uid: "event-7@letters.example",
  sequence: 2,
  title: "Market",
  description: "",
  startsAt: new Date("2026-10-17T13:00:00Z"),
  endsAt: new Date("2026-10-17T15:00:00Z"),
  place: "The yard",
  url: "https://letters.example/rsvp/x",
  organiser: { name: "Kiln Circle", address: "kiln+r@letters.example" },
  attendee: { name: "Sam", address: "sam@home.example" },
  writtenAt: new Date("2026-09-01T08:00:00Z"),
  timeZone: "Europe/Berlin",
};

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const component = calendar.getFirstSubcomponent("vevent");
  if (!component) throw new Error("no event");
  return { calendar, component, event: new ICAL.Event(component) };
}

test("an event has the hours of its place, with the rules of its zone beside them", () => {
  const { calendar, component, event } = read(writeCalendar(market, "REQUEST"));
  expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
  expect(calendar.getFirstSubcomponent("vtimezone")?.getFirstPropertyValue("tzid")).toBe("Europe/Berlin");
  expect(component.getFirstProperty("dtstart")?.getParameter("tzid")).toBe("Europe/Berlin");
  expect(event.startDate.toJSDate()).toEqual(market.startsAt);
  expect(event.endDate.toJSDate()).toEqual(market.endsAt);
  expect([event.uid, event.sequence]).toEqual(["event-7@letters.example", 2]);
});

test("a weekly series keeps its hour when the clocks change, and leaves out its exceptions", () => {
  const series = {
    rule: "FREQ=WEEKLY;COUNT=4",
    startsAt: market.startsAt,
    except: [new Date("2026-10-31T14:00:00Z")],
  };
  const { event } = read(writeCalendar({ ...market, series }, "REQUEST"));
  const steps = event.iterator();
  const times: string[] = [];
  for (let next = steps.next() as ICAL.Time | null; next; next = steps.next() as ICAL.Time | null) {
    times.push(event.getOccurrenceDetails(next).startDate.toJSDate().toISOString());
  }
  expect(times).toEqual(["2026-10-17T13:00:00.000Z", "2026-10-24T13:00:00.000Z", "2026-11-07T14:00:00.000Z"]);
});

test("whole days are dates without an hour, and end on the day after", () => {
  const weekend = {
    ...market,
    allDay: true,
    startsAt: new Date("2026-12-04T23:00:00Z"),
    endsAt: new Date("2026-12-06T23:00:00Z"),
  };
  const text = writeCalendar(weekend, "REQUEST");
  expect(text).toContain("DTSTART;VALUE=DATE:20261205");
  expect(text).toContain("DTEND;VALUE=DATE:20261207");
});

test("a cancellation names the same event", () => {
  const { calendar, event, component } = read(writeCalendar({ ...market, sequence: 3 }, "CANCEL"));
  expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
  expect(component.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect([event.uid, event.sequence]).toEqual(["event-7@letters.example", 3]);
});
