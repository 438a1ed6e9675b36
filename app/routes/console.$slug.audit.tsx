import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { actWords, beforeAndAfter } from "#app/components/act-words.ts";
import { Button } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Select } from "#app/components/field.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { isUuid } from "#app/lib/ids.ts";
import { auditFilters, listAudit } from "#app/models/audit.ts";
import { requireActor } from "#app/web/current.ts";
import { pageOf } from "#app/web/search.ts";

const PAGE = 50;
/** What did itself: no person. */
const HOUSE = "house";

export const meta: MetaFunction = () => [{ title: "What was done" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-audit");
  const query = new URL(request.url).searchParams;
  const page = pageOf(query);
  const filters = await auditFilters(community.id);
  const who = query.get("who") ?? "";
  const act = filters.acts.find((known) => known === query.get("act"));
  const { entries, total } = await listAudit(community.id, {
    page,
    ...(who === HOUSE ? { actorId: null } : isUuid(who) ? { actorId: who } : {}),
    ...(act ? { act } : {}),
  });
  return {
    entries: entries.map((entry) => ({
      ...{ id: entry.id, at: entry.at, actorName: entry.actorName },
      words: actWords(entry.act, entry.details),
      changes: beforeAndAfter(entry.details),
    })),
    people: filters.people,
    acts: filters.acts.map((known) => [known, actWords(known, {})] as const),
    ...{ who, act: act ?? "", page, pages: Math.ceil(total / PAGE) },
  };
}

export default function Audit() {
  const { entries, page, pages, who, act } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        back={{ to: "../settings", words: "Settings" }}
        title="What was done"
        line="Every act, by whom and when. Nobody can change this."
      />
      <Filters />
      {entries.length === 0 ? (
        <EmptyState
          act={
            who || act ? (
              <Link to="." className="link">
                Show all
              </Link>
            ) : null
          }
        >
          {who || act ? "Nobody did that here." : "Nothing was done yet."}
        </EmptyState>
      ) : (
        <Table
          caption="What was done"
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
            { head: "Who", cell: ({ actorName }) => actorName ?? "By itself" },
            { head: "What", wraps: true, cell: (entry) => <What {...entry} /> },
          ]}
        />
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}

function Filters() {
  const { people, acts, who, act } = useLoaderData<typeof loader>();
  return (
    <Form className="mb-6 flex flex-wrap items-end gap-4">
      <div className="min-w-44 flex-1 sm:max-w-56">
        <Select
          key={who}
          label="Who"
          name="who"
          options={[
            ["", "Everybody"],
            ["house", "By itself"],
            ...people.map(({ id, name }) => [id, name] as const),
          ]}
          defaultValue={who}
        />
      </div>
      <div className="min-w-44 flex-1 sm:max-w-72">
        <Select
          key={act}
          label="What"
          name="act"
          options={[["", "Everything"], ...acts]}
          defaultValue={act}
        />
      </div>
      <Button>Show</Button>
    </Form>
  );
}

function What({ words, changes }: { words: string; changes: ReturnType<typeof beforeAndAfter> }) {
  if (changes.length === 0) return <>{words}</>;
  return (
    <>
      {words}
      <ul className="text-quiet">
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            {field}: <del className="decoration-line-strong">{before}</del> → {after}
          </li>
        ))}
      </ul>
    </>
  );
}
