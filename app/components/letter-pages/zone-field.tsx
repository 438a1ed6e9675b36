import { useEffect, useState } from "react";
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
  const [zone, setZone] = useState(chosen);
  const browserZone = useBrowserZone();
  const [touched, setTouched] = useState(!guess);
  useEffect(() => {
    if (!touched && browserZone) setZone(browserZone);
  }, [touched, browserZone]);

  const known = options.some(([name]) => name === zone);
  return (
    <Field label={label} {...(hint && { hint })} {...(error && { error })}>
      {(box) => (
        <select
          {...box}
          name="timeZone"
          value={zone}
          onChange={(event) => {
            setTouched(true);
            setZone(event.target.value);
          }}
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
  return <input type="hidden" name="timeZone" value={useBrowserZone()} />;
}

function useBrowserZone(): string {
  const [zone, setZone] = useState("");
  useEffect(() => setZone(new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return zone;
}
