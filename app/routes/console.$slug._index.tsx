import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { issueWords, suppressionWords } from "#app/components/digest-words.ts";
import { StandingLine } from "#app/components/digest-ways.tsx";
import { Face } from "#app/components/face.tsx";
import { FirstSteps } from "#app/components/first-steps.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count, listNames } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { communityAddress } from "#app/models/community.ts";
import { preferencesUrl } from "#app/models/membership.ts";
import { actorMay } from "#app/models/roles.ts";
import {
  bringBackFirstSteps,
  dismissFirstSteps,
  firstStepsOf,
  welcomeMyself,
} from "#app/models/setup/steps.ts";
import { todayOf } from "#app/models/today.ts";
import { beginVisit } from "#app/models/today/visits.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

/** A digest that is due within this time is among what needs somebody. */
const SOON = 3 * 3_600_000;
/** Of one kind, before the rest is only counted. */
const SHOWN = 5;

export const meta: MetaFunction = () => [{ title: "Today" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const { community, membership } = actor;
  const lastVisit = await beginVisit(membership);
  const firstSteps = actorMay(actor, "edit-community") ? await firstStepsOf(actor) : null;
  const today = await todayOf(community, lastVisit);
  const soon = today.digest.standing.at && today.digest.standing.at.getTime() - now().getTime() < SOON;
  return {
    today: { ...today, digest: { ...today.digest, isSoon: soon === true } },
    firstName: membership.name.split(" ")[0] ?? "",
    isFirstVisit: lastVisit === null,
    firstSteps: firstSteps && {
      ...firstSteps,
      address: communityAddress(community),
      ownPage: new URL(preferencesUrl({ ...membership, person: actor.person })).pathname,
      mailroom: config().smtpUrl === null,
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  const here = `/console/${actor.community.slug}`;
  return doIntent(request, {
    "dismiss-steps": async () => {
      await dismissFirstSteps(actor);
      return redirectWithToast(here, {
        words: "The first steps are put away.",
        undo: { path: `${here}?index`, fields: { intent: "show-steps" } },
      });
    },
    "show-steps": async () => {
      await bringBackFirstSteps(actor);
      return redirectWithToast(here, { words: "The first steps are here again." });
    },
    "welcome-me": async () => {
      await welcomeMyself(actor);
      return redirectWithToast(here, { words: "A letter to you is on its way. Answer it." });
    },
  });
}

export default function TodayPage() {
  const { today, firstName, firstSteps } = useLoaderData<typeof loader>();
  const needs = needsIn(today);
  const calm = needs === 0 && !firstSteps;
  return (
    <>
      <PageHead title="Today" line={calm ? `Nothing needs you today, ${firstName}.` : undefined} />
      <div className="grid gap-x-16 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        {firstSteps ? <FirstSteps {...firstSteps} /> : null}
        {needs > 0 ? <Needs first={!firstSteps} /> : null}
        <div className="min-w-0 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <DigestToCome />
          <QuietOnes />
        </div>
        <Lately first={calm} />
      </div>
      <HealthLine />
    </>
  );
}

type Today = ReturnType<typeof useLoaderData<typeof loader>>["today"];

function needsIn({ held, waiting, stopped, drafts, paused, digest, uncertain }: Today): number {
  const lists = [held, waiting, stopped, drafts, paused];
  const one = (there: boolean) => (there ? 1 : 0);
  return lists.reduce(
    (sum, { length }) => sum + length,
    one(waitsForOwner(digest) || leavesSoon(digest)) + one(uncertain > 0),
  );
}

/** What waits for somebody: one line each, with the reason and the way to it. */
function Needs({ first }: { first: boolean }) {
  const { held, waiting, freeSeats, stopped, drafts, paused, digest, uncertain } =
    useLoaderData<typeof loader>().today;
  return (
    <Section title="What needs you" first={first}>
      <ul>
        {leavesSoon(digest) ? (
          <Need to="digests/draft/preview" title="The digest leaves soon" at={digest.standing.at}>
            {count(digest.itemCount, "item")}, to {count(digest.standing.readers, "person", "people")}. Look
            at it once more as a letter.
          </Need>
        ) : null}
        {held.slice(0, SHOWN).map((message) => (
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
        <More count={held.length - SHOWN} to="held" words="held mail" />
        {uncertain > 0 ? (
          <Need to="deliveries" title={`${count(uncertain, "letter")} may or may not have arrived`} at={null}>
            Their sender stopped while they were under way. You can send them once more, or leave it.
          </Need>
        ) : null}
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
            {listNames(waiting.map(({ name }) => name))}.{" "}
            {freeSeats > 0
              ? `${count(freeSeats, "seat is", "seats are")} free: offered to the first in line.`
              : "A seat that is freed goes to the first in line; a higher limit lets them in sooner."}
          </Need>
        ) : null}
        {stopped.slice(0, SHOWN).map(({ id, member, reason, createdAt }) => (
          <Need
            key={id}
            to={`members/${member.id}`}
            title={`No letter reaches ${member.name}`}
            at={createdAt}
          >
            {suppressionWords[reason]}
          </Need>
        ))}
        <More
          count={stopped.length - SHOWN}
          to="deliveries/stopped"
          words="addresses that no letter goes to"
        />
        {drafts.slice(0, SHOWN).map(({ id, title, maker, createdAt }) => (
          <Need
            key={id}
            to={`showcases/${id}`}
            title={`A showcase of ${maker.name} is a draft`}
            at={createdAt}
          >
            “{title}”. Look at it, and publish it.
          </Need>
        ))}
        <More count={drafts.length - SHOWN} to="showcases?status=draft" words="showcases to look at" />
      </ul>
    </Section>
  );
}

/** It has something to tell, and does not go out before somebody says so. */
function waitsForOwner({ standing: { waits, heldFor }, itemCount, hasOpening }: Today["digest"]): boolean {
  const isMissed = waits === "held" && heldFor === "missed_hour";
  return (waits === "needs-ok" || isMissed) && (itemCount > 0 || hasOpening);
}

/** It goes out by itself within hours, and nobody has to say so. */
function leavesSoon({ standing: { waits }, itemCount, hasOpening, isSoon }: Today["digest"]): boolean {
  return isSoon && (waits === null || waits === "scheduled") && (itemCount > 0 || hasOpening);
}

function More({ count: rest, to, words }: { count: number; to: string; words: string }) {
  if (rest <= 0) return null;
  return (
    <li className="border-t border-line py-3">
      <Link to={to} className="link">
        {rest} more: {words}
      </Link>
    </li>
  );
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

/** Of whom nothing was heard for two months: a word from the owner often brings them back. */
function QuietOnes() {
  const { quiet } = useLoaderData<typeof loader>().today;
  const [first] = quiet;
  if (!first) return null;
  return (
    <section className="mb-8 border-t border-line pt-4">
      <h2 className="text-lg">Quiet for a while</h2>
      <ul className="mt-2">
        {quiet.map(({ id, name, photoId, lastAt }) => (
          <li key={id} className="group relative flex items-center gap-3 py-1.5">
            <Face id={id} name={name} photoId={photoId} />
            <p className="min-w-0 text-sm text-quiet">
              <Link
                to={`members/${id}`}
                className="font-semibold text-ink group-hover:text-accent after:absolute after:inset-0"
                dir="auto"
              >
                {name}
              </Link>
              {lastAt ? (
                <>
                  , last heard <RelativeTime at={lastAt} day />
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {first.total > quiet.length ? (
        <p className="mt-1 text-sm text-quiet">and {first.total - quiet.length} more</p>
      ) : null}
    </section>
  );
}

/** One line: whether mail goes and comes. */
function HealthLine() {
  const { sent, cameBack, late, heardAt } = useLoaderData<typeof loader>().today.health;
  const went = sent === 0 ? "No letter went out this week" : `${count(sent, "letter")} went out this week`;
  return (
    <p className="border-t border-line pt-4 text-sm text-quiet">
      <Link to="deliveries" className="hover:text-ink">
        {went}
        {cameBack > 0 ? `, ${cameBack} came back` : ""}
        {late > 0 ? `, ${count(late, "waits", "wait")} longer than they should` : ""}.{" "}
        {heardAt ? (
          <>
            Mail last came in <RelativeTime at={heardAt} />.
          </>
        ) : (
          "No mail has come in yet."
        )}
      </Link>
    </p>
  );
}

function Lately({ first }: { first: boolean }) {
  const { today, isFirstVisit } = useLoaderData<typeof loader>();
  return (
    <Section title={isFirstVisit ? "What happened lately" : "Since your last visit"} first={first}>
      {today.lately.length === 0 ? (
        <p className="text-soft">
          {isFirstVisit ? (
            "It was quiet for two weeks."
          ) : (
            <>
              Nothing new since <RelativeTime at={today.since} />.
            </>
          )}
        </p>
      ) : null}
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
