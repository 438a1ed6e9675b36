import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BulkBar } from "#app/components/bulk.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RowKeys } from "#app/components/row-keys.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { stockWords, Wall } from "#app/components/showcase-card.tsx";
import { Turner } from "#app/components/turner.tsx";
import { count } from "#app/components/words.ts";
import { listShowcases, showcaseSorts } from "#app/models/showcase.ts";
import { doToShowcases, isBulkAct, type BulkAct } from "#app/models/showcase/several.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { hereOf, oneOf, searchOf, turnOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Showcases" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const query = new URL(request.url).searchParams;
  const wanted = {
    search: searchOf(query),
    status: oneOf(query.get("status"), ["submitted", "draft", "published", "archived"] as const),
    stock: oneOf(query.get("stock"), ["available", "made_to_order", "sold"] as const),
    tag: query.get("tag")?.slice(0, 30),
    sort: oneOf(query.get("sort"), showcaseSorts),
    ...turnOf(query),
  };
  const searched = Boolean(wanted.search ?? wanted.status ?? wanted.stock ?? wanted.tag);
  return { ...(await listShowcases(actor.community.id, wanted)), searched, status: wanted.status ?? null };
}

const undone: Record<BulkAct, BulkAct> = {
  publish: "archive",
  archive: "publish",
  revive: "archive",
  sold: "available",
  available: "sold",
};

const told: Record<BulkAct, string> = {
  publish: "published",
  archive: "taken off the wall",
  revive: "drafts again",
  sold: "marked as sold",
  available: "available again",
};

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-showcases");
  const here = hereOf(request);
  const deed = (act: BulkAct) => async (form: FormData) => {
    const picked = [...form.getAll("pick"), ...textOf(form, "picks").split(",")];
    const done = await doToShowcases(actor, act, picked.map(Number));
    return redirectWithToast(here, {
      words: done.length === 0 ? "Nothing was changed." : `${count(done.length, "showcase")} ${told[act]}.`,
      ...(done.length > 0 && {
        undo: { path: here, fields: { intent: undone[act], picks: done.join(",") } },
      }),
    });
  };
  const acts = Object.keys(undone).filter(isBulkAct);
  return doIntent(request, Object.fromEntries(acts.map((act) => [act, deed(act)])));
}

export default function Showcases() {
  const { showcases, total, next, previous, searched } = useLoaderData<typeof loader>();
  const make = (
    <ButtonLink to="new" look="primary">
      New showcase
    </ButtonLink>
  );
  const isUsed = total > 0 || searched;
  return (
    <>
      <PageHead
        title="Showcases"
        line={total === 0 ? undefined : `${count(total, "thing")} that members made`}
        acts={isUsed ? make : null}
      />
      {isUsed ? <Search /> : null}
      {showcases.length > 0 ? <Wall showcases={showcases} to={({ id }) => id} picks /> : null}
      {showcases.length === 0 && searched ? (
        <EmptyState>Nothing on the wall fits this search.</EmptyState>
      ) : null}
      {isUsed ? null : (
        <EmptyState act={make}>
          The wall is empty. Hang the first picture: one photo and two sentences are enough.
        </EmptyState>
      )}
      <Turner previous={previous} next={next} />
      <Bulk />
      <RowKeys keys={[]} />
    </>
  );
}

function Search() {
  return (
    <SearchField label="Search title, story or maker">
      <SearchFilter
        name="status"
        label="State"
        options={[
          ["", "Drafts and published"],
          ["submitted", "Waiting for a look"],
          ["published", "Published"],
          ["draft", "Drafts"],
          ["archived", "Archived"],
        ]}
      />
      <SearchFilter name="stock" label="Stock" options={[["", "Whatever the stock"], ...stockOptions]} />
      <SearchFilter
        name="sort"
        label="Order"
        options={[
          ["", "Newest first"],
          ["title", "By title"],
          ["cheapest", "Cheapest first"],
        ]}
      />
    </SearchField>
  );
}

const stockOptions = Object.entries(stockWords);

function Bulk() {
  const { status } = useLoaderData<typeof loader>();
  return (
    <BulkBar label="What to do with the chosen showcases">
      {status === "published" ? null : (
        <Button small look="primary" name="intent" value="publish">
          Publish
        </Button>
      )}
      <Button small name="intent" value="sold">
        Sold
      </Button>
      <Button small name="intent" value="available">
        Available
      </Button>
      {status === "archived" ? null : (
        <Button small look="quiet" name="intent" value="archive">
          Take off the wall
        </Button>
      )}
    </BulkBar>
  );
}
