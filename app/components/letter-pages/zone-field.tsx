import { useState, useSyncExternalStore } from "react";
import { Field } from "../field.tsx";

/** As app/web/zones.ts makes them: on the server, for browsers know slightly other names. */
export type ZoneOptions = readonly (readonly [zone: string, words: string])[];

interface ZoneFieldProps {
  label: string;
  hint?: string;
  options: ZoneOptions;
  /** What stands in the select when nobody has chosen: the browser's own zone takes its place when `guess` is set. */
  chosen: string;
  guess?: boolean;
  error?: string | undefined;
}

export function ZoneField({ label, hint, options, chosen, guess = false, error }: ZoneFieldProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const browserZone = useBrowserZone();
  const zone = picked ?? (guess && browserZone ? browserZone : chosen);
  const known = options.some(([name]) => name === zone);
  return (
    <Field label={label} {...(hint && { hint })} {...(error && { error })}>
      {(box) => (
        <select
          {...box}
          name="timeZone"
          value={zone}
          onChange={(event) => setPicked(event.target.value)}
          className="box"
        >
          {known ? null : <option value={zone}>{zone}</option>}
          {options.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Tells the zone in silence; without JavaScript it is empty, and the community's own counts. */
export function GuessedZone() {
  return <input type="hidden" name="timeZone" value={useBrowserZone()} readOnly />;
}

/** Empty on the server, and until the page lives. */
function useBrowserZone(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "",
  );
}
