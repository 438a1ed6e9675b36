import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Chip, type ChipTone } from "./chip.tsx";
import { deliveryWords, letterWords } from "./digest-words.ts";
import { RelativeTime } from "./relative-time.tsx";

export interface TimelineMoment {
  kind: "letter" | "post" | "reaction" | "rsvp" | "mail" | "bounce";
  id: string;
  at: Date;
  what: string;
  state: string | null;
  words: string | null;
  subjectId: string | null;
}

/** Every letter and answer, the latest first: what went to them stands apart from what came from them. */
export function MemberTimeline({ moments }: { moments: readonly TimelineMoment[] }) {
  if (moments.length === 0) return <p className="text-soft">Nothing yet.</p>;
  return (
    <ol className="text-sm">
      {moments.map((moment) => (
        <li
          key={`${moment.kind}-${moment.id}`}
          className="flex items-baseline justify-between gap-4 border-t border-line py-2 first:border-0"
        >
          <div className="min-w-0 wrap-anywhere">{tell[moment.kind](moment)}</div>
          <span className="shrink-0 text-quiet">
            <RelativeTime at={moment.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const names: Partial<Record<string, string>> = letterWords;
const fates: Partial<Record<string, { words: string; tone: ChipTone }>> = deliveryWords;

/** How each kind is told: a new kind without words does not compile. */
const tell: Record<TimelineMoment["kind"], (moment: TimelineMoment) => ReactNode> = {
  letter: ({ what, state, words, subjectId }) => {
    const name = names[what] ?? what;
    const fate = fates[state ?? ""];
    return (
      <span className="text-quiet">
        {subjectId ? <Linked to={`../digests/${subjectId}`}>{name}</Linked> : name}{" "}
        {state === "sent" || !fate ? null : <Chip tone={fate.tone}>{fate.words}</Chip>} {words}
      </span>
    );
  },
  post: ({ what, state, words, subjectId }) => (
    <>
      Wrote {what === "web" ? "on the web" : "by mail"} in{" "}
      <Linked to={`../threads/${subjectId ?? ""}`}>{words}</Linked>{" "}
      {state === "removed" ? <Chip>removed</Chip> : null}
    </>
  ),
  reaction: ({ what, words, subjectId }) => (
    <>
      {what} in <Linked to={`../threads/${subjectId ?? ""}`}>{words}</Linked>
    </>
  ),
  rsvp: ({ what, words, subjectId }) => (
    <>
      Said {what} to <Linked to={`../events/${subjectId ?? ""}`}>{words}</Linked>
    </>
  ),
  mail: ({ what, state, words, subjectId }) => (
    <>
      <Linked to={`../held/${subjectId ?? ""}`}>{words ?? "A mail"}</Linked>
      {state === "accepted" ? `: ${what.replaceAll("-", " ")}` : null}{" "}
      {state === "accepted" ? null : (
        <Chip tone={mailWords[state ?? ""]?.tone ?? "quiet"}>{mailWords[state ?? ""]?.words ?? state}</Chip>
      )}
    </>
  ),
  bounce: ({ what, words }) => (
    <>
      <Chip tone={what === "permanent" ? "bad" : "quiet"}>{what === "delayed" ? "late" : "came back"}</Chip>{" "}
      <span className="text-quiet">{words}</span>
    </>
  ),
};

const mailWords: Partial<Record<string, { words: string; tone: ChipTone }>> = {
  held: { words: "held", tone: "accent" },
  rejected: { words: "not taken", tone: "bad" },
  ignored: { words: "set aside", tone: "quiet" },
  shunted: { words: "could not be read", tone: "bad" },
  received: { words: "being read", tone: "quiet" },
  processing: { words: "being read", tone: "quiet" },
};

function Linked({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="text-ink underline decoration-line-strong underline-offset-4 hover:text-accent"
      dir="auto"
    >
      {children}
    </Link>
  );
}
