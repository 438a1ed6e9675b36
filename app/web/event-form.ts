import { z } from "zod";
import { isTimeZone, zonedInstant } from "#app/lib/local-time.ts";
import { isRecurrence } from "#app/lib/series.ts";
import type { EventInput } from "#app/models/event.ts";
import { FormMistakes, insistForm } from "./intents.ts";

const wallClock = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, "Give a day and an hour.");

const eventForm = z.object({
  title: z
    .string()
    .trim()
    .min(1, "It needs a title.")
    .max(160, "A shorter title, please: 160 letters at most."),
  story: z.string().trim().max(10_000, "Shorter, please: 10,000 letters at most."),
  starts: wallClock,
  ends: wallClock,
  timeZone: z.string().refine(isTimeZone, "This zone is not known."),
  place: z.string().trim().max(300, "Shorter, please: 300 letters at most."),
  link: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "A link begins with https://" })]),
  allDay: z.literal("on").optional(),
  repeats: z.enum(["", "weekly", "fortnightly", "monthly", "yearly", "own"]),
  times: z.union([
    z.literal("").transform(() => null),
    z.coerce.number("A whole number, or nothing.").int().min(2, "At least twice.").max(400, "400 at most."),
  ]),
  rule: z.string().trim().max(200).optional(),
  capacity: z.union([
    z.literal("").transform(() => null),
    z.coerce
      .number("A whole number, or nothing.")
      .int("A whole number, or nothing.")
      .min(1, "At least one seat.")
      .max(10_000, "10,000 seats at most."),
  ]),
});

/** An event's words as the form has them; its hours are those of the clock on its wall. @throws FormMistakes */
export function readEvent(form: FormData): EventInput {
  const { starts, ends, allDay, repeats, times, rule, ...words } = insistForm(form, eventForm);
  const isWhole = allDay === "on";
  const startsAt = instantOf("starts", isWhole ? `${starts.slice(0, 10)}T00:00` : starts, words.timeZone);
  const endsAt = isWhole
    ? instantOf("ends", `${dayAfter(ends)}T00:00`, words.timeZone)
    : instantOf("ends", ends, words.timeZone);
  if (endsAt <= startsAt) throw new FormMistakes({ ends: "It ends before it begins." });
  const recurrence = repeats === "own" ? (rule ?? "") : ruleOf(repeats, starts, times);
  if (recurrence !== "" && !isRecurrence(recurrence))
    throw new FormMistakes({ repeats: "This rule cannot be read." });
  return { ...words, startsAt, endsAt, allDay: isWhole, recurrence };
}

/** What can be chosen; anything else that an event brought along is kept as it is ("own"). */
function ruleOf(repeats: string, starts: string, times: number | null): string {
  if (repeats === "") return "";
  const many = times === null ? "" : `;COUNT=${times}`;
  const rules: Record<string, string> = {
    weekly: "FREQ=WEEKLY",
    fortnightly: "FREQ=WEEKLY;INTERVAL=2",
    monthly: `FREQ=MONTHLY;BYDAY=${weekdayOfMonth(starts)}`,
    yearly: "FREQ=YEARLY",
  };
  return `${rules[repeats] ?? ""}${many}`;
}

/** "The first Saturday of each month": `1SA`; the fifth of a kind is the last one. */
function weekdayOfMonth(starts: string): string {
  const day = Number(starts.slice(8, 10));
  const name = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][
    new Date(`${starts.slice(0, 10)}T00:00Z`).getUTCDay()
  ];
  const nth = Math.ceil(day / 7);
  return `${nth > 4 ? -1 : nth}${name ?? "MO"}`;
}

/** How a rule stands in the form. */
export function repeatsOf(recurrence: string): { repeats: string; times: string; rule: string } {
  const times = /;COUNT=(\d+)$/.exec(recurrence)?.[1] ?? "";
  const bare = recurrence.replace(/;COUNT=\d+$/, "");
  const known: Record<string, string> = {
    "": "",
    "FREQ=WEEKLY": "weekly",
    "FREQ=WEEKLY;INTERVAL=2": "fortnightly",
    "FREQ=YEARLY": "yearly",
  };
  const monthly = /^FREQ=MONTHLY;BYDAY=-?[1-4][A-Z]{2}$/.test(bare) ? "monthly" : undefined;
  return { repeats: known[bare] ?? monthly ?? "own", times, rule: recurrence };
}

function dayAfter(local: string): string {
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) throw new FormMistakes({ ends: "There is no such day." });
  return new Date(day.getTime() + 86_400_000).toISOString().slice(0, 10);
}

/** The shape says day and hour; that there is such a day (no 31 February) only the calendar knows. */
function instantOf(field: string, local: string, timeZone: string): Date {
  try {
    return zonedInstant(local, timeZone);
  } catch {
    throw new FormMistakes({ [field]: "There is no such day." });
  }
}
