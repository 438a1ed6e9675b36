import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { listInquiries, type InquiryFilter } from "#app/models/inquiry.ts";
import { partsShown } from "#app/models/public-face.ts";
import { requireActor } from "#app/web/current.ts";
import { oneOf, pageOf } from "#app/web/search.ts";

export const meta: MetaFunction = () => [{ title: "Inquiries" }];

const filters = ["open", "done", "reported", "asked"] as const satisfies InquiryFilter[];

/** How visitors' talks with makers go. Their words are nobody's business here, unless one side reports them. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "moderate-threads");
  const search = new URL(request.url).searchParams;
  const filter = oneOf(search.get("show"), filters);
  return {
    slug: community.slug,
    takes: partsShown(community).inquiries,
    filter: filter ?? null,
    ...(await listInquiries(community.id, { filter, page: pageOf(search) })),
  };
}

const filterWords: Record<InquiryFilter, string> = {
  open: "Going on",
  done: "Done",
  reported: "Reported",
  asked: "Not confirmed",
};

const stateWords = { asked: "not confirmed", open: "going on", done: "done", blocked: "blocked" } as const;

export default function Inquiries() {
  const { slug, takes, filter, counts, inquiries, page, pages } = useLoaderData<typeof loader>();
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return (
    <>
      <PageHead
        title="Inquiries"
        line="Visitors ask makers; the letters pass through here without either address. What they write stays between them, unless one of them reports it."
      />
      {total === 0 ? (
        <Nothing slug={slug} takes={takes} />
      ) : (
        <>
          <nav aria-label="Which inquiries" className="mt-6 flex flex-wrap gap-x-5 text-sm">
            <Choice to="." words={`All ${total}`} chosen={filter === null} />
            {filters.map((each) => (
              <Choice
                key={each}
                to={`?show=${each}`}
                words={`${filterWords[each]} ${counts[each]}`}
                chosen={filter === each}
              />
            ))}
          </nav>
          <ul className="mt-4">
            {inquiries.map((inquiry) => (
              <Row key={inquiry.id} inquiry={inquiry} slug={slug} />
            ))}
          </ul>
          {inquiries.length === 0 ? <p className="mt-6 text-soft">None of these.</p> : null}
          <Pager page={page} pages={pages} />
        </>
      )}
    </>
  );
}

function Choice({ to, words, chosen }: { to: string; words: string; chosen: boolean }) {
  return (
    <Link
      to={to}
      aria-current={chosen ? "page" : undefined}
      className={`py-2.5 ${chosen ? "font-semibold text-ink" : "link"}`}
    >
      {words}
    </Link>
  );
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>["inquiries"][number];

function Row({ inquiry, slug }: { inquiry: Listed; slug: string }) {
  const { maker, showcase, state, messages, answered, createdAt, lastMessageAt, reported } = inquiry;
  return (
    <li className="border-t border-line py-4">
      <div className="flex items-start gap-4">
        <Face id={maker.id} name={maker.name} photoId={maker.photoId} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link
              className="font-semibold hover:text-accent"
              to={`/console/${slug}/members/${maker.id}`}
              dir="auto"
            >
              {maker.name}
            </Link>
            <span className="text-soft">
              was asked about{" "}
              {showcase ? (
                <Link className="link" to={`/console/${slug}/showcases/${showcase.id}`} dir="auto">
                  {showcase.title}
                </Link>
              ) : (
                "their work"
              )}
            </span>
          </p>
          <p className="flex flex-wrap gap-x-3 text-sm text-quiet">
            <span>
              asked <RelativeTime at={createdAt} />
            </span>
            {state === "asked" ? null : <span>{count(messages, "letter")}</span>}
            {state === "open" && !answered ? <span className="text-bad">no answer yet</span> : null}
            {lastMessageAt && messages > 1 ? (
              <span>
                last <RelativeTime at={lastMessageAt} />
              </span>
            ) : null}
          </p>
        </div>
        <Chip tone={reported ? "bad" : state === "open" ? "accent" : "quiet"}>
          {reported ? "reported" : stateWords[state]}
        </Chip>
      </div>
      {reported ? <Reported reported={reported} maker={maker.name} /> : null}
    </li>
  );
}

function Reported({ reported, maker }: { reported: NonNullable<Listed["reported"]>; maker: string }) {
  return (
    <details className="mt-3 ml-14">
      <summary className="link w-fit py-2">
        What was written, reported by {reported.by === "maker" ? maker : reported.askerName}
      </summary>
      <ol className="mt-3 space-y-4 border-l-2 border-line pl-5">
        {reported.said.map((said) => (
          <li key={said.id}>
            <p className="text-sm text-quiet" dir="auto">
              {said.side === "maker" ? maker : reported.askerName}
            </p>
            <WrittenText text={said.text} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Nothing({ slug, takes }: { slug: string; takes: boolean }) {
  return (
    <EmptyState act={<ButtonLink to={`/${slug}`}>Look at the public pages</ButtonLink>}>
      Nobody has asked a maker yet.{" "}
      {takes
        ? "Each public piece has a button to ask its maker. The question comes to them as a letter, and their reply goes back the same way."
        : "Visitors cannot ask at the moment: it is switched off in the settings, or no maker and no piece is public."}
    </EmptyState>
  );
}
