import { CheckField, Select, TextArea, TextField } from "./field.tsx";
import type { FormMemory } from "./mistakes.tsx";

export interface EventWords {
  title: string;
  story: string;
  /** `2026-12-05T15:00`, as the clock on its wall shows it. */
  starts: string;
  ends: string;
  timeZone: string;
  place: string;
  link: string;
  capacity: string;
  allDay: boolean;
  repeats: string;
  times: string;
  /** An RRULE that the form cannot tell in words; it is kept. */
  rule: string;
}

const repeating: readonly (readonly [string, string])[] = [
  ["", "Once"],
  ["weekly", "Every week"],
  ["fortnightly", "Every other week"],
  ["monthly", "Every month, on this weekday"],
  ["yearly", "Every year"],
];

export function EventFields({
  form,
  kept,
  zones,
}: {
  form: FormMemory;
  kept: EventWords;
  zones: readonly (readonly [string, string])[];
}) {
  const field = (name: Exclude<keyof EventWords, "allDay">) => ({
    name,
    defaultValue: form.typed(name, kept[name]),
    error: form.error(name),
  });
  return (
    <div className="@container space-y-6">
      <TextField label="Title" required maxLength={160} {...field("title")} />
      <div className="grid gap-6 @min-[30rem]:grid-cols-2">
        <TextField label="Begins" type="datetime-local" required {...field("starts")} />
        <TextField label="Ends" type="datetime-local" required {...field("ends")} />
      </div>
      <CheckField
        label="All day"
        hint="Then only the days count, not the hours."
        name="allDay"
        defaultChecked={form.any ? form.typed("allDay") === "on" : kept.allDay}
      />
      <div className="grid gap-6 @min-[30rem]:grid-cols-2">
        <Select
          label="Repeats"
          options={kept.repeats === "own" ? [...repeating, ["own", "By its own rule"]] : repeating}
          {...field("repeats")}
        />
        <TextField
          label="How many times"
          type="number"
          min={2}
          max={400}
          inputMode="numeric"
          placeholder="Without an end"
          {...field("times")}
        />
      </div>
      <input type="hidden" name="rule" value={kept.rule} />
      <Select
        label="Zone"
        hint="Of the place where it happens. Everyone is told in their own as well."
        options={zones}
        {...field("timeZone")}
      />
      <div className="grid gap-6 @min-[30rem]:grid-cols-2">
        <TextField label="Place" maxLength={300} autoComplete="off" {...field("place")} />
        <TextField label="Link" type="url" placeholder="https://" {...field("link")} />
      </div>
      <TextField
        label="Seats"
        hint="Guests count too. Empty: as many as come."
        type="number"
        min={1}
        inputMode="numeric"
        {...field("capacity")}
      />
      <TextArea label="What it is about" rows={6} letter maxLength={10_000} {...field("story")} />
    </div>
  );
}
