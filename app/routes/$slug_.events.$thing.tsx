import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { DayLeaf } from "#app/components/event-time.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { PublicTime } from "#app/components/public/public-time.tsx";
import { RsvpForm } from "#app/components/public/rsvp-form.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicEventByNumber, publicSeatsLeft } from "#app/models/public-face.ts";
import { eventThing } from "#app/web/public-head.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";

export const headers = loaderHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => publicMeta(data);

/** One event, for everybody: when, where, how many seats are left, and the way to say that one comes. Who comes is not told. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug, "events");
  const event = await requireThing(params.thing, (number) => publicEventByNumber(community.id, number));
  const left = await publicSeatsLeft(event);
  const url = links.publicThing(community.slug, "events", event);
  return publicData({
    ...publicHost(community, "events"),
    head: {
      title: `${event.title}, ${community.name}`,
      about: [event.place, event.story].filter(Boolean).join(". ") || event.title,
      url,
      card: links.card(community.slug, `events-${event.number}`),
      kind: "article" as const,
      thing: eventThing(community, event, left),
    },
    page: new URL(url).pathname,
    event,
    left,
    over: event.endsAt.getTime() <= now().getTime(),
    closed: event.closedAt !== null,
  });
}

export default function Event() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <PublicPage host={loaded} title={loaded.event.title} line={<Host />}>
      <When />
      {loaded.event.story ? (
        <div className="mt-8">
          <WrittenText text={loaded.event.story} />
        </div>
      ) : null}
      <Coming />
    </PublicPage>
  );
}

function Host() {
  const { community, event } = useLoaderData<typeof loader>();
  return (
    <>
      {community.name}, {useWords().events.with} <span dir="auto">{event.organizer.name}</span>
    </>
  );
}

function When() {
  const { event, page } = useLoaderData<typeof loader>();
  const words = useWords().events;
  return (
    <div className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-5 border-y border-line py-6">
      <DayLeaf at={event.startsAt} timeZone={event.timeZone} />
      <div>
        <p className="text-lg">
          <PublicTime event={event} />{" "}
          <span className="text-base text-quiet">({event.timeZone.replaceAll("_", " ")})</span>
        </p>
        {event.place ? (
          <p className="text-soft" dir="auto">
            {event.place}
          </p>
        ) : null}
        <p className="mt-3">
          <a className="link" href={`${page}/calendar.ics`} download>
            {words.calendar}
          </a>
        </p>
      </div>
    </div>
  );
}

function Coming() {
  const { community, event, page, left, over, closed, parts } = useLoaderData<typeof loader>();
  const words = useWords().events;
  return (
    <>
      {event.thread ? (
        <p className="mt-8">
          <Link className="link" to={publicPath(community.slug, "threads", event.thread)}>
            {words.talk}
          </Link>
        </p>
      ) : null}
      <section className="mt-10 border-t border-line pt-8">
        {over ? (
          <p className="font-letter text-lg">{words.over}</p>
        ) : (
          <>
            <h2 className="text-xl">{words.comeTitle}</h2>
            {left === null ? null : (
              <p className="mt-1 text-soft">{left === 0 ? words.full : words.left(left)}</p>
            )}
            {closed ? null : (
              <div className="mt-6">
                <RsvpForm
                  to={`${page}/rsvp`}
                  left={left}
                  community={community.name}
                  hasNewsletter={parts.newsletters}
                />
              </div>
            )}
          </>
        )}
      </section>
    </>
  );
}
