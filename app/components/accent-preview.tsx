import { useState } from "react";
import { accentAdvice, accentTints, contrast } from "./accent.ts";
import { Field } from "./field.tsx";

/** One colour; what it becomes in a letter, by day and by night, is shown while one chooses. */
export function AccentPreview({
  kept,
  name,
  error,
}: {
  kept: string;
  /** The community's, at the head of the letters shown. */
  name: string;
  error: string | undefined;
}) {
  const [chosen, setChosen] = useState(kept);
  return (
    <Field label="Colour" hint="The one coloured thread of pages and letters." {...(error && { error })}>
      {(box) => (
        <div className="flex flex-wrap items-start gap-4">
          <input
            {...box}
            type="color"
            name="accent"
            defaultValue={kept}
            onChange={(event) => setChosen(event.currentTarget.value)}
            className="h-11 w-16 cursor-pointer rounded-base border border-line-strong bg-sheet p-1"
          />
          <SmallLetter colour={chosen} daytime="day" name={name} />
          <SmallLetter colour={chosen} daytime="night" name={name} />
          <p className="w-full text-sm text-quiet" aria-live="polite">
            {adviceWords(chosen)}
          </p>
        </div>
      )}
    </Field>
  );
}

const papers = {
  day: { words: "By day", ground: "#fffdf8", ink: "#2b2622", line: "#e5ddd0" },
  night: { words: "By night", ground: "#26221d", ink: "#ece4d8", line: "#3d372f" },
} as const;

function SmallLetter({ colour, daytime, name }: { colour: string; daytime: "day" | "night"; name: string }) {
  const { ink: accent, fill, onFill, tint } = accentTints(colour, daytime);
  const { words, ground, ink, line } = papers[daytime];
  return (
    <figure className="w-44">
      <div
        className="rounded-small border p-3 text-sm leading-5"
        style={{ background: ground, color: ink, borderColor: line, borderTop: `3px solid ${accent}` }}
      >
        <p className="truncate font-letter" style={{ color: accent }} dir="auto">
          {name}
        </p>
        <p className="mt-1">
          What we made, and <span style={{ color: accent, textDecoration: "underline" }}>a link</span>
        </p>
        <p className="mt-2 flex items-center gap-2">
          <span
            className="rounded-small px-2 py-0.5 font-semibold"
            style={{ background: fill, color: onFill }}
          >
            Answer
          </span>
          <span
            className="rounded-small px-1.5 text-xs font-semibold"
            style={{ background: tint, color: accent }}
          >
            new
          </span>
        </p>
      </div>
      <figcaption className="mt-1 text-xs text-quiet">{words}</figcaption>
    </figure>
  );
}

function adviceWords(colour: string): string {
  const { kept, shownAs, contrast: ratio } = accentAdvice(colour);
  const told = `Contrast on paper: ${ratio.toFixed(1)} to 1.`;
  if (contrast(colour, "#ffffff") < 4.5)
    return `${told} Too pale for words on a button: choose a darker one.`;
  return kept
    ? `${told} Words read well in it.`
    : `${told} Words are shown in ${shownAs}, a little darker, so that they read well.`;
}
