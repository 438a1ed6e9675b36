import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { countsWords, deliveryWords, exclusionWords, issueWords } from "#app/components/digest-words.ts";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { count } from "#app/components/words.ts";
import { listDeliveries } from "#app/models/delivery.ts";
import { digestReport } from "#app/models/digest/report.ts";
import { requireActor } from "#app/web/current.ts";
import { pageOf } from "#app/web/search.ts";

const PAGE = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? issueWords(data.digest.issue) : "Digests" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-deliveries");
  const page = pageOf(new URL(request.url).searchParams);
  const report = await digestReport(community.id, params.id ?? "");
  if (!report) throw new Response(null, { status: 404 });

  const { deliveries, total } = await listDeliveries(community.id, { digestId: report.digest.id, page });
  return {
    ...report,
    deliveries: deliveries.map(({ id, status, address, membership, sentAt, notBefore, response }) => ({
      id,
      status,
      address,
      membership,
      at: sentAt ?? notBefore,
      response,
    })),
    page,
    pages: Math.ceil(total / PAGE),
  };
}

export default function IssuedDigest() {
  const { digest, letters } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../digests", words: "Digests" }}
        title={issueWords(digest.issue)}
        line={
          <>
            {digest.issuedAt ? (
              <>
                <RelativeTime at={digest.issuedAt} />,{" "}
              </>
            ) : null}
            {countsWords(letters)}
          </>
        }
      />
      {digest.opening ? <WrittenText text={digest.opening} /> : null}
      <div className={digest.opening ? "mt-8" : ""}>
        <Section title="What it told" first={!digest.opening}>
          <Items />
        </Section>
      </div>
      <Section title="Whom it reached">
        <AudienceEquation />
        <div className="mt-6">
          <Letters />
        </div>
      </Section>
    </div>
  );
}

function Items() {
  const { digest } = useLoaderData<typeof loader>();
  const told = digest.items.filter(({ dropped }) => !dropped);
  return (
    <>
      <ol className="list-inside list-decimal space-y-1 font-letter text-lg marker:text-quiet">
        {told.map((item) => {
          const [folder, thing] = item.thread
            ? (["threads", { id: item.thread.id, words: item.thread.subject }] as const)
            : item.showcase
              ? (["showcases", { id: item.showcase.id, words: item.showcase.title }] as const)
              : item.event
                ? (["events", { id: item.event.id, words: item.event.title }] as const)
                : ([null, null] as const);
          return (
            <li key={item.id}>
              {folder ? (
                <Link to={`../${folder}/${thing.id}`} className="hover:text-accent" dir="auto">
                  {thing.words}
                </Link>
              ) : (
                "Who is new"
              )}
            </li>
          );
        })}
      </ol>
      {digest.thread ? (
        <p className="mt-4">
          <Link className="link" to={`../threads/${digest.thread.id}`}>
            {digest.thread.postCount === 0
              ? "Its own thread: no remarks yet"
              : `${count(digest.thread.postCount, "remark")} on it`}
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** Everyone is accounted for: who was there, who got it, who did not and why. */
function AudienceEquation() {
  const { candidates, prepared, excluded } = useLoaderData<typeof loader>().digest.audience;
  const left = Object.entries(excluded).filter(([, number]) => number > 0);
  return (
    <p className="text-soft">
      Of {count(candidates, "person", "people")}, {prepared} {prepared === 1 ? "was" : "were"} written to
      {left.map(([reason, number]) => `; ${number} ${exclusionWords[reason] ?? reason}`).join("")}.
    </p>
  );
}

function Letters() {
  const { deliveries, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Table
        caption="Each letter"
        rows={deliveries}
        keyOf={({ id }) => id}
        columns={[
          {
            head: "To",
            cell: ({ membership, address }) =>
              membership ? (
                <Link to={`../members/${membership.id}`} className="hover:text-accent">
                  {membership.name}
                </Link>
              ) : (
                address
              ),
          },
          {
            head: "State",
            cell: ({ status }) => (
              <Chip tone={deliveryWords[status].tone}>{deliveryWords[status].words}</Chip>
            ),
          },
          { head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
          {
            head: "Their server said",
            cell: ({ response }) => <span className="text-quiet">{response ?? "–"}</span>,
          },
        ]}
      />
      <Pager page={page} pages={pages} />
    </>
  );
}
