import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { BulkBar, Pick } from "#app/components/bulk.tsx";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RowKeys } from "#app/components/row-keys.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { Turner } from "#app/components/turner.tsx";
import { count } from "#app/components/words.ts";
import { communityAddress } from "#app/models/community.ts";
import { actorMay } from "#app/models/roles.ts";
import { threadSorts, threadStates } from "#app/models/thread/list.ts";
import { actOnThreads, threadActs, type ThreadAct } from "#app/models/thread/several.ts";
import { listThreads, type ThreadState } from "#app/models/thread.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, type Deed } from "#app/web/intents.ts";
import { picksField, picksIn } from "#app/web/picks.ts";
import { hereOf, oneOf, searchOf, turnOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const kinds = {
  discussion: "Discussions",
  showcase: "About showcases",
  event: "About events",
  digest: "Remarks on digests",
} as const;

export const meta: MetaFunction = () => [{ title: "Threads" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const query = new URL(request.url).searchParams;
  const wanted = {
    search: searchOf(query),
    kind: oneOf(query.get("kind"), Object.keys(kinds) as (keyof typeof kinds)[]),
    state: oneOf(query.get("state"), Object.keys(threadStates) as ThreadState[]),
    sort: oneOf(query.get("sort"), threadSorts),
  };
  return {
    ...(await listThreads(actor.community.id, { ...wanted, ...turnOf(query) })),
    searched: Boolean(wanted.search ?? wanted.kind ?? wanted.state),
    state: wanted.state ?? null,
    mayModerate: actorMay(actor, "moderate-threads"),
    address: communityAddress(actor.community),
  };
}

const done: Record<ThreadAct, (threads: string) => string> = {
  close: (threads) => `${threads} closed.`,
  open: (threads) => `${threads} opened again.`,
  remove: (threads) => `${threads} removed.`,
  restore: (threads) => `${threads} put back.`,
};

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "moderate-threads");
  const here = hereOf(request);
  const deed = (act: ThreadAct): Deed => {
    return async (form) => {
      const acted = await actOnThreads(actor, act, picksIn(form));
      const { length } = acted.done;
      const left = acted.left > 0 ? ` ${count(acted.left, "thread")} stayed as before.` : "";
      return redirectWithToast(here, {
        words: (length > 0 ? done[act](count(length, "thread")) : "") + left || "No thread was chosen.",
        ...(length > 0 && {
          undo: { path: here, fields: { intent: threadActs[act].undo, ...picksField(acted.done) } },
        }),
      });
    };
  };
  return doIntent(request, {
    close: deed("close"),
    open: deed("open"),
    remove: deed("remove"),
    restore: deed("restore"),
  });
}

export default function Threads() {
  const { threads, total, next, previous, searched, address, state, mayModerate } =
    useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title="Threads"
        line={total === 0 ? undefined : count(total, "conversation")}
        acts={
          <Link className="link py-2" to="new">
            Start a thread
          </Link>
        }
      />
      <SearchField label="Search in what was said">
        <SearchFilter
          name="state"
          label="State"
          options={[
            ["", "All threads"],
            ["open", "Open"],
            ["closed", "Closed"],
            ["unanswered", "Without an answer"],
            ["public", "Everybody may read"],
            ["removed", "Removed"],
          ]}
        />
        <SearchFilter
          name="kind"
          label="Kind of thread"
          options={[["", "Every kind"], ...Object.entries(kinds)]}
        />
        <SearchFilter
          name="sort"
          label="Order"
          options={[
            ["", "Latest talk first"],
            ["newest", "Begun last"],
            ["oldest", "Longest silent"],
            ["longest", "Most posts"],
          ]}
        />
      </SearchField>
      {threads.length === 0 ? <NoThreads searched={searched} address={address} /> : null}
      <ul className="mt-6">
        {threads.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} />
        ))}
      </ul>
      <Turner previous={previous} next={next} />
      {mayModerate ? (
        <BulkBar label="What to do with the chosen threads">
          {state === "removed" ? (
            <Button small name="intent" value="restore">
              Put back
            </Button>
          ) : (
            <>
              <Button small name="intent" value="close">
                Close
              </Button>
              <Button small name="intent" value="open">
                Open again
              </Button>
              <Button small look="danger" name="intent" value="remove">
                Remove
              </Button>
            </>
          )}
        </BulkBar>
      ) : null}
      <RowKeys keys={[{ key: "u", words: "Undo" }]} />
    </>
  );
}

type Thread = ReturnType<typeof useLoaderData<typeof loader>>["threads"][number];

function ThreadRow({ thread }: { thread: Thread }) {
  const { mayModerate } = useLoaderData<typeof loader>();
  const { lastPost } = thread;
  return (
    <li
      data-row
      className="group relative grid grid-cols-[2.5rem_minmax(0,1fr)_auto] gap-x-4 border-t border-line py-5 has-[[data-row-link]:focus-visible]:bg-shade"
    >
      <Face
        id={lastPost?.authorId ?? thread.id}
        name={lastPost?.authorName ?? "…"}
        photoId={lastPost?.authorPhotoId ?? null}
      />
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 className="min-w-0 font-letter text-lg leading-7 wrap-anywhere" dir="auto">
            <Link
              to={thread.id}
              prefetch="intent"
              data-row-link
              className="group-hover:text-accent after:absolute after:inset-0"
            >
              {thread.subject}
            </Link>
          </h2>
          {thread.removedAt ? <Chip tone="bad">removed</Chip> : null}
          {thread.closedAt ? <Chip>closed</Chip> : null}
          {thread.publicAt ? <Chip tone="well">everybody may read</Chip> : null}
          {thread.kind === "discussion" ? null : <Chip tone="accent">{thread.kind}</Chip>}
        </div>
        {thread.excerpt ? (
          <p className="line-clamp-2 text-base text-soft" dir="auto">
            {thread.excerpt}
          </p>
        ) : null}
        <p className="mt-1 text-sm text-quiet">
          {lastPost ? `${lastPost.authorName}, ` : null}
          <RelativeTime at={thread.removedAt ?? thread.lastPostAt} />
          {thread.removedAt
            ? null
            : ` · ${count(thread.postCount, "post")} by ${count(thread.voices, "person", "people")}`}
        </p>
      </div>
      {mayModerate ? <Pick number={thread.number} name={`“${thread.subject}”`} /> : null}
    </li>
  );
}

function NoThreads({ searched, address }: { searched: boolean; address: string }) {
  if (searched) return <EmptyState>Nothing fits. Try fewer words, or another state or kind.</EmptyState>;
  return (
    <EmptyState
      act={
        <a className="link" href={`mailto:${address}`}>
          Write the first letter
        </a>
      }
    >
      Nothing has been said yet. A mail to {address} starts a thread.
    </EmptyState>
  );
}
