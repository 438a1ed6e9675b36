import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { countsWords, deliveryWords, exclusionWords, issueWords } from "#app/components/digest-words.ts";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { WrittenHtml } from "#app/components/written-text.tsx";
import { count } from "#app/components/words.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
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
    openingHtml: report.digest.opening.trim() === "" ? null : renderMarkdown(report.digest.opening),
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
  const { digest, letters, openingHtml } = useLoaderData<typeof loader>();
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
      {openingHtml ? <WrittenHtml html={openingHtml} text={digest.opening} /> : null}
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
  return (
    <>
      <ol className="list-outside list-decimal space-y-1 pl-9 font-letter text-lg marker:text-quiet">
        {digest.items
          .filter(({ dropped }) => !dropped)
          .map((item) => (
            <li key={item.id}>
              <ItemLink item={item} />
            </li>
          ))}
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

type Item = ReturnType<typeof useLoaderData<typeof loader>>["digest"]["items"][number];

function ItemLink({ item }: { item: Item }) {
  if (item.thread)
    return <ThingLink to={`../threads/${item.thread.id}`} title={item.thread.subject} kind="thread" />;
  if (item.showcase)
    return <ThingLink to={`../showcases/${item.showcase.id}`} title={item.showcase.title} kind="showcase" />;
  if (item.event)
    return <ThingLink to={`../events/${item.event.id}`} title={item.event.title} kind="event" />;
  return <>Who is new</>;
}

function ThingLink({ to, title, kind }: { to: string; title: string; kind: string }) {
  return (
    <>
      <Link to={to} className="hover:text-accent" dir="auto">
        {title}
      </Link>{" "}
      <span className="font-plain text-sm text-quiet">{kind}</span>
    </>
  );
}

/** Everyone is accounted for: who was there, who got it, who did not and why. */
function AudienceEquation() {
  const { candidates, prepared, excluded } = useLoaderData<typeof loader>().digest.audience;
  const left = Object.entries(excluded).filter(([, number]) => number > 0);
  const parts = [
    `${prepared} written to`,
    ...left.map(([reason, number]) => `${number} ${exclusionWords[reason] ?? reason}`),
  ];
  return (
    <p className="text-soft tabular-nums">
      {count(candidates, "person", "people")} = {parts.join(" + ")}
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
            wraps: true,
            cell: ({ response }) => <span className="text-quiet">{response ?? "–"}</span>,
          },
        ]}
      />
      <Pager page={page} pages={pages} />
    </>
  );
}
