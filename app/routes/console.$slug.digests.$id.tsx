import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { deliveryWords, exclusionWords, issueWords } from "#app/components/digest-words.ts";
import { DigestProgress } from "#app/components/digest-progress.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { WrittenHtml } from "#app/components/written-text.tsx";
import { count } from "#app/components/words.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { listDeliveries } from "#app/models/delivery.ts";
import { letDigestGo, pauseDigest, resumeDigest, stopDigest } from "#app/models/digest.ts";
import { answersTo } from "#app/models/digest/answers.ts";
import { digestReport } from "#app/models/digest/report.ts";
import { phaseOf } from "#app/models/digest/standing.ts";
import { actorMay } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent } from "#app/web/intents.ts";
import { pageOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const PAGE = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? issueWords(data.digest.issue) : "Digests" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-deliveries");
  const { community } = actor;
  const page = pageOf(new URL(request.url).searchParams);
  const report = await digestReport(community.id, params.id ?? "");
  if (!report) throw new Response(null, { status: 404 });

  const [{ deliveries, total }, answering] = await Promise.all([
    listDeliveries(community.id, { digestId: report.digest.id, page }),
    answersTo(report.digest.id),
  ]);
  return {
    ...report,
    answering,
    phase: phaseOf(report.digest, report.letters),
    mayEdit: actorMay(actor, "edit-digest"),
    mayPublish: actorMay(actor, "publish-digest"),
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

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const id = params.id ?? "";
  const here = `/console/${actor.community.slug}/digests/${id}`;
  const say = (words: string) => redirectWithToast(here, { words });

  return doIntent(request, {
    "let-go": async () => {
      await letDigestGo(actor, id);
      return say("It leaves now.");
    },
    pause: async () => {
      await pauseDigest(actor, id);
      return redirectWithToast(here, {
        words: "Paused. Nothing more leaves.",
        undo: { path: here, fields: { intent: "resume" } },
      });
    },
    resume: async () => {
      await resumeDigest(actor, id);
      return say("It goes on.");
    },
    stop: async () => {
      const { letters, isBackInDraft } = await stopDigest(actor, id);
      const draft = isBackInDraft
        ? "Its opening and order are in the draft again."
        : "The draft has an opening of its own, which stays.";
      return say(`Stopped: ${count(letters, "letter")} will not leave. ${draft}`);
    },
  });
}

export default function IssuedDigest() {
  const { digest, letters, openingHtml, phase, mayEdit, mayPublish } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../digests", words: "Digests" }}
        title={issueWords(digest.issue)}
        line={
          digest.issuedAt ? (
            <>
              Written <RelativeTime at={digest.issuedAt} />
            </>
          ) : undefined
        }
      />
      <DigestProgress
        phase={phase}
        letters={letters}
        holdsUntil={digest.holdsUntil}
        mayEdit={mayEdit}
        mayPublish={mayPublish}
      />
      {openingHtml ? <WrittenHtml html={openingHtml} text={digest.opening} /> : null}
      <div className={digest.opening ? "mt-8" : ""}>
        <Section title="What it told" first={!digest.opening}>
          <Items />
        </Section>
      </div>
      <Answers />
      <Section title={phase === "holding" ? "Whom it will reach" : "Whom it reached"}>
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
  const dropped = digest.items.filter((item) => item.dropped);
  return (
    <>
      <ol className="list-outside list-decimal space-y-1 pl-9 font-letter text-lg marker:text-quiet">
        {digest.items
          .filter((item) => !item.dropped)
          .map((item) => (
            <li key={item.id}>
              <ItemLink item={item} />
            </li>
          ))}
      </ol>
      {dropped.length > 0 ? (
        <p className="mt-3 text-sm text-quiet" dir="auto">
          Left out:{" "}
          {dropped
            .map((item) => item.thread?.subject ?? item.showcase?.title ?? item.event?.title ?? "who is new")
            .join(", ")}
        </p>
      ) : null}
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

function Answers() {
  const { answering } = useLoaderData<typeof loader>();
  if (answering.length === 0) return null;
  return (
    <Section title="Who answered" line="By mail, in what it told, within eight days.">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {answering.map(({ id, name, posts }) => (
          <li key={id}>
            <Link to={`../members/${id}`} className="hover:text-accent" dir="auto">
              {name}
            </Link>
            {posts > 1 ? <span className="text-sm text-quiet"> {posts} times</span> : null}
          </li>
        ))}
      </ul>
    </Section>
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
            cell: ({ response }) => (response ? <span className="text-quiet">{response}</span> : null),
          },
        ]}
      />
      <Pager page={page} pages={pages} />
    </>
  );
}
