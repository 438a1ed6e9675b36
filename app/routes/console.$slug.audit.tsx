import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { actWords } from "#app/components/act-words.ts";
import { listAudit } from "#app/models/audit.ts";
import { requireActor } from "#app/web/current.ts";
import { pageOf } from "#app/web/search.ts";

const PAGE = 50;

export const meta: MetaFunction = () => [{ title: "What was done" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-audit");
  const page = pageOf(new URL(request.url).searchParams);
  const { entries, total } = await listAudit(community.id, { page });
  return {
    entries: entries.map(({ id, act, at, actorName, details }) => ({
      id,
      at,
      actorName,
      words: actWords(act, details),
    })),
    page,
    pages: Math.ceil(total / PAGE),
  };
}

export default function Audit() {
  const { entries, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        back={{ to: "../settings", words: "Settings" }}
        title="What was done"
        line="Every act, by whom and when. Nobody can change this."
      />
      {entries.length === 0 ? <EmptyState>Nothing was done yet.</EmptyState> : null}
      <Table
        caption="What was done"
        rows={entries}
        keyOf={({ id }) => id}
        columns={[
          { head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
          { head: "Who", cell: ({ actorName }) => actorName ?? "By itself" },
          { head: "What", wraps: true, cell: ({ words }) => words },
        ]}
      />
      <Pager page={page} pages={pages} />
    </>
  );
}
