import { useSearchParams } from "@remix-run/react";
import { Choices } from "../choices.tsx";
import { classNames } from "../class-names.ts";
import { RelativeTime } from "../relative-time.tsx";

interface ShownLetter {
  id: string;
  subject: string;
  from: { name: string; address: string };
  recipient: string;
  receivedAt: Date;
  hasHtml: boolean;
  text: string;
  source: string;
}

/** A letter as its receiver sees it; how it is looked at stands in the URL. */
export function LetterView({ letter }: { letter: ShownLetter }) {
  const [search] = useSearchParams();
  const view = search.get("view") ?? (letter.hasHtml ? "letter" : "text");
  return (
    <article>
      <h1 className="text-xl" dir="auto">
        {letter.subject}
      </h1>
      <p className="mt-1 text-sm text-quiet">
        <span className="text-base text-ink" dir="auto">
          {letter.from.name || letter.from.address}
        </span>{" "}
        <span className="break-all">&lt;{letter.from.address}&gt;</span> to{" "}
        <span className="break-all">{letter.recipient}</span>, <RelativeTime at={letter.receivedAt} />
      </p>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Choices
          label="How to see it"
          name="view"
          chosen={view}
          choices={letter.hasHtml ? allViews : textViews}
        />
        {view === "letter" ? (
          <div className="flex flex-wrap gap-x-6 gap-y-2">
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
          </div>
        ) : null}
      </div>
      <div className="mt-3">
        {view === "letter" ? (
          <Paper letter={letter} />
        ) : (
          <Plain text={view === "text" ? letter.text : letter.source} source={view === "source"} />
        )}
      </div>
    </article>
  );
}

const allViews = [
  ["letter", "Letter"],
  ["text", "Text"],
  ["source", "Source"],
] as const;
const textViews = allViews.slice(1);
const widths = [
  ["desk", "Desktop"],
  ["phone", "Phone"],
] as const;
const lights = [
  ["day", "Day"],
  ["night", "Night"],
] as const;

/** No script, no form, no cookie of ours inside: only links come out of it. */
function Paper({ letter }: { letter: ShownLetter }) {
  const [search] = useSearchParams();
  const night = search.get("light") === "night";
  return (
    <iframe
      key={String(night)}
      title={`The letter: ${letter.subject}`}
      src={`/mailroom/${letter.id}/html${night ? "?light=night" : ""}`}
      sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
      className={classNames(
        "block h-[70dvh] min-h-100 w-full resize-y rounded-small border border-line",
        night ? "bg-[#1e1b17]" : "bg-[#faf7f0]",
        search.get("width") === "phone" && "mx-auto max-w-94",
      )}
    />
  );
}

function Plain({ text, source }: { text: string; source: boolean }) {
  return (
    <pre
      tabIndex={0}
      aria-label={source ? "The letter’s source" : "The letter’s text part"}
      dir={source ? "ltr" : "auto"}
      className={classNames(
        "max-h-[70dvh] overflow-auto rounded-small border border-line bg-sheet p-4 font-source text-sm",
        source ? "whitespace-pre" : "whitespace-pre-wrap",
      )}
    >
      {text}
    </pre>
  );
}
