import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { DayLeaf, EventTime } from "#app/components/event-time.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicEventByNumber } from "#app/models/public-face.ts";
import {
  loaderHeaders,
  publicData,
  publicHost,
  requirePublicCommunity,
  requireThing,
} from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? publicMeta({
        title: `${data.event.title}, ${data.community.name}`,
        about: [data.event.place, data.event.story].filter(Boolean).join(". "),
        url: data.url,
        unlisted: data.unlisted,
        feed: data.feed,
      })
    : [];

/** One event, for everybody: when, where, and a file for one's own calendar. Who comes is not told. */
export async function loader({ params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const event = await requireThing(params.thing, (number) => publicEventByNumber(community.id, number));
  const url = links.publicThing(community.slug, "events", event);
  return publicData({
    ...publicHost(community),
    url,
    feed: { title: `Newsletters of ${community.name}`, url: links.newsletterFeed(community.slug) },
    calendar: `${new URL(url).pathname}/calendar.ics`,
    event,
  });
}

export default function Event() {
  const { community, reader, event, calendar } = useLoaderData<typeof loader>();
  return (
    <PublicPage
      community={community}
      reader={reader}
      title={event.title}
      line={
        <>
          {community.name}, with <span dir="auto">{event.organizer.name}</span>
        </>
      }
    >
      <div className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-5 border-y border-line py-6">
        <DayLeaf at={event.startsAt} timeZone={event.timeZone} />
        <div>
          <p className="text-lg">
            <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />{" "}
            <span className="text-base text-quiet">({event.timeZone.replaceAll("_", " ")})</span>
          </p>
          {event.place ? (
            <p className="text-soft" dir="auto">
              {event.place}
            </p>
          ) : null}
          <p className="mt-3">
            <a className="link" href={calendar} download>
              Put it into your calendar
            </a>
          </p>
        </div>
      </div>
      {event.story ? (
        <div className="mt-8">
          <WrittenText text={event.story} />
        </div>
      ) : null}
      {event.thread ? (
        <p className="mt-8">
          <Link className="link" to={publicPath(community.slug, "threads", event.thread)}>
            What was said about it
          </Link>
        </p>
      ) : null}
    </PublicPage>
  );
}
