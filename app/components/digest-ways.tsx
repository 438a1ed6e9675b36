import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Confirm } from "./confirm.tsx";
import { CheckField, TextField } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { RefusalLine, useMistakes } from "./mistakes.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { dateFormat } from "./date-format.ts";
import { useReader } from "./reader.tsx";
import { count } from "./words.ts";

type Instant = Date | string;

/** As app/models/digest/standing.ts tells it. */
export interface Standing {
  waits: "held" | "scheduled" | "needs-ok" | null;
  at: Instant | null;
  scheduledLocal: string | null;
  heldFor: "by_owner" | "missed_hour" | null;
  approvedAt: Instant | null;
  newsUntil: Instant | null;
  skippedAt: Instant | null;
  proofAt: Instant | null;
  readers: number;
  hadOneToday: number;
}

export interface Rules {
  holdMinutes: number;
  proofRequired: boolean;
}

/** In a sentence: when the digest to come goes out, and what it waits for. */
export function StandingLine({ standing, hasNews }: { standing: Standing; hasNews: boolean }) {
  const { waits, at, heldFor } = standing;
  if (waits === "held" && heldFor === "missed_hour")
    return <>Held: its hour passed while nothing ran here. Choose another one, or release it.</>;
  if (waits === "held") return <>Held: it does not go out before you release it.</>;
  if (waits === "needs-ok") return <NeedsOk standing={standing} />;
  if (waits === "scheduled") return <Scheduled standing={standing} />;
  if (!hasNews) return <>There is nothing new yet. Without news, no letter goes out.</>;
  if (!at) return <>Nobody has an hour for it: it goes out when you send it.</>;
  return (
    <>
      Goes out by itself <RelativeTime at={at} />, to each member at their own hour.
    </>
  );
}

function NeedsOk({ standing: { at, proofAt } }: { standing: Standing }) {
  return (
    <>
      Waits for an ok
      {at ? (
        <>
          ; its first hour: <RelativeTime at={at} />
        </>
      ) : null}
      .{" "}
      {proofAt ? (
        <>
          A proof was mailed <RelativeTime at={proofAt} />.
        </>
      ) : (
        "A proof is mailed to the owners half a day before its hour."
      )}
    </>
  );
}

function Scheduled({ standing: { at, scheduledLocal } }: { standing: Standing }) {
  const { locale } = useReader();
  if (!at) return null;
  if (scheduledLocal === null)
    return (
      <>
        Goes to everybody at once: <RelativeTime at={at} />.
      </>
    );
  return (
    <>
      Goes to everybody on {localWords(scheduledLocal, locale)}, by each member’s own clock. The first get it{" "}
      <RelativeTime at={at} />.
    </>
  );
}

/** "Friday, 27 November at 07:00": a wall clock, wherever it hangs. */
export function localWords(local: string, locale: string): string {
  const day = dateFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return `${day.format(new Date(`${local}:00Z`))} at ${local.slice(11)}`;
}

/** What an owner can do with the draft beside arranging it. Each is a form of its own, and works without JavaScript. */
export function DigestWays({
  standing,
  rules,
  examples,
  zone,
  hasNews,
  mayPublish,
}: {
  standing: Standing;
  rules: Rules;
  examples: readonly { name: string; local: string }[];
  zone: string;
  hasNews: boolean;
  mayPublish: boolean;
}) {
  return (
    <div className="space-y-8">
      {hasNews ? <SeeItFirst standing={standing} /> : null}
      {hasNews && mayPublish ? <SendNow standing={standing} rules={rules} /> : null}
      <Later standing={standing} examples={examples} zone={zone} hasNews={hasNews} />
      {mayPublish ? <HowTheyLeave rules={rules} /> : null}
    </div>
  );
}

function Way({ title, line, children }: { title: string; line: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h3 className="font-plain text-base font-semibold">{title}</h3>
      <p className="text-sm text-quiet">{line}</p>
      <div className="mt-3">{children}</div>
    </div>
  );
}

const PROOF_FORM = "proof-form";

function SeeItFirst({ standing: { approvedAt, newsUntil } }: { standing: Standing }) {
  const form = useMistakes("proof");
  return (
    <Way
      title="See it in your inbox first"
      line="A proof lists what is in it and comes with the letter itself; answer it with “ok”, and exactly that goes out. A test is the letter alone."
    >
      <RefusalLine words={form.refusal} />
      {approvedAt ? (
        <p className="mb-3 border-l-2 border-well pl-4 text-soft">
          It has an ok, given <RelativeTime at={approvedAt} />.{" "}
          {newsUntil ? (
            <>
              It tells what was new <RelativeTime at={newsUntil} />; what came since waits for the next
              one.{" "}
            </>
          ) : null}
          <button type="submit" form={PROOF_FORM} name="intent" value="withdraw-ok" className="link">
            Take the ok back
          </button>
        </p>
      ) : null}
      <Form id={PROOF_FORM} method="post" preventScrollReset className="flex flex-wrap gap-3">
        <Button name="intent" value="proof">
          Mail me a proof
        </Button>
        <Button name="intent" value="test">
          Mail me a test
        </Button>
      </Form>
    </Way>
  );
}

function SendNow({ standing: { waits, readers, hadOneToday }, rules }: { standing: Standing; rules: Rules }) {
  const form = useMistakes("publish");
  const people = count(readers, "person", "people");
  return (
    <Way
      title="Send it now"
      line={
        rules.holdMinutes === 0
          ? "It leaves at once, instead of at everyone’s own hour."
          : `It leaves in ${count(rules.holdMinutes, "minute")}, instead of at everyone’s own hour; until then you can stop it.`
      }
    >
      <RefusalLine words={form.refusal} />
      <Confirm
        opens={`Send to ${people} now …`}
        act={`Send to ${people} now`}
        intent="publish"
        // Of a held one the first act is to release it.
        look={waits === "held" ? "plain" : "primary"}
      >
        Who has seen everything already gets nothing.
        {hadOneToday > 0 ? (
          <div className="mt-3">
            <CheckField
              label={`Also to ${count(hadOneToday, "person who has", "people who have")} had one today`}
              hint="Else they get it with their next one: nobody has two digests on one day."
              name="evenToday"
              value="yes"
            />
          </div>
        ) : null}
      </Confirm>
    </Way>
  );
}

const exampleWords: Record<string, string> = {
  tomorrow: "Tomorrow at 7 in the morning",
  friday: "Friday at 7 in the morning",
  sunday: "Sunday at 6 in the evening",
};

function Later({
  standing: { waits, skippedAt, scheduledLocal, at },
  examples,
  zone,
  hasNews,
}: {
  standing: Standing;
  examples: readonly { name: string; local: string }[];
  zone: string;
  hasNews: boolean;
}) {
  const form = useMistakes("schedule");
  const isScheduled = scheduledLocal !== null || waits === "scheduled";
  return (
    <Way
      title={hasNews ? "Or at another time" : "When there is news"}
      line="A scheduled digest goes to everybody then, and to nobody before. A held one waits until you release it. Skipping lets everybody’s next round out; what is new comes with the one after."
    >
      <RefusalLine words={form.refusal} />
      <div className="flex flex-wrap items-start gap-3">
        <Form method="post" preventScrollReset className="flex flex-wrap gap-3">
          {isScheduled ? (
            <Button name="intent" value="unschedule">
              Take the schedule back
            </Button>
          ) : null}
          {waits === "held" ? (
            <Button look="primary" name="intent" value="release">
              Release it
            </Button>
          ) : (
            <Button name="intent" value="hold">
              Hold it
            </Button>
          )}
          {skippedAt ? (
            <Button name="intent" value="unskip">
              Do not skip after all
            </Button>
          ) : at !== null && !isScheduled ? (
            <Button name="intent" value="skip">
              Skip the next round
            </Button>
          ) : null}
        </Form>
      </div>
      <div className="mt-3">
        <Fold line={isScheduled ? "Schedule it anew" : "Schedule it"} open={form.refusal !== null}>
          <Form method="post" className="border-l-2 border-line-strong pb-5 pl-4">
            <input type="hidden" name="intent" value="schedule" />
            <input type="hidden" name="clock" value="own" />
            <div className="flex flex-wrap gap-2">
              {examples.map(({ name, local }) => (
                <Button key={name} small name="local" value={local}>
                  {exampleWords[name] ?? local}
                </Button>
              ))}
            </div>
            <p className="mt-1 text-sm text-quiet">By each member’s own clock.</p>
          </Form>
          <Form method="post" className="max-w-120 space-y-4 border-l-2 border-line-strong pl-4">
            <TextField
              label="Or a day and an hour of your own"
              name="local"
              type="datetime-local"
              defaultValue={form.typed("local", scheduledLocal ?? "")}
              error={form.error("local")}
            />
            <fieldset className="space-y-2">
              <legend className="text-sm font-semibold">By whose clock</legend>
              <label className="flex items-start gap-3">
                <input
                  type="radio"
                  name="clock"
                  value="own"
                  defaultChecked
                  className="mt-1.5 size-5 accent-(--color-fill)"
                />
                <span>Each member’s own: it is seven in the morning for everybody</span>
              </label>
              <label className="flex items-start gap-3">
                <input
                  type="radio"
                  name="clock"
                  value="ours"
                  className="mt-1.5 size-5 accent-(--color-fill)"
                />
                <span>The community’s ({zone}): it comes to all at the same moment</span>
              </label>
            </fieldset>
            <Button name="intent" value="schedule">
              Schedule it
            </Button>
          </Form>
        </Fold>
      </div>
    </Way>
  );
}

function HowTheyLeave({ rules }: { rules: Rules }) {
  const form = useMistakes("rules");
  return (
    <Way
      title="How every digest leaves"
      line={`${rules.holdMinutes === 0 ? "Nothing is held back" : `Each waits ${count(rules.holdMinutes, "minute")}`} before it leaves. ${rules.proofRequired ? "None leaves without an ok." : "None needs an ok."}`}
    >
      <Fold line="Change it" open={form.refusal !== null || form.error("holdMinutes") !== undefined}>
        <RefusalLine words={form.refusal} />
        <Form method="post" className="max-w-120 space-y-4 border-l-2 border-line-strong pl-4">
          <TextField
            label="Hold window, in minutes"
            hint="So long an issued digest can still be stopped before anybody has it. 0 to 120."
            name="holdMinutes"
            type="number"
            min={0}
            max={120}
            inputMode="numeric"
            defaultValue={form.typed("holdMinutes", String(rules.holdMinutes))}
            error={form.error("holdMinutes")}
          />
          <CheckField
            label="Every digest needs an ok"
            hint="Half a day before its hour, owners get a proof. Without an ok to it, the digest waits; there is one reminder."
            name="proofRequired"
            value="yes"
            defaultChecked={rules.proofRequired}
          />
          <Button name="intent" value="rules">
            Save
          </Button>
        </Form>
      </Fold>
    </Way>
  );
}
