import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Chip } from "#app/components/chip.tsx";
import { countsWords, exclusionWords } from "#app/components/digest-words.ts";
import { newsletterState } from "#app/components/newsletter-words.ts";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { WrittenHtml } from "#app/components/written-text.tsx";
import { count } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import { newsletterReport } from "#app/models/newsletter.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Newsletter ${data.issue}` : "Newsletter" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-deliveries");
  const report = await newsletterReport(community.id, params.id ?? "");
  if (!report) throw new Response(null, { status: 404 });

  const { newsletter, items } = report;
  const { issue, status, opening, sendsAt, audience, letters, itemCount } = newsletter;
  const state = newsletterState({ status, sendsAt }, now());
  return {
    issue: issue ?? 0,
    state,
    sendsAt,
    audience,
    letters,
    gone: itemCount - items.length,
    titles: items.map((item) =>
      item.kind === "showcase"
        ? { kind: item.kind, title: item.showcase.title }
        : item.kind === "event"
          ? { kind: item.kind, title: item.event.title }
          : { kind: item.kind, title: item.thread.title },
    ),
    opening: opening.trim() === "" ? null : { html: renderMarkdown(opening), text: opening },
    page: state === "sent" && community.publicHome ? `/${community.slug}/newsletters/${issue ?? 0}` : null,
  };
}

export default function IssuedNewsletter() {
  const { issue, state, sendsAt, letters, opening, titles, gone, page } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../newsletters", words: "Newsletter" }}
        title={`Newsletter ${issue}`}
        line={
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span>
              {sendsAt ? <RelativeTime at={sendsAt} /> : null}, {countsWords(letters)}
            </span>
            {state === "sent" ? null : <Chip tone={state === "waiting" ? "accent" : "quiet"}>{state}</Chip>}
            {page ? (
              <Link className="link" to={page}>
                In the archive
              </Link>
            ) : null}
          </span>
        }
      />
      {opening ? <WrittenHtml html={opening.html} text={opening.text} /> : null}
      <div className={opening ? "mt-8" : ""}>
        <Section title="What it told" first={!opening}>
          <ol className="list-outside list-decimal space-y-1 pl-9 font-letter text-lg marker:text-quiet">
            {titles.map(({ kind, title }, at) => (
              <li key={at}>
                <span dir="auto">{title}</span> <span className="font-plain text-sm text-quiet">{kind}</span>
              </li>
            ))}
          </ol>
          {gone > 0 ? (
            <p className="mt-4 text-soft">
              {count(gone, "thing")} of it {gone === 1 ? "is" : "are"} not public any more, and not shown.
            </p>
          ) : null}
        </Section>
      </div>
      <Section title="Whom it reached">
        <AudienceEquation />
      </Section>
    </div>
  );
}

/** Everyone who follows is accounted for. */
function AudienceEquation() {
  const { candidates, prepared, excluded } = useLoaderData<typeof loader>().audience;
  const left = Object.entries(excluded).filter(([, number]) => number > 0);
  const parts = [
    `${prepared} written to`,
    ...left.map(([reason, number]) => `${number} ${exclusionWords[reason] ?? reason}`),
  ];
  return (
    <p className="text-soft tabular-nums">
      {count(candidates, "follower")} = {parts.join(" + ")}
    </p>
  );
}
