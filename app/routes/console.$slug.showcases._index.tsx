import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { Wall } from "#app/components/showcase-card.tsx";
import { count } from "#app/components/words.ts";
import { listShowcases } from "#app/models/showcase.ts";
import { requireActor } from "#app/web/current.ts";
import { oneOf, pageOf, searchOf } from "#app/web/search.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const search = new URL(request.url).searchParams;
  const wanted = {
    search: searchOf(search),
    status: oneOf(search.get("status"), ["draft", "published", "archived"]),
    page: pageOf(search),
  };
  return {
    ...(await listShowcases(actor.community.id, wanted)),
    searched: Boolean(wanted.search ?? wanted.status),
  };
}

export default function Showcases() {
  const { showcases, total, page, pages, searched } = useLoaderData<typeof loader>();
  const make = (
    <ButtonLink to="new" look="primary">
      New showcase
    </ButtonLink>
  );
  return (
    <>
      <PageHead
        title="Showcases"
        line={total === 0 ? undefined : `${count(total, "thing")} that members made`}
        acts={total > 0 || searched ? make : null}
      />
      {total > 0 || searched ? (
        <SearchField label="Search title, story or maker">
          <SearchFilter
            name="status"
            label="State"
            options={[
              ["", "Drafts and published"],
              ["published", "Published"],
              ["draft", "Drafts"],
              ["archived", "Archived"],
            ]}
          />
        </SearchField>
      ) : null}
      {showcases.length > 0 ? <Wall showcases={showcases} to={({ id }) => id} /> : null}
      {showcases.length === 0 && searched ? (
        <EmptyState>Nothing on the wall fits this search.</EmptyState>
      ) : null}
      {showcases.length === 0 && !searched ? (
        <EmptyState act={make}>
          The wall is empty. Hang the first picture: one photo and two sentences are enough.
        </EmptyState>
      ) : null}
      <Pager page={page} pages={pages} />
    </>
  );
}
