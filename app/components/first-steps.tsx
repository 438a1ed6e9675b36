import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { RefusalLine, useMistakes } from "./mistakes.tsx";

type StepName = "look" | "yourself" | "mail" | "invite" | "opening" | "preview";

interface FirstStepsProps {
  steps: readonly { name: StepName; done: boolean }[];
  done: number;
  mail: { sent: boolean; arrived: boolean };
  /** Where members write to. */
  address: string;
  /** The owner's own page as a member. */
  ownPage: string;
  /** Letters stay in the house, and are read in the mailroom. */
  mailroom: boolean;
}

interface Step {
  title: string;
  words: string;
  to: string;
  act: string;
}

/** From the first hour to a first letter: what is done ticks itself off, since the house can see it. */
export function FirstSteps({ steps, done, ...about }: FirstStepsProps) {
  const next = steps.find((step) => !step.done)?.name;
  return (
    <section className="min-w-0 pb-10" aria-labelledby="first-steps">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="first-steps" className="text-lg">
          First steps
        </h2>
        <p className="text-sm text-quiet">
          {done} of {steps.length} done
        </p>
      </div>
      <ol className="mt-4">
        {steps.map(({ name, done: isDone }, index) => (
          <StepRow
            key={name}
            number={index + 1}
            step={stepWords(about)[name]}
            isDone={isDone}
            isNext={name === next}
          >
            {name === "mail" && !isDone ? <MailCheck {...about} /> : null}
          </StepRow>
        ))}
      </ol>
      <Form method="post" action="?index" className="mt-3">
        <Button look="quiet" small name="intent" value="dismiss-steps">
          Put these away
        </Button>
      </Form>
    </section>
  );
}

function stepWords({
  ownPage,
  address,
  mailroom,
}: Pick<FirstStepsProps, "ownPage" | "address" | "mailroom">) {
  return {
    look: {
      title: "Name, address and look",
      words: "A line about what you share, a colour, a logo if you have one.",
      to: "settings",
      act: "Say who you are",
    },
    yourself: {
      title: "Yourself",
      words: "What you make, and a picture: newcomers look at the owner first.",
      to: ownPage,
      act: "Fill in your page",
    },
    mail: {
      title: "Mail, there and back",
      words: mailroom
        ? `Letters stay in this house and are read in the mailroom. Have one sent to you, and answer it there.`
        : `Have a letter sent to you, and answer it from your mail program. It comes back to ${address}.`,
      to: "settings/mail",
      act: "How mail goes here",
    },
    invite: {
      title: "Invite the first people",
      words: "Two or three whom you know well, or a list.",
      to: "invitations",
      act: "Invite someone",
    },
    opening: {
      title: "Your first letter",
      words: "A few lines that open the next digest: why this circle is there.",
      to: "digests",
      act: "Write it",
    },
    preview: {
      title: "See it as they will",
      words: "Have a proof of the digest mailed to you. Nothing goes to anybody else.",
      to: "digests",
      act: "Ask for a proof",
    },
  } as const satisfies Record<StepName, Step>;
}

function StepRow({
  number,
  step,
  isDone,
  isNext,
  children,
}: {
  number: number;
  step: Step;
  isDone: boolean;
  isNext: boolean;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 border-t border-line py-3 first:border-0">
      <span
        aria-hidden="true"
        className={classNames(
          "mt-0.5 grid size-7 place-items-center rounded-round border text-sm",
          isDone ? "border-transparent bg-well-tint text-well" : "border-line-strong text-quiet",
          isNext && "border-accent text-accent",
        )}
      >
        {isDone ? "✓" : number}
      </span>
      <div className="min-w-0">
        <h3 className={classNames("font-plain text-base font-semibold", isDone && "text-quiet")}>
          {step.title}
          {isDone ? <span className="sr-only">: done</span> : null}
        </h3>
        {isDone ? null : (
          <>
            <p className="text-soft">{step.words}</p>
            <p className="mt-1">
              <Link to={step.to} className="link">
                {step.act}
              </Link>
            </p>
          </>
        )}
        {children}
      </div>
    </li>
  );
}

/** Ticked when a letter was taken and an answer came: nobody has to believe a setting. */
function MailCheck({ mail, mailroom }: Pick<FirstStepsProps, "mail" | "mailroom">) {
  const form = useMistakes("welcome-me");
  return (
    <div className="mt-3">
      <RefusalLine words={form.refusal} />
      <ul className="text-sm text-soft">
        <li>{mail.sent ? "✓ A letter went out to you." : "· No letter has gone out to you yet."}</li>
        <li>{mail.arrived ? "✓ Your answer came in." : "· No answer of yours has come in yet."}</li>
      </ul>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Form method="post" action="?index">
          <Button small name="intent" value="welcome-me">
            Send me the welcome letter
          </Button>
        </Form>
        {mailroom && mail.sent ? (
          <Link to="/mailroom" className="link">
            Answer it in the mailroom
          </Link>
        ) : null}
      </div>
    </div>
  );
}
