import { CheckField, Select } from "./field.tsx";
import type { FormMemory } from "./mistakes.tsx";
import { hourOptions, rhythmOptions, weekdayOptions } from "./words.ts";

export interface KeptRhythm {
  digestRhythm: string;
  digestWeekday: number;
  digestHour: number;
  timeZone: string;
  instantPosts: boolean;
}

/** How a member wants their mail: how often, on which day, at which of their own hours. */
export function RhythmFields({
  form,
  kept,
  zones,
}: {
  form: FormMemory;
  kept: KeptRhythm;
  zones: readonly (readonly [string, string])[];
}) {
  return (
    <>
      <DigestRhythmFields form={form} kept={kept} />
      <Select
        label="Zone"
        name="timeZone"
        options={zones}
        defaultValue={form.typed("timeZone", kept.timeZone)}
        error={form.error("timeZone")}
      />
      <CheckField
        label="Each post at once, too"
        name="instantPosts"
        value="yes"
        defaultChecked={kept.instantPosts}
      />
    </>
  );
}

export function DigestRhythmFields({
  form,
  kept,
}: {
  form: FormMemory;
  kept: Pick<KeptRhythm, "digestRhythm" | "digestWeekday" | "digestHour">;
}) {
  return (
    <>
      <Select
        label="Digest"
        name="digestRhythm"
        options={rhythmOptions}
        defaultValue={form.typed("digestRhythm", kept.digestRhythm)}
      />
      <div className="grid grid-cols-2 gap-4">
        <Select
          label="Weekday"
          name="digestWeekday"
          options={weekdayOptions}
          defaultValue={form.typed("digestWeekday", String(kept.digestWeekday))}
        />
        <Select
          label="Hour"
          name="digestHour"
          options={hourOptions}
          defaultValue={form.typed("digestHour", String(kept.digestHour))}
        />
      </div>
    </>
  );
}
