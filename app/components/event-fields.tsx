import { Select, TextArea, TextField } from "./field.tsx";
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
}

export function EventFields({
  form,
  kept,
  zones,
}: {
  form: FormMemory;
  kept: EventWords;
  zones: readonly (readonly [string, string])[];
}) {
  const field = (name: keyof EventWords) => ({
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
