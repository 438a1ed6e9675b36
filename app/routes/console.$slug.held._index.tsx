import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { BulkBar, Pick } from "#app/components/bulk.tsx";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RowKeys } from "#app/components/row-keys.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { Turner } from "#app/components/turner.tsx";
import { count } from "#app/components/words.ts";
import { countHeld, listInbox, type InboxState } from "#app/models/inbound-message.ts";
import { inboxStates } from "#app/models/inbound-message/inbox.ts";
import { heldReasons } from "#app/models/rejection.ts";
import { requireActor } from "#app/web/current.ts";
import { judgingDeeds } from "#app/web/judging.ts";
import { doIntent } from "#app/web/intents.ts";
import { hereOf, oneOf, searchOf, turnOf } from "#app/web/search.ts";

export const meta: MetaFunction = () => [{ title: "Inbox" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "judge-held");
  const query = new URL(request.url).searchParams;
  const state = oneOf(query.get("state"), Object.keys(inboxStates) as InboxState[]) ?? "waiting";
  const reasons = heldReasons();
  const search = searchOf(query);
  const reason = oneOf(
    query.get("reason"),
    reasons.map(([key]) => key),
  );
  const [inbox, held] = await Promise.all([
    listInbox(community.id, { state, search, reason, ...turnOf(query) }),
    countHeld(community.id),
  ]);
  return { ...inbox, state, held, reasons, searched: Boolean(search ?? reason) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "judge-held");
  return doIntent(request, judgingDeeds(actor, hereOf(request)));
}

export default function Inbox() {
  const { rows, next, previous, held, state, reasons } = useLoaderData<typeof loader>();
  const { refusal } = useMistakes("approve");
  return (
    <div className="max-w-184">
      <PageHead
        title="Inbox"
        line={
          held === 0
            ? "Nothing waits for you."
            : `${count(held, "mail waits", "mails wait")} for somebody to decide.`
        }
      />
      <SearchField label="Search sender or subject">
        <SearchFilter
          name="state"
          label="What became of it"
          options={[
            ["", "Waiting"],
            ["not-taken", "Not taken"],
            ["set-aside", "Set aside"],
            ["taken", "Taken"],
          ]}
        />
        <SearchFilter name="reason" label="Why" options={[["", "Whatever the reason"], ...reasons]} />
      </SearchField>
      <RefusalLine words={refusal} />
      {rows.length === 0 ? <Nothing /> : null}
      <ul className="mt-6">
        {rows.map((message) => (
          <MailRow key={message.id} message={message} />
        ))}
      </ul>
      <Turner previous={previous} next={next} />
      <Bulk waiting={state === "waiting"} />
      <RowKeys keys={state === "waiting" ? keys : []} />
    </div>
  );
}

const keys = [
  { key: "a", words: "Approve it" },
  { key: "t", words: "Approve it, and trust the address" },
  { key: "r", words: "Do not take it" },
  { key: "s", words: "Spam: set it aside in silence" },
  { key: "u", words: "Undo" },
];

function Nothing() {
  const { state, searched } = useLoaderData<typeof loader>();
  if (searched) return <EmptyState>Nothing fits this search.</EmptyState>;
  if (state !== "waiting") return <EmptyState>There is nothing of this kind.</EmptyState>;
  return (
    <EmptyState>
      Nothing is held. Whatever cannot be placed with certainty waits here, and nobody’s words are lost.
    </EmptyState>
  );
}

type Mail = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function MailRow({ message }: { message: Mail }) {
  const sender = message.fromName ?? message.fromAddress ?? "an unnamed sender";
  const waits = message.status === "held" || message.status === "shunted";
  return (
    <li
      data-row
      className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-t border-line py-5 has-[[data-row-link]:focus-visible]:bg-shade"
    >
      <Pick number={message.number} name={`the mail of ${sender}`} />
      <div className="min-w-0">
        <div className="relative">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-quiet">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="text-base font-semibold text-ink" dir="auto">
                {sender}
              </span>
              {message.fromName && message.fromAddress ? ` ${message.fromAddress}` : null}
            </span>
            <RelativeTime at={message.receivedAt} />
          </p>
          <h2 className="font-letter text-lg leading-7" dir="auto">
            <Link
              to={message.id}
              prefetch="intent"
              data-row-link
              className="group-hover:text-accent after:absolute after:inset-0"
            >
              {message.subject ?? "Without a subject"}
            </Link>
          </h2>
          {message.preview ? (
            <p className="line-clamp-2 text-soft" dir="auto">
              {message.preview}
            </p>
          ) : null}
          <p className="mt-1 text-sm text-accent">
            {message.status === "shunted" ? <Chip tone="bad">could not be read</Chip> : message.why}
          </p>
        </div>
        {waits ? <Verdicts message={message} /> : null}
      </div>
    </li>
  );
}

/** The verdicts of one row: for a thumb, a pointer, or its key. */
function Verdicts({ message }: { message: Mail }) {
  const { likely, number, id } = message;
  const known = likely !== null || message.status === "shunted";
  return (
    <Form method="post" preventScrollReset className="mt-2 -ml-3 flex flex-wrap items-center gap-1">
      <input type="hidden" name="pick" value={number} />
      {known ? (
        <>
          <Button small look="quiet" name="intent" value="approve" data-key="a">
            {likely ? `Approve, as ${likely.name}` : "Read it again"}
          </Button>
          {likely ? (
            <Button small look="quiet" name="intent" value="trust" data-key="t">
              and trust
            </Button>
          ) : null}
        </>
      ) : (
        <Link
          to={id}
          data-key="a"
          className="inline-flex min-h-9 items-center rounded-base px-3 text-sm font-semibold text-soft hover:bg-shade hover:text-ink"
        >
          Who is this?
        </Link>
      )}
      <Button small look="quiet" name="intent" value="reject" data-key="r">
        Do not take it
      </Button>
      <Button small look="quiet" name="intent" value="spam" data-key="s">
        Spam
      </Button>
    </Form>
  );
}

function Bulk({ waiting }: { waiting: boolean }) {
  return (
    <BulkBar label="What to do with the chosen mails">
      {waiting ? (
        <>
          <Button small name="intent" value="approve">
            Approve
          </Button>
          <Button small name="intent" value="reject">
            Do not take
          </Button>
          <Button small name="intent" value="spam">
            Spam
          </Button>
        </>
      ) : (
        <Button small name="intent" value="undo">
          Take them back to those that wait
        </Button>
      )}
    </BulkBar>
  );
}
