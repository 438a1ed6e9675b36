import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { issueWords, suppressionWords } from "#app/components/digest-words.ts";
import { StandingLine } from "#app/components/digest-ways.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count, listNames } from "#app/components/words.ts";
import { todayOf } from "#app/models/today.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Today" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, membership } = await requireActor(request, params.slug, "open-console");
  return { today: await todayOf(community), firstName: membership.name.split(" ")[0] ?? "" };
}

export default function TodayPage() {
  const { today, firstName } = useLoaderData<typeof loader>();
  const needs = needsIn(today);
  return (
    <>
      <PageHead title="Today" line={needs === 0 ? `Nothing needs you today, ${firstName}.` : undefined} />
      <div className="grid gap-x-16 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        {needs > 0 ? <Needs /> : null}
        <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <DigestToCome />
        </div>
        <Lately first={needs === 0} />
      </div>
    </>
  );
}

type Today = ReturnType<typeof useLoaderData<typeof loader>>["today"];

function needsIn({ held, waiting, stopped, drafts, paused, digest }: Today): number {
  const lists = [held, waiting, stopped, drafts, paused];
  return lists.reduce((sum, { length }) => sum + length, waitsForOwner(digest) ? 1 : 0);
}

/** What waits for somebody: one line each, with the reason and the way to it. */
function Needs() {
  const { held, waiting, stopped, drafts, paused, digest } = useLoaderData<typeof loader>().today;
  return (
    <Section title="What needs you" first>
      <ul>
        {held.map((message) => (
          <Need
            key={message.id}
            to={`held/${message.id}`}
            title={<>A mail from {message.fromName ?? message.fromAddress ?? "somebody"} is held</>}
            at={message.receivedAt}
          >
            {message.subject ? `“${message.subject}”. ` : null}
            {message.why}
          </Need>
        ))}
        {paused.map(({ id, issue, pausedAt }) => (
          <Need key={id} to={`digests/${id}`} title={`${issueWords(issue)} is paused`} at={pausedAt}>
            What has not left waits until you let it go on. A letter that grows too old is not sent.
          </Need>
        ))}
        {waitsForOwner(digest) ? (
          <Need to="digests" title="The digest waits for you" at={digest.standing.at}>
            <StandingLine standing={digest.standing} hasNews />
          </Need>
        ) : null}
        {waiting.length > 0 ? (
          <Need
            to="invitations"
            title={`${count(waiting.length, "person waits", "people wait")} for a seat`}
            at={waiting[0]?.waitingSince ?? null}
          >
            {listNames(waiting.map(({ name }) => name))}. A seat that is freed goes to the first in line.
          </Need>
        ) : null}
        {stopped.map(({ id, member, reason, createdAt }) => (
          <Need
            key={id}
            to={`members/${member.id}`}
            title={`No letter reaches ${member.name}`}
            at={createdAt}
          >
            {suppressionWords[reason]}
          </Need>
        ))}
        {drafts.map(({ id, title, maker, createdAt }) => (
          <Need
            key={id}
            to={`showcases/${id}`}
            title={`A showcase of ${maker.name} is a draft`}
            at={createdAt}
          >
            “{title}”. Look at it, and publish it.
          </Need>
        ))}
      </ul>
    </Section>
  );
}

/** It has something to tell, and does not go out before somebody says so. */
function waitsForOwner({ standing: { waits, heldFor }, itemCount, hasOpening }: Today["digest"]): boolean {
  const isMissed = waits === "held" && heldFor === "missed_hour";
  return (waits === "needs-ok" || isMissed) && (itemCount > 0 || hasOpening);
}

function Need({
  to,
  title,
  at,
  children,
}: {
  to: string;
  title: ReactNode;
  at: Date | null;
  children: ReactNode;
}) {
  return (
    <li className="group relative border-t border-line py-4 first:border-0 first:pt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-plain text-base font-semibold">
          <Link to={to} prefetch="intent" className="group-hover:text-accent after:absolute after:inset-0">
            {title}
          </Link>
        </h3>
        {at ? (
          <span className="text-sm text-quiet">
            <RelativeTime at={at} />
          </span>
        ) : null}
      </div>
      <p className="text-soft" dir="auto">
        {children}
      </p>
    </li>
  );
}

/** The digest that waits, with its hour: the one thing on this page that has a ground of its own. */
function DigestToCome() {
  const { digest } = useLoaderData<typeof loader>().today;
  return (
    <section className="mb-8 border-t-2 border-accent bg-sheet px-5 py-5">
      <h2 className="text-lg">The next digest</h2>
      {digest.itemCount === 0 && !digest.hasOpening ? (
        <p className="mt-2 text-soft">There is nothing to tell yet. Without news, no letter goes out.</p>
      ) : (
        <>
          <p className="mt-1 text-soft">
            <StandingLine standing={digest.standing} hasNews />
          </p>
          <ol className="mt-4 list-inside list-decimal space-y-1 font-letter text-soft marker:text-quiet">
            {digest.titles.map((title) => (
              <li key={title} className="truncate" dir="auto">
                {title}
              </li>
            ))}
          </ol>
          {digest.itemCount > digest.titles.length ? (
            <p className="mt-1 text-sm text-quiet">and {digest.itemCount - digest.titles.length} more</p>
          ) : null}
        </>
      )}
      <p className="mt-4">
        <Link to="digests" className="link">
          {digest.hasOpening ? "Arrange and send it" : "Write its opening letter"}
        </Link>
      </p>
    </section>
  );
}

function Lately({ first }: { first: boolean }) {
  const { today } = useLoaderData<typeof loader>();
  return (
    <Section title="What happened lately" first={first}>
      {today.lately.length === 0 ? <p className="text-soft">It was quiet for two weeks.</p> : null}
      <ul>
        {today.lately.map((happening) => (
          <li
            key={`${happening.kind}-${happening.subjectId}-${happening.at.toISOString()}`}
            className="group relative flex gap-4 border-t border-line py-4 first:border-0 first:pt-0"
          >
            <Face id={happening.who.id} name={happening.who.name} photoId={happening.who.photoId} />
            <div className="min-w-0">
              <p className="text-sm text-quiet">
                <span className="font-semibold text-ink">{happening.who.name}</span> {verbs[happening.kind]}
                {happening.kind === "member" ? null : " "}
                {happening.kind === "member" ? null : <HappeningLink happening={happening} />},{" "}
                <RelativeTime at={happening.at} />
              </p>
              {happening.words ? (
                <p className="line-clamp-2 text-soft" dir="auto">
                  {happening.words}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Happening = ReturnType<typeof useLoaderData<typeof loader>>["today"]["lately"][number];

const verbs = { post: "wrote in", member: "came in", showcase: "shows", event: "invites to" } as const;
const folders = { post: "threads", member: "members", showcase: "showcases", event: "events" } as const;

function HappeningLink({ happening }: { happening: Happening }) {
  return (
    <Link
      to={`${folders[happening.kind]}/${happening.subjectId}`}
      prefetch="intent"
      className="text-ink group-hover:text-accent after:absolute after:inset-0"
      dir="auto"
    >
      {happening.title}
    </Link>
  );
}
