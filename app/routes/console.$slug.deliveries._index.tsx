import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { deliveryWords, letterWords } from "#app/components/digest-words.ts";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { type Column, Table } from "#app/components/table.tsx";
import { count } from "#app/components/words.ts";
import { isUuid } from "#app/lib/ids.ts";
import { DELIVERIES_A_PAGE, listDeliveries } from "#app/models/delivery.ts";
import { countUncertain, sendAgain, sendAllAgain } from "#app/models/delivery/uncertain.ts";
import { actorMay } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { oneOf, pageOf, searchOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const states = Object.keys(deliveryWords) as (keyof typeof deliveryWords)[];
const kinds = Object.keys(letterWords) as (keyof typeof letterWords)[];

export const meta: MetaFunction = () => [{ title: "Letters" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-deliveries");
  const query = new URL(request.url).searchParams;
  const page = pageOf(query);
  const wish = wishIn(query);
  const [{ deliveries, total }, uncertain] = await Promise.all([
    listDeliveries(actor.community.id, { ...wish, page }),
    countUncertain(actor.community.id),
  ]);
  return {
    letters: deliveries.map(({ id, kind, status, address, membership, response, sentAt, notBefore }) => ({
      id,
      kind,
      status,
      address,
      membership,
      response,
      at: sentAt ?? notBefore,
    })),
    total,
    page,
    pages: Math.ceil(total / DELIVERIES_A_PAGE),
    isFiltered: Object.keys(wish).length > 0,
    uncertain,
    maySend: actorMay(actor, "publish-digest"),
  };
}

function wishIn(query: URLSearchParams) {
  const [search, status, kind] = [
    searchOf(query),
    oneOf(query.get("status"), states),
    oneOf(query.get("kind"), kinds),
  ];
  const [membershipId, digestId] = [query.get("member") ?? "", query.get("digest") ?? ""];
  return {
    ...(search && { search }),
    ...(status && { status }),
    ...(kind && { kind }),
    ...(isUuid(membershipId) && { membershipId }),
    ...(isUuid(digestId) && { digestId }),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-deliveries");
  const { pathname, search } = new URL(request.url);
  return doIntent(request, {
    again: async (form) => {
      await sendAgain(actor, textOf(form, "letter"));
      return redirectWithToast(pathname + search, { words: "It goes out once more, as the same letter." });
    },
    "all-again": async () => {
      const sent = await sendAllAgain(actor);
      return redirectWithToast(pathname, { words: `${count(sent, "letter")} once more on the way.` });
    },
  });
}

export default function Letters() {
  const { letters, total, page, pages, isFiltered, uncertain } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title="Letters"
        line={
          isFiltered && total > 0
            ? `${count(total, "letter")} found`
            : "Every letter to every person, and what became of it."
        }
        acts={
          <>
            <ButtonLink to="../deliverability">Do letters arrive?</ButtonLink>
            <ButtonLink to="stopped">Stopped addresses</ButtonLink>
          </>
        }
      />
      {uncertain > 0 ? <Uncertain number={uncertain} /> : null}
      <SearchField label="Search name or address">
        <SearchFilter
          name="status"
          label="State"
          options={[
            ["", "Every state"],
            ...states.map((state) => [state, deliveryWords[state].words] as const),
          ]}
        />
        <SearchFilter
          name="kind"
          label="Letter"
          options={[["", "Every letter"], ...kinds.map((kind) => [kind, letterWords[kind]] as const)]}
        />
      </SearchField>
      {letters.length === 0 ? (
        <EmptyState>
          {isFiltered ? "No letter fits this search." : "No letter has been written yet."}
        </EmptyState>
      ) : (
        <div className="mt-6">
          <Table caption="Letters" rows={letters} keyOf={({ id }) => id} columns={columns} />
        </div>
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}

/** Nobody can know, so it is said, and left to the owner. */
function Uncertain({ number }: { number: number }) {
  const { maySend } = useLoaderData<typeof loader>();
  const one = number === 1;
  return (
    <Form method="post" className="mb-6 border-l-2 border-bad pl-3 text-sm text-soft">
      <p>
        {one ? "One letter was" : `${String(number)} letters were`} on the way when the sender stopped:
        perhaps sent, perhaps not. {one ? "It keeps its" : "They keep their"} Message-ID: who gets it twice
        sees one in most mail programs.
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4">
        <Link className="link" to="?status=uncertain">
          Look at {one ? "it" : "them"}
        </Link>
        {maySend ? (
          <button type="submit" name="intent" value="all-again" className="link">
            Send {one ? "it" : "all of them"} once more
          </button>
        ) : null}
      </p>
    </Form>
  );
}

type Letter = ReturnType<typeof useLoaderData<typeof loader>>["letters"][number];

const columns: readonly Column<Letter>[] = [
  { head: "To", cell: (letter) => <Receiver letter={letter} /> },
  { head: "Letter", cell: ({ kind }) => letterWords[kind] },
  {
    head: "State",
    cell: ({ status }) => <Chip tone={deliveryWords[status].tone}>{deliveryWords[status].words}</Chip>,
  },
  { head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
  {
    head: "Why",
    wraps: true,
    cell: (letter) =>
      letter.response || letter.status === "uncertain" ? (
        <>
          <span className="text-quiet">{letter.response}</span>
          {letter.status === "uncertain" ? <SendAgain letter={letter} /> : null}
        </>
      ) : null,
  },
];

function Receiver({ letter: { membership, address } }: { letter: Letter }) {
  if (!membership) return <>{address}</>;
  return (
    <Link to={`../members/${membership.id}`} className="hover:text-accent" dir="auto">
      {membership.name}
    </Link>
  );
}

function SendAgain({ letter }: { letter: Letter }) {
  const { maySend } = useLoaderData<typeof loader>();
  if (!maySend) return null;
  return (
    <Form method="post" className="mt-1" preventScrollReset>
      <input type="hidden" name="letter" value={letter.id} />
      <button
        type="submit"
        name="intent"
        value="again"
        aria-label={`Send it once more to ${letter.membership?.name ?? letter.address}`}
        className="link text-sm"
      >
        Send it once more
      </button>
    </Form>
  );
}
