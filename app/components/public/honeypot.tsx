import { useWords } from "./use-words.ts";

/** A field that no person sees: what is written there, a machine wrote. */
export function Honeypot() {
  return (
    <div className="sr-only" aria-hidden="true">
      <label>
        {useWords().letter.leaveEmpty}
        <input type="text" name="website" tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}
