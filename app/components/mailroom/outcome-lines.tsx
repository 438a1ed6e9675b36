import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

interface Outcome {
  id: string;
  status: "received" | "processing" | "accepted" | "held" | "rejected" | "ignored" | "shunted";
  why: string | null;
  community: { slug: string; name: string } | null;
  results: readonly Result[];
}

interface Result {
  kind: string;
  thread: { id: string; subject: string } | null;
  word: string | null;
}

/** What came of a letter, a line for each thing, with the way into the console. */
export function OutcomeLines({ outcome }: { outcome: Outcome }) {
  const { status, community, results, why } = outcome;
  if (status === "received" || status === "processing")
    return <Line>It came through the door and is kept. Somebody reads it now.</Line>;
  if (status === "held") {
    return (
      <Line>
        Held: {why ?? "Somebody has to look at it."}{" "}
        {community ? (
          <ConsoleLink path={`/console/${community.slug}/held/${outcome.id}`}>
            Decide in the console
          </ConsoleLink>
        ) : null}
      </Line>
    );
  }
  if (status === "rejected")
    return <Line>Not taken: {why} If a person wrote it, a letter goes back to them with their words.</Line>;
  if (status === "ignored") return <Line>Nothing to do: {why}</Line>;
  if (status === "shunted")
    return <Line>Reading it failed. It is kept, and can be read again from the console.</Line>;

  return (
    <ul>
      {results.map((result, index) => (
        <li key={index}>
          <ResultLine result={result} slug={community?.slug ?? ""} />
        </li>
      ))}
      {results.length === 0 ? <li>It was read, and there was nothing to file.</li> : null}
    </ul>
  );
}

const told: Record<string, (result: Result) => ReactNode> = {
  thread: () => "A new thread begins: ",
  post: () => "Filed as a post in ",
  reaction: ({ word }) => `Became a reaction ${word ?? ""} in `,
  question: () => "Some words could not be placed with certainty: a letter asks which one was meant.",
  command: ({ word }) => `Read as a word to Roundletter: “${word ?? ""}”. A letter says what was done.`,
  rsvp: ({ word }) => `Read as an answer to an event: ${word ?? ""}.`,
  bounce: () => "Read as a delivery failure, and noted for its address.",
  complaint: () => "Read as a complaint, and noted for its address.",
  dropped: () => "The question is closed; its words go nowhere.",
  released: () => "Somebody in the console released it.",
  inquiry: () => "It was passed on to the other side of the talk, without the address.",
  "follow-request": () => "Somebody wants to follow: a letter asks whether the address is theirs.",
};

function ResultLine({ result, slug }: { result: Result; slug: string }) {
  const words = told[result.kind]?.(result) ?? `It became: ${result.kind}`;
  return (
    <Line>
      {words}
      {result.thread ? (
        <ConsoleLink path={`/console/${slug}/threads/${result.thread.id}`}>
          {result.thread.subject}
        </ConsoleLink>
      ) : null}
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <p className="border-t border-line py-3 font-letter text-lg">{children}</p>;
}

function ConsoleLink({ path, children }: { path: string; children: ReactNode }) {
  return (
    <Link className="link" to={path} dir="auto">
      {children}
    </Link>
  );
}
