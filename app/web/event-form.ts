import { z } from "zod";
import { isTimeZone, zonedInstant } from "#app/lib/local-time.ts";
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
  const { starts, ends, ...words } = insistForm(form, eventForm);
  const startsAt = instantOf("starts", starts, words.timeZone);
  const endsAt = instantOf("ends", ends, words.timeZone);
  if (endsAt <= startsAt) throw new FormMistakes({ ends: "It ends before it begins." });
  return { ...words, startsAt, endsAt };
}

/** The shape says day and hour; that there is such a day (no 31 February) only the calendar knows. */
function instantOf(field: string, local: string, timeZone: string): Date {
  try {
    return zonedInstant(local, timeZone);
  } catch {
    throw new FormMistakes({ [field]: "There is no such day." });
  }
}
