import { Link } from "@remix-run/react";
import { Confirm } from "../confirm.tsx";
import { useAskAgain } from "../mailroom/use-ask-again.ts";
import { RefusalLine, useMistakes } from "../mistakes.tsx";
import { RelativeTime } from "../relative-time.tsx";
import { count } from "../words.ts";

interface ImportRunProps {
  id: string;
  status: "draft" | "running" | "done" | "undone";
  startedAt: Date | string | null;
  finishedAt: Date | string | null;
  total: number;
  waiting: number;
  invited: number;
  accepted: number;
  left: readonly { outcome: string; count: number; why: string }[];
  hasErrorFile: boolean;
}

/** How far a list has come, what came of it, and the way back. */
export function ImportRun(run: ImportRunProps) {
  const { id, status, total, waiting, invited, accepted, left, hasErrorFile } = run;
  useAskAgain(status === "running");
  const form = useMistakes("undo");
  return (
    <div className="max-w-152">
      <section aria-label="How it stands" className="mb-10 border-t-2 border-accent bg-sheet px-5 py-5">
        <p className="text-lg" aria-live="polite">
          {statusWords(run)}
        </p>
        <progress className="mt-3 h-2 w-full accent-(--color-fill)" max={total} value={total - waiting}>
          {total - waiting} of {total}
        </progress>
        <p className="mt-1 text-sm text-quiet tabular-nums">
          {total - waiting} of {total} lines
          {accepted > 0 ? ` · ${count(accepted, "person has", "people have")} come in since` : ""}
        </p>
        {status === "running" ? (
          <noscript>
            <p className="mt-3 text-sm">
              <Link to="." reloadDocument className="link">
                Look again
              </Link>
            </p>
          </noscript>
        ) : null}
      </section>
      {left.length > 0 ? (
        <section className="pb-8">
          <h2 className="text-lg">Left out</h2>
          <ul className="mt-3">
            {left.map(({ outcome, count: lines, why }) => (
              <li key={outcome} className="border-t border-line py-2 first:border-0">
                <span className="font-semibold tabular-nums">{count(lines, "line")}</span>{" "}
                <span className="text-soft">{why}</span>
              </li>
            ))}
          </ul>
          {hasErrorFile ? (
            <p className="mt-3">
              <Link to={`../imports/${id}/left-out.csv`} reloadDocument className="link">
                Fetch these lines as a file
              </Link>
              <span className="text-sm text-quiet">, each with why. Mend it, and bring it once more.</span>
            </p>
          ) : null}
        </section>
      ) : null}
      <RefusalLine words={form.refusal} />
      {status !== "undone" && invited + waiting > 0 ? (
        <Confirm opens="Undo this import …" act="Withdraw the invitations" intent="undo">
          <p>
            Invitations that nobody has accepted lead nowhere any more, and letters that have not left are not
            sent. Who has come in stays.
          </p>
        </Confirm>
      ) : null}
      {status === "done" ? (
        <p className="mt-8">
          <Link to="../invitations" className="link">
            All invitations
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function statusWords({ status, invited, finishedAt }: ImportRunProps) {
  const people = count(invited, "person", "people");
  if (status === "running") return <>Going through the list: {people} invited so far.</>;
  if (status === "undone") return <>Undone. {people} had been invited before.</>;
  return (
    <>
      Done
      {finishedAt ? (
        <>
          {" "}
          <RelativeTime at={finishedAt} />
        </>
      ) : null}
      : {people} invited.
    </>
  );
}
