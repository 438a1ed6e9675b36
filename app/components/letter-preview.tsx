import { useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { Choices } from "./choices.tsx";
import { classNames } from "./class-names.ts";
import { count } from "./words.ts";

export interface PreviewedLetter {
  subject: string;
  text: string;
  /** Octets of its HTML part. */
  size: number;
}

const views = [
  ["letter", "Letter"],
  ["text", "Text"],
] as const;
const widths = [
  ["desk", "Desktop"],
  ["phone", "Phone"],
] as const;
const lights = [
  ["day", "Day"],
  ["night", "Night"],
  ["inverted", "Inverted"],
] as const;

/** A letter before it leaves, as mail programs will show it; how it is looked at stands in the URL. */
export function LetterPreview({
  letter,
  frame,
  beside,
}: {
  letter: PreviewedLetter;
  /** The path of its HTML. */
  frame: string;
  /** What else can be chosen. */
  beside?: ReactNode;
}) {
  const [search] = useSearchParams();
  const view = search.get("view") ?? "letter";
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          <Choices label="How to see it" name="view" chosen={view} choices={views} />
          {view === "letter" ? (
            <>
              <div className="hidden sm:block">
                <Choices
                  label="How wide"
                  name="width"
                  chosen={search.get("width") ?? "desk"}
                  choices={widths}
                />
              </div>
              <Choices
                label="By day or by night"
                name="light"
                chosen={search.get("light") ?? "day"}
                choices={lights}
              />
            </>
          ) : null}
        </div>
        {beside}
      </div>
      <SizeMeter size={letter.size} />
      <div className="mt-4">
        {view === "text" ? <Plain text={letter.text} /> : <Paper frame={frame} subject={letter.subject} />}
      </div>
    </>
  );
}

/** Longer than this, and Gmail cuts the letter off. */
const CLIP = 102 * 1024;

function SizeMeter({ size }: { size: number }) {
  const fits = size <= CLIP;
  const kilobytes = (octets: number) => String(Math.ceil(octets / 1024));
  return (
    <div className="mt-4 max-w-120">
      <div className="h-1.5 overflow-hidden rounded-round bg-shade" aria-hidden="true">
        <div
          className={classNames("h-full", fits ? "bg-accent" : "bg-bad")}
          style={{ width: `${Math.min(100, (100 * size) / CLIP)}%` }}
        />
      </div>
      <p className={classNames("mt-1 text-sm", fits ? "text-quiet" : "text-bad")}>
        {fits
          ? `${kilobytes(size)} of 102 KB: it is shown whole everywhere.`
          : `${kilobytes(size)} KB: Gmail shows the first 102 and hides the rest, ${count(Math.ceil((size - CLIP) / 1024), "kilobyte")}. Leave something out.`}
      </p>
    </div>
  );
}

/** The letter alone, where nothing in it can run. */
function Paper({ frame, subject }: { frame: string; subject: string }) {
  const [search] = useSearchParams();
  const light = search.get("light") ?? "day";
  return (
    <iframe
      key={frame + light}
      title={`The letter: ${subject}`}
      src={`${frame}${frame.includes("?") ? "&" : "?"}light=${light}`}
      sandbox="allow-popups"
      className={classNames(
        "block h-240 w-full rounded-small border border-line-strong",
        light === "day" ? "bg-[#faf7f0]" : "bg-[#1e1b17]",
        search.get("width") === "phone" && "mx-auto max-w-97.5",
      )}
    />
  );
}

function Plain({ text }: { text: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label="The letter as plain text"
      dir="auto"
      className="max-h-240 overflow-auto rounded-small border border-line bg-sheet p-4 font-source text-[0.8125rem] leading-5 whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}
