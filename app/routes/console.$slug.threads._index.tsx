import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { count } from "#app/components/words.ts";
import { listThreads } from "#app/models/thread.ts";
import { communityAddress } from "#app/models/community.ts";
import { requireActor } from "#app/web/current.ts";
import { oneOf, pageOf, searchOf } from "#app/web/search.ts";

const kinds = {
  discussion: "Discussions",
  showcase: "About showcases",
  event: "About events",
  digest: "Remarks on digests",
} as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const search = new URL(request.url).searchParams;
  const wanted = {
    search: searchOf(search),
    kind: oneOf(search.get("kind"), Object.keys(kinds) as (keyof typeof kinds)[]),
    page: pageOf(search),
  };
  const found = await listThreads(actor.community.id, wanted);
  return {
    ...found,
    searched: Boolean(wanted.search ?? wanted.kind),
    address: communityAddress(actor.community),
  };
}

export default function Threads() {
  const { threads, total, page, pages, searched, address } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title="Threads" line={total === 0 ? undefined : count(total, "conversation")} />
      <SearchField label="Search in what was said">
        <SearchFilter
          name="kind"
          label="Kind of thread"
          options={[["", "All threads"], ...Object.entries(kinds)]}
        />
      </SearchField>
      {threads.length === 0 ? <NoThreads searched={searched} address={address} /> : null}
      <ul className="mt-6">
        {threads.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} />
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}

type Thread = ReturnType<typeof useLoaderData<typeof loader>>["threads"][number];

function ThreadRow({ thread }: { thread: Thread }) {
  const { lastPost } = thread;
  return (
    <li className="group relative grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-5">
      <Face
        id={lastPost?.authorId ?? thread.id}
        name={lastPost?.authorName ?? "…"}
        photoId={lastPost?.authorPhotoId ?? null}
      />
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 className="font-letter text-lg leading-7" dir="auto">
            <Link
              to={thread.id}
              prefetch="intent"
              className="group-hover:text-accent after:absolute after:inset-0"
            >
              {thread.subject}
            </Link>
          </h2>
          {thread.closedAt ? <Chip>closed</Chip> : null}
          {thread.kind === "discussion" ? null : <Chip tone="accent">{thread.kind}</Chip>}
        </div>
        {thread.excerpt ? (
          <p className="line-clamp-2 text-base text-soft" dir="auto">
            {thread.excerpt}
          </p>
        ) : null}
        <p className="mt-1 text-sm text-quiet">
          {lastPost ? `${lastPost.authorName}, ` : null}
          <RelativeTime at={thread.lastPostAt} />
          {` · ${count(thread.postCount, "post")} by ${count(thread.voices, "person", "people")}`}
        </p>
      </div>
    </li>
  );
}

function NoThreads({ searched, address }: { searched: boolean; address: string }) {
  if (searched) return <EmptyState>Nobody has said that yet. Try fewer words, or another kind.</EmptyState>;
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
