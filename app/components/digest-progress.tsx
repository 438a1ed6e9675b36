import { Form, Link } from "@remix-run/react";
import { Button } from "./button.tsx";
import { Chip, type ChipTone } from "./chip.tsx";
import { Confirm } from "./confirm.tsx";
import { deliveryWords } from "./digest-words.ts";
import { useAskAgain } from "./mailroom/use-ask-again.ts";
import { RefusalLine, useMistakes } from "./mistakes.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { count } from "./words.ts";

export type IssuePhase = "holding" | "sending" | "paused" | "sent" | "stopped";

const phaseWords: Record<IssuePhase, { words: string; tone: ChipTone }> = {
  holding: { words: "waits to leave", tone: "accent" },
  sending: { words: "is going out", tone: "accent" },
  paused: { words: "paused", tone: "bad" },
  sent: { words: "sent", tone: "well" },
  stopped: { words: "stopped", tone: "bad" },
};

export function PhaseChip({ phase }: { phase: IssuePhase }) {
  return <Chip tone={phaseWords[phase].tone}>{phaseWords[phase].words}</Chip>;
}

interface Shown {
  phase: IssuePhase;
  letters: Partial<Record<string, number>>;
  holdsUntil: Date | string | null;
  /** Where its forms are sent; the page itself when left out. */
  action?: string;
  mayEdit: boolean;
  mayPublish: boolean;
}

/** An issue on its way: what it does now, how far it is, and how to stop, pause or hurry it. */
export function DigestProgress(shown: Shown) {
  const { phase, letters, mayEdit } = shown;
  const isUnderWay = phase === "holding" || phase === "sending";
  useAskAgain(isUnderWay);
  const form = useMistakes("stop");
  return (
    <section aria-label="How it stands" className="mb-12 border-t-2 border-accent bg-sheet px-5 py-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-lg">
        <PhaseChip phase={phase} />
        <span aria-live="polite">
          <PhaseLine {...shown} />
        </span>
      </p>
      <Bar letters={letters} />
      <RefusalLine words={form.refusal} />
      {mayEdit && phase !== "sent" && phase !== "stopped" ? <Acts {...shown} /> : null}
      {isUnderWay ? (
        <noscript>
          <p className="mt-3 text-sm">
            <Link to="." reloadDocument className="link">
              Look again
            </Link>
          </p>
        </noscript>
      ) : null}
    </section>
  );
}

function PhaseLine({ phase, letters, holdsUntil }: Shown) {
  const waiting = (letters.prepared ?? 0) + (letters.deferred ?? 0) + (letters.leased ?? 0);
  const people = count(waiting, "letter");
  if (phase === "holding")
    return (
      <>
        {people}, leaving {holdsUntil ? <RelativeTime at={holdsUntil} /> : "soon"}. Until then, all of it can
        be stopped.
      </>
    );
  if (phase === "sending") return <>{people} to go, each at its member’s hour.</>;
  if (phase === "paused")
    return <>{people} wait until you let them go on. One that grows too old is not sent.</>;
  if (phase === "stopped") return <>What had not left never leaves. It is news again in the next digest.</>;
  return <>Every letter has left.</>;
}

/** How far it is, as a bar and in words. */
function Bar({ letters }: { letters: Partial<Record<string, number>> }) {
  const parts = fromLeft.flatMap((state) => {
    const number = letters[state] ?? 0;
    return number > 0 ? [{ state, ...deliveryWords[state], number }] : [];
  });
  const total = parts.reduce((sum, { number }) => sum + number, 0);
  if (total === 0) return null;
  return (
    <>
      <div className="mt-4 flex h-2 gap-px overflow-hidden rounded-round bg-shade" aria-hidden="true">
        {parts.map(({ state, tone, number }) => (
          <span key={state} className={fills[tone]} style={{ width: `${(100 * number) / total}%` }} />
        ))}
      </div>
      <p className="mt-2 text-sm text-quiet tabular-nums">
        {parts.map(({ words, number }) => `${number.toLocaleString("en")} ${words}`).join(" · ")}
      </p>
    </>
  );
}

/** The bar grows from the left: what is done, what went wrong, what is still to come. */
const fromLeft = [
  "sent",
  "bounced",
  "suppressed",
  "uncertain",
  "leased",
  "deferred",
  "prepared",
  "cancelled",
] as const;

const fills: Record<ChipTone, string> = {
  well: "bg-well",
  accent: "bg-accent",
  bad: "bg-bad",
  quiet: "bg-line-strong",
};

function Acts({ phase, letters, action, mayPublish }: Shown) {
  const waiting = (letters.prepared ?? 0) + (letters.deferred ?? 0);
  const to = action === undefined ? {} : { action };
  return (
    <div className="mt-4 flex flex-wrap items-start gap-3">
      <Form method="post" {...to} className="flex flex-wrap gap-3" preventScrollReset>
        {phase === "holding" && mayPublish ? (
          <Button name="intent" value="let-go">
            Let it go now
          </Button>
        ) : null}
        {phase === "paused" ? (
          <Button look="primary" name="intent" value="resume">
            Let it go on
          </Button>
        ) : (
          <Button name="intent" value="pause">
            Pause
          </Button>
        )}
        {phase === "holding" ? (
          <Button look="danger" name="intent" value="stop">
            Stop it
          </Button>
        ) : null}
      </Form>
      {phase === "holding" ? null : (
        <Confirm opens="Stop it …" act={`Stop ${count(waiting, "letter")}`} intent="stop" {...to}>
          What has left cannot be called back. What has not, never leaves; it is news again in the next
          digest, and opening and order return to the draft.
        </Confirm>
      )}
    </div>
  );
}
