import { CheckField, Select } from "./field.tsx";
import type { FormMemory } from "./mistakes.tsx";
import { hourOptions } from "./words.ts";

export interface KeptWishes {
  quietHours: boolean;
  quietFrom: number;
  quietUntil: number;
  followsOwn: boolean;
  eventReminders: boolean;
}

/** When nothing rings, and what is worth a letter of its own. */
export function QuietFields({
  form,
  kept,
  theirs = false,
}: {
  form: FormMemory;
  kept: KeptWishes;
  /** Somebody else’s, which an owner looks after. */
  theirs?: boolean;
}) {
  return (
    <>
      <CheckField
        label="Quiet at night"
        hint="Posts that come at once wait for the end of it."
        name="quietHours"
        value="yes"
        defaultChecked={kept.quietHours}
      />
      <div className="grid grid-cols-2 gap-4">
        <Select
          label="From"
          name="quietFrom"
          options={hourOptions}
          defaultValue={form.typed("quietFrom", String(kept.quietFrom))}
          error={form.error("quietFrom")}
        />
        <Select
          label="Until"
          name="quietUntil"
          options={hourOptions}
          defaultValue={form.typed("quietUntil", String(kept.quietUntil))}
          error={form.error("quietUntil")}
        />
      </div>
      <CheckField
        label={theirs ? "Follow the threads they write in" : "Follow the threads I write in"}
        hint="Each answer comes at once."
        name="followsOwn"
        value="yes"
        defaultChecked={kept.followsOwn}
      />
      <CheckField
        label={theirs ? "Remind them of events they come to" : "Remind me of events I come to"}
        hint="On the evening before, and an hour before."
        name="eventReminders"
        value="yes"
        defaultChecked={kept.eventReminders}
      />
    </>
  );
}
