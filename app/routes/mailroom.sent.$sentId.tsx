import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { OutcomeLines } from "#app/components/mailroom/outcome-lines.tsx";
import { useAskAgain } from "#app/components/mailroom/use-ask-again.ts";
import { mailroomIsOpen, outcomeOf } from "#app/models/mailroom.ts";

export const meta: MetaFunction = () => privatePage("Sent");

export async function loader({ params }: LoaderFunctionArgs) {
  const outcome = mailroomIsOpen() ? await outcomeOf(params.sentId ?? "") : null;
  if (!outcome) throw new Response(null, { status: 404 });
  return { outcome };
}

/** What came of a letter. While it is read, the page asks again each second. */
export default function Sent() {
  const { outcome } = useLoaderData<typeof loader>();
  useAskAgain(!outcome.settled);
  return (
    <div className="mx-auto max-w-152">
      <h1 className="text-xl">{outcome.settled ? "What came of it" : "On its way"}</h1>
      <p className="mt-1 text-sm text-quiet">
        <span className="break-all">{outcome.from}</span> to <span className="break-all">{outcome.to}</span>
      </p>
      <div className="mt-6" role="status">
        <OutcomeLines outcome={outcome} />
      </div>
      <p className="mt-8 flex flex-wrap gap-x-6 gap-y-2">
        {outcome.settled ? null : (
          <Link className="link" to="." reloadDocument>
            Look again
          </Link>
        )}
        <Link className="link" to={`/mailroom?person=${encodeURIComponent(outcome.from)}`}>
          Their letters
        </Link>
        <Link className="link" to="/mailroom">
          All letters
        </Link>
      </p>
    </div>
  );
}
