import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { Select } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { EventTime } from "#app/components/event-time.tsx";
import { count } from "#app/components/words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { now } from "#app/lib/clock.ts";
import { eventByNumber, type EventWithRsvps } from "#app/models/event.ts";
import { membershipByLink } from "#app/models/membership.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { hostOf } from "#app/web/arrival.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded?.event ? loaded.event.title : "Event");

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await findInvited(params.token);
  if (!found) return data({ event: null, community: null }, { status: 404 });

  const { membership, event } = found;
  const { timeZone, locale } = membership;
  return data({
    community: hostOf(membership.community),
    reader: { timeZone, locale, now: now().toISOString() },
    event: shown(event),
    mine: mineOf(event, membership.id),
    coming: event.rsvps
      .filter(({ answer, waiting }) => answer === "yes" && !waiting)
      .map(({ membership: who, guests }) => ({ ...who, guests })),
  });
}

/** The link names the member and the event; another community's event is not found by it. */
async function findInvited(token = "") {
  const found = await membershipByLink("rsvp", token);
  if (!found || !["active", "paused"].includes(found.membership.status)) return null;
  const event = await eventByNumber(found.membership.communityId, found.extra);
  return event && event.status !== "draft" ? { membership: found.membership, event } : null;
}

function shown(event: EventWithRsvps) {
  const { title, story, startsAt, endsAt, timeZone, place, link, capacity, turnout, organizer, status } =
    event;
  const over = endsAt.getTime() <= now().getTime();
  const left = capacity === null ? null : Math.max(0, capacity - turnout.seatsTaken);
  return {
    title,
    story,
    startsAt,
    endsAt,
    timeZone,
    place,
    link,
    left,
    over,
    organizer: organizer.name,
    cancelled: status === "cancelled",
  };
}

function mineOf({ rsvps }: EventWithRsvps, membershipId: string) {
  const mine = rsvps.find((rsvp) => rsvp.membershipId === membershipId);
  if (!mine) return null;
  const place = mine.waiting ? rsvps.filter(({ waiting }) => waiting).indexOf(mine) + 1 : 0;
  return { answer: mine.answer, guests: mine.guests, place };
}

const answerForm = z.object({
  guests: z.coerce
    .number()
    .int()
    .min(0, "This is not a number of guests.")
    .max(9, "Nine guests at most.")
    .default(0),
});

const doneWords = {
  yes: "You are coming.",
  maybe: "Noted: maybe.",
  no: "Noted: you are not coming.",
} as const;

export async function action({ request, params }: ActionFunctionArgs) {
  const found = await findInvited(params.token);
  if (!found) throw new Response(null, { status: 404 });
  const { membership, event } = found;

  const deed = (answer: "yes" | "maybe" | "no") => async (form: FormData) => {
    const { guests } = insistForm(form, answerForm);
    const rsvp = await answerEvent(null, {
      communityId: membership.communityId,
      eventId: event.id,
      membershipId: membership.id,
      answer,
      guests: answer === "yes" ? guests : 0,
    });
    const words = rsvp.waiting ? "Every seat is taken: you are in line for the next one." : doneWords[answer];
    return redirectWithToast(new URL(request.url).pathname, { words });
  };
  return doIntent(request, { yes: deed("yes"), maybe: deed("maybe"), no: deed("no") });
}

export default function AnswerEvent() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.event) return <ClosedDoor refused={notOurs} />;
  return (
    <ReaderProvider value={loaded.reader}>
      <Invitation {...loaded} />
    </ReaderProvider>
  );
}

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { event: object }>;

function Invitation({ community, event, mine, coming }: Loaded) {
  return (
    <LetterPage
      community={community}
      title={<span dir="auto">{event.title}</span>}
      foot={event.over ? undefined : "You can change your answer here until the event is over."}
    >
      <p className="font-letter text-lg">
        <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />
      </p>
      {event.place ? (
        <p className="font-letter text-lg" dir="auto">
          {event.place}
        </p>
      ) : null}
      {event.link ? (
        <p>
          <a className="link break-all" href={event.link} rel="noopener noreferrer">
            {event.link}
          </a>
        </p>
      ) : null}
      <p className="mt-1 text-sm text-quiet">{event.organizer} invites</p>
      {event.story ? (
        <div className="mt-6">
          <WrittenText text={event.story} />
        </div>
      ) : null}
      <div className="mt-8 border-y border-line py-6">
        {closedWords(event) ?? <Answer event={event} mine={mine} />}
      </div>
      <Coming coming={coming} over={event.over} />
    </LetterPage>
  );
}

function closedWords({ cancelled, over }: Loaded["event"]) {
  if (cancelled) return <p className="font-letter text-lg">This event does not take place.</p>;
  return over ? <p className="font-letter text-lg">This event is over.</p> : null;
}

function Answer({ event, mine }: Pick<Loaded, "event" | "mine">) {
  const form = useMistakes("yes");
  return (
    <Form method="post">
      <RefusalLine words={form.refusal} />
      <p className="font-letter text-lg" role="status">
        {mine ? answeredWords(mine) : "Will you come?"}
      </p>
      {event.left === null ? null : (
        <p className="text-sm text-quiet">
          {seatWords(event.left, mine?.answer === "yes" && mine.place === 0)}
        </p>
      )}
      <div className="mt-4 max-w-56">
        <Select
          label="Whom do you bring?"
          name="guests"
          options={guestOptions}
          defaultValue={form.typed("guests", String(mine?.guests ?? 0))}
          error={form.error("guests")}
        />
      </div>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button look="primary" name="intent" value="yes">
          {yesWords(event, mine)}
        </Button>
        <Button name="intent" value="maybe">
          Maybe
        </Button>
        <Button name="intent" value="no">
          No
        </Button>
      </div>
    </Form>
  );
}

function yesWords({ left }: Loaded["event"], mine: Loaded["mine"]): string {
  if (mine?.answer === "yes") return "Yes, like this";
  return left === 0 ? "Yes, put me in line" : "Yes, I am coming";
}

const guestOptions = Array.from(
  { length: 10 },
  (_, guests) => [String(guests), guests === 0 ? "Nobody, just me" : count(guests, "guest")] as const,
);

function answeredWords({ answer, guests, place }: NonNullable<Loaded["mine"]>): string {
  if (place > 0) return `You are number ${String(place)} in line for a seat.`;
  if (answer === "yes")
    return guests > 0 ? `You are coming, with ${count(guests, "guest")}.` : "You are coming.";
  return answer === "maybe" ? "You said: maybe." : "You said: no.";
}

function seatWords(left: number, seated: boolean): string {
  if (left === 0 && seated) return "Every seat is taken, and one of them is yours.";
  return left === 0
    ? "Every seat is taken. Who says yes now is in line for the next one."
    : `${count(left, "seat")} left.`;
}

function Coming({ coming, over }: Pick<Loaded, "coming"> & { over: boolean }) {
  if (coming.length === 0 && over) return null;
  if (coming.length === 0) return <p className="mt-6 text-soft">Nobody has said yes yet.</p>;
  const heads = coming.reduce((sum, { guests }) => sum + 1 + guests, 0);
  return (
    <section className="mt-6">
      <h2 className="text-lg">
        {over ? `${count(heads, "person", "people")} came` : count(heads, "person comes", "people come")}
      </h2>
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-3">
        {coming.map(({ id, name, photoId, guests }) => (
          <li key={id} className="flex items-center gap-2 text-base">
            <Face id={id} name={name} photoId={photoId} size="small" />
            <span dir="auto">{name}</span>
            {guests > 0 ? <span className="text-quiet">+{guests}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
