import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { CheckField, Select } from "../field.tsx";
import { RefusalLine, useMistakes } from "../mistakes.tsx";
import { RelativeTime } from "../relative-time.tsx";
import { hourOptions, rhythmOptions, weekdayOptions } from "../words.ts";
import { ZoneField, type ZoneOptions } from "./zone-field.tsx";

interface Rhythm {
  digestRhythm: string;
  digestWeekday: number;
  digestHour: number;
  timeZone: string;
  instantPosts: boolean;
  locale: string;
  nextDigestAt: Date | null;
}

const languages = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
] as const;

/** When the digest comes, by whose clock, and whether posts come at once beside it. */
export function RhythmForm({
  rhythm,
  zones,
  paused,
}: {
  rhythm: Rhythm;
  zones: ZoneOptions;
  paused: boolean;
}) {
  const form = useMistakes("rhythm");
  return (
    <Form method="post" className="space-y-6">
      <RefusalLine words={form.refusal} />
      <div className="grid gap-4 sm:grid-cols-3">
        <Select
          label="How often"
          name="digestRhythm"
          options={rhythmOptions}
          defaultValue={form.typed("digestRhythm", rhythm.digestRhythm)}
          error={form.error("digestRhythm")}
        />
        <Select
          label="On"
          name="digestWeekday"
          options={weekdayOptions}
          defaultValue={form.typed("digestWeekday", String(rhythm.digestWeekday))}
          error={form.error("digestWeekday")}
        />
        <Select
          label="At"
          name="digestHour"
          options={hourOptions}
          defaultValue={form.typed("digestHour", String(rhythm.digestHour))}
          error={form.error("digestHour")}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <ZoneField
          label="By the clock of"
          options={zones}
          chosen={form.typed("timeZone", rhythm.timeZone)}
          error={form.error("timeZone")}
        />
        <Select
          label="Language"
          name="locale"
          options={languages}
          defaultValue={form.typed("locale", rhythm.locale)}
          error={form.error("locale")}
        />
      </div>
      <CheckField
        label="Each post at once, too"
        hint="A letter of its own for every post, beside the digest."
        name="instantPosts"
        defaultChecked={rhythm.instantPosts}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button look="primary" name="intent" value="rhythm" wide>
          Keep this rhythm
        </Button>
        <p className="text-sm text-quiet">{nextWords(rhythm, paused)}</p>
      </div>
    </Form>
  );
}

function nextWords({ nextDigestAt }: Rhythm, paused: boolean) {
  if (paused) return "Nothing comes at the moment: you paused your letters.";
  if (!nextDigestAt) return "No digest comes by itself.";
  return (
    <>
      The next one, if there is news: <RelativeTime at={nextDigestAt} />
    </>
  );
}
