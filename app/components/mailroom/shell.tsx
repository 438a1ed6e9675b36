import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { ButtonLink } from "../button.tsx";
import { classNames } from "../class-names.ts";

interface MailroomShellProps {
  /** How far one has come: on a phone, only this column is shown. */
  depth: "people" | "letters" | "letter";
  people: ReactNode;
  letters: ReactNode;
  children: ReactNode;
}

/** A calm mail program: three columns side by side, or one at a time. */
export function MailroomShell({ depth, people, letters, children }: MailroomShellProps) {
  // An open letter is the page's heading itself.
  const Title = depth === "letter" ? "p" : "h1";
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
        <div className="flex items-baseline gap-x-4">
          <Title className="text-lg">
            <Link to="/mailroom" className="font-letter">
              The mailroom
            </Link>
          </Title>
          <span className="hidden text-sm text-quiet sm:inline">
            Everybody&rsquo;s letters, for trying things out. Nothing leaves this machine.
          </span>
        </div>
        <ButtonLink to="/mailroom/new" small>
          Write a letter
        </ButtonLink>
      </header>
      <main id="content" className="grid min-h-0 flex-1 lg:grid-cols-[15rem_20rem_minmax(0,1fr)]">
        <Column shown={depth === "people"} label="People">
          {people}
        </Column>
        <Column shown={depth === "letters"} label="Letters">
          {letters}
        </Column>
        <div
          className={classNames(
            "min-h-0 min-w-0 overflow-y-auto px-5 py-6 sm:px-8",
            depth === "letter" ? "block" : "hidden lg:block",
          )}
        >
          {children}
        </div>
      </main>
    </div>
  );
}

function Column({ shown, label, children }: { shown: boolean; label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className={classNames(
        "min-h-0 overflow-y-auto border-line lg:block lg:border-r",
        shown ? "block" : "hidden",
      )}
    >
      {children}
    </nav>
  );
}
