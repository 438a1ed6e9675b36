import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, NavLink, useLoaderData, useSearchParams } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { DayLeaf, EventTime } from "#app/components/event-time.tsx";
import { turnoutWords } from "#app/components/turnout.ts";
import { listEvents } from "#app/models/event.ts";
import { requireActor } from "#app/web/current.ts";
import { pageOf } from "#app/web/search.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const search = new URL(request.url).searchParams;
  const when = search.get("when") === "past" ? "past" : "coming";
  return { ...(await listEvents(actor.community.id, { when, page: pageOf(search) })), when };
}

export default function Events() {
  const { events, page, pages, when } = useLoaderData<typeof loader>();
  const make = (
    <ButtonLink to="new" look="primary">
      New event
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Events" acts={events.length > 0 || when === "past" ? make : null} />
      <Ways />
      {events.length === 0 && when === "coming" ? (
        <EmptyState act={make}>
          Nothing is planned. A kiln opening, a stall at the market, an evening of mending: it begins with a
          date.
        </EmptyState>
      ) : null}
      {events.length === 0 && when === "past" ? <EmptyState>No event has been yet.</EmptyState> : null}
      <ul className="mt-6">
        {events.map((event) => (
          <li
            key={event.id}
            className="group relative grid grid-cols-[4rem_minmax(0,1fr)] gap-x-5 border-t border-line py-6"
          >
            <DayLeaf at={event.startsAt} timeZone={event.timeZone} />
            <div className="min-w-0">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <h2 className="font-letter text-lg leading-7" dir="auto">
                  <Link
                    to={event.id}
                    prefetch="intent"
                    className="group-hover:text-accent after:absolute after:inset-0"
                  >
                    {event.title}
                  </Link>
                </h2>
                {event.status === "published" ? null : (
                  <Chip tone={event.status === "draft" ? "accent" : "bad"}>{event.status}</Chip>
                )}
              </div>
              <p className="text-base text-soft">
                <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />
                {event.place ? `, ${event.place}` : null}
              </p>
              <p className="mt-1 text-sm text-quiet">
                {event.organizer.name} · {turnoutWords(event.turnout, event.capacity)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}

function Ways() {
  const [search] = useSearchParams();
  const past = search.get("when") === "past";
  const look = (here: boolean) => (here ? "border-b-2 border-accent text-ink" : "text-soft hover:text-ink");
  return (
    <nav aria-label="Which events" className="flex gap-6 text-sm">
      <NavLink to="." end aria-current={past ? undefined : "page"} className={`py-1 ${look(!past)}`}>
        To come
      </NavLink>
      <NavLink to="?when=past" aria-current={past ? "page" : undefined} className={`py-1 ${look(past)}`}>
        Past
      </NavLink>
    </nav>
  );
}
