import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { TextField } from "#app/components/field.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { MeetingInLetter } from "#app/components/public/public-things.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { links } from "#app/lib/links.ts";
import { now } from "#app/lib/clock.ts";
import { eventsToRead } from "#app/models/archive.ts";
import { calendarUrl, memberToken } from "#app/models/membership.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";

export const meta: MetaFunction = () => privatePage("Events");

/** What is planned and what was, with one's own answers and the way to change them; and one's own calendar. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const { community, membership } = reader;
  const events = await eventsToRead(community.id, membership.id);
  const shown = events
    .filter(({ status }) => status === "published")
    .map(({ id, number, title, story, startsAt, endsAt, timeZone, allDay, place, mine }) => ({
      ...{ id, number, title, story, startsAt, endsAt, timeZone, allDay, place, mine },
      page: new URL(links.rsvp(memberToken(membership, "rsvp", number))).pathname,
    }));
  const at = now();
  return {
    ...archiveHost(reader),
    calendar: calendarUrl(membership),
    coming: shown.filter(({ endsAt }) => endsAt > at),
    past: shown.filter(({ endsAt }) => endsAt <= at).toReversed(),
  };
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>["coming"][number];

export default function Events() {
  const loaded = useLoaderData<typeof loader>();
  const { community, coming, past, calendar } = loaded;
  const { archive: words, events } = publicWords(loaded.reader.locale);
  return (
    <ArchivePage host={loaded} room="events" title={words.events}>
      {coming.length === 0 ? <p className="text-soft">{words.noEvents}</p> : null}
      <List events={coming} slug={community.slug} words={words} heading="h2" />
      {past.length > 0 ? (
        <section className="mt-12 border-t border-line pt-8">
          <h2 className="mb-6 text-lg">{events.past}</h2>
          <List events={past} slug={community.slug} words={words} heading="h3" />
        </section>
      ) : null}
      <section className="mt-12 border-t border-line pt-8">
        <h2 className="text-lg">{words.calendar}</h2>
        <p className="mt-1 mb-4 text-base text-soft">{words.calendarLine}</p>
        <TextField label={words.calendar} labelHidden readOnly value={calendar} />
      </section>
    </ArchivePage>
  );
}

function List({
  events,
  slug,
  words,
  heading,
}: {
  events: readonly Shown[];
  slug: string;
  words: ReturnType<typeof publicWords>["archive"];
  heading: "h2" | "h3";
}) {
  return (
    <ul className="space-y-8">
      {events.map((event) => (
        <li key={event.id}>
          <MeetingInLetter slug={slug} event={event} heading={heading} to={event.page}>
            <p className="mt-1 text-sm text-quiet">
              {words.yourAnswer}: {answerWords(event, words)}
            </p>
          </MeetingInLetter>
        </li>
      ))}
    </ul>
  );
}

function answerWords({ mine }: Shown, words: ReturnType<typeof publicWords>["archive"]): string {
  if (!mine) return words.none;
  return mine.waiting ? words.inLine : words[mine.answer];
}
