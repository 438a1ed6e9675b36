import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Confirm } from "#app/components/confirm.tsx";
import { EventFields } from "#app/components/event-fields.tsx";
import { EventTime } from "#app/components/event-time.tsx";
import { Select, TextArea } from "#app/components/field.tsx";
import { Fold } from "#app/components/fold.tsx";
import { Face } from "#app/components/face.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { turnoutWords } from "#app/components/turnout.ts";
import { count } from "#app/components/words.ts";
import { localDate, localDateTime } from "#app/lib/local-time.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { cancelEvent, editEvent, eventById, publishEvent } from "#app/models/event.ts";
import {
  closeList,
  moveAttendee,
  reopenList,
  standings,
  writeToAttendees,
  type Standing,
} from "#app/models/event/attendee-list.ts";
import { comingTimes, leaveOutDay, putDayBack } from "#app/models/event/series.ts";
import { listMemberNames } from "#app/models/membership/names.ts";
import { requireActor } from "#app/web/current.ts";
import { readEvent, repeatsOf } from "#app/web/event-form.ts";
import { doIntent, FormMistakes, textOf } from "#app/web/intents.ts";
import { publicDeeds } from "#app/web/public-deeds.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.event.title : "Events" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const event = await eventById(actor.community.id, params.id ?? "");
  if (!event) throw new Response(null, { status: 404 });

  const { title, story, timeZone, place, link } = event;
  const starts = localDateTime(event.startsAt, timeZone);
  // The end of whole days is the midnight after them.
  const ends = localDateTime(new Date(event.endsAt.getTime() - (event.allDay ? 60_000 : 0)), timeZone);
  const kept = {
    title,
    story,
    timeZone,
    place,
    link,
    starts,
    ends,
    capacity: event.capacity === null ? "" : String(event.capacity),
    allDay: event.allDay,
    ...repeatsOf(event.recurrence),
  };
  const days = event.recurrence === "" ? [] : comingTimes(event).map((at) => localDate(at, timeZone));
  const isShown = event.status === "published" && actor.community.publicHome;
  const publicPage = isShown ? publicPath(actor.community.slug, "events", event) : null;
  const answered = new Set(event.rsvps.map(({ membershipId }) => membershipId));
  const members = await listMemberNames(actor.community.id);
  const others = members.filter(({ id }) => !answered.has(id)).map(({ id, name }) => ({ id, name }));
  return { event, kept, zones: zoneOptions(timeZone), publicPage, days, others };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-events");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    ...publicDeeds(actor, { kind: "event", id, here }),
    edit: async (form) => {
      await editEvent(actor, id, readEvent(form));
      return redirectWithToast(here, { words: "Saved." });
    },
    move: async (form) => {
      const member = textOf(form, "member");
      const from = await moveAttendee(actor, id, { membershipId: member, to: standingIn(form) });
      return redirectWithToast(here, {
        words: "The list is changed.",
        undo: { path: here, fields: { intent: "move", member, to: from } },
      });
    },
    close: async () => {
      await closeList(actor, id);
      const undo = { path: here, fields: { intent: "reopen" } };
      return redirectWithToast(here, { words: "The list is closed.", undo });
    },
    reopen: async () => {
      await reopenList(actor, id);
      return redirectWithToast(here, { words: "The list is open again." });
    },
    "write-attendees": async (form) => {
      const text = textOf(form, "text").slice(0, 10_000);
      if (text.trim() === "") throw new FormMistakes({ text: "Write something first." });
      await writeToAttendees(actor, id, text);
      return redirectWithToast(here, {
        words: "It goes out to those who come, wait or may come. Answers come into the event’s thread.",
      });
    },
    "leave-out": async (form) => {
      const day = textOf(form, "day");
      await leaveOutDay(actor, id, day);
      const undo = { path: here, fields: { intent: "put-back-day", day } };
      return redirectWithToast(here, { words: "This day is left out. Everyone is told.", undo });
    },
    "put-back-day": async (form) => {
      await putDayBack(actor, id, textOf(form, "day"));
      return redirectWithToast(here, { words: "It takes place on this day after all." });
    },
    publish: async () => {
      await publishEvent(actor, id);
      return redirectWithToast(here, {
        words: "Published. Every member gets an invitation for their calendar.",
      });
    },
    cancel: async () => {
      await cancelEvent(actor, id);
      return redirectWithToast(here, {
        words: "Cancelled.",
        undo: { path: here, fields: { intent: "publish" } },
      });
    },
  });
}

function standingIn(form: FormData): Standing {
  const to = standings.find((standing) => standing === textOf(form, "to"));
  if (!to) throw new FormMistakes({ "": "Choose where to." });
  return to;
}

export default function Event() {
  const { event, kept, zones, publicPage, days } = useLoaderData<typeof loader>();
  const form = useMistakes("edit");
  return (
    <>
      <PageHead
        back={{ to: "../events", words: "Events" }}
        title={<span dir="auto">{event.title}</span>}
        line={<About />}
        acts={<Publication />}
      />
      <PublicSwitch isPublic={event.publicAt !== null} to={publicPage} />
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <Section title="Who comes" line={turnoutWords(event.turnout, event.capacity)} first>
          <Answers />
          {event.status === "draft" ? null : <ListActs />}
          {days.length > 0 ? <Days /> : null}
          {event.status === "published" ? <Cancellation /> : null}
        </Section>
        <Section title="What it says" first>
          <Form method="post">
            <RefusalLine words={form.refusal} />
            <EventFields form={form} kept={kept} zones={zones} />
            <div className="mt-6">
              <Button
                look={event.status === "published" ? "primary" : "plain"}
                name="intent"
                value="edit"
                wide
              >
                Save the changes
              </Button>
            </div>
          </Form>
        </Section>
      </div>
    </>
  );
}

function About() {
  const { event } = useLoaderData<typeof loader>();
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span>
        <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />{" "}
        <span className="text-quiet">({event.timeZone.replaceAll("_", " ")})</span>
      </span>
      <Chip tone={event.status === "published" ? "well" : event.status === "draft" ? "accent" : "bad"}>
        {event.status}
      </Chip>
      {event.thread ? (
        <Link className="link" to={`../threads/${event.thread.id}`}>
          {event.thread.postCount === 0 ? "Its thread" : `${count(event.thread.postCount, "post")} about it`}
        </Link>
      ) : null}
    </span>
  );
}

function Publication() {
  const { event } = useLoaderData<typeof loader>();
  if (event.status === "published") return null;
  return (
    <Form method="post">
      <Button look="primary" name="intent" value="publish">
        {event.status === "draft" ? "Publish to everyone" : "It takes place after all"}
      </Button>
    </Form>
  );
}

function Cancellation() {
  return (
    <div className="mt-8">
      <Confirm opens="Cancel the event …" act="Cancel it" intent="cancel" small>
        Everyone who answered is told that it does not take place. The page and what was said about it stay.
      </Confirm>
    </div>
  );
}

/** Puts one of the list elsewhere. */
function MoveForm({ member, at }: { member: { id: string; name: string }; at: string }) {
  return (
    <details className="group ml-auto">
      <summary className="px-2 py-1 text-sm text-quiet hover:text-ink">
        Move<span className="sr-only"> {member.name}</span>
      </summary>
      <Form method="post" preventScrollReset className="flex flex-wrap gap-1">
        <input type="hidden" name="intent" value="move" />
        <input type="hidden" name="member" value={member.id} />
        {moves
          .filter(([, words]) => words !== at)
          .map(([to, words]) => (
            <Button key={to} small look="quiet" name="to" value={to}>
              {words}
            </Button>
          ))}
      </Form>
    </details>
  );
}

const moves = [
  ["seat", "Coming"],
  ["waiting", "Waiting for a seat"],
  ["maybe", "Perhaps"],
  ["no", "Not this time"],
] as const;

/** What the organizer does with the list: add somebody, write to all, close it, take it along. */
function ListActs() {
  const { event, others } = useLoaderData<typeof loader>();
  const write = useMistakes("write-attendees");
  const move = useMistakes("move");
  return (
    <div className="mt-6 space-y-4 border-t border-line pt-6">
      <RefusalLine words={move.refusal} />
      {others.length > 0 ? (
        <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="to" value="seat" />
          <div className="min-w-48 flex-1">
            <Select
              label="Somebody who said yes elsewhere"
              name="member"
              options={others.map(({ id, name }) => [id, name] as const)}
            />
          </div>
          <Button name="intent" value="move">
            Give a seat
          </Button>
        </Form>
      ) : null}
      <Fold line="Write to all who come, wait or may come" open={write.any}>
        <Form method="post" className="space-y-3">
          <RefusalLine words={write.refusal} />
          <TextArea
            label="Your words"
            hint="They also stand in the event’s thread, and answers come back there."
            name="text"
            letter
            maxLength={10_000}
            required
            defaultValue={write.typed("text")}
            error={write.error("text")}
          />
          <Button name="intent" value="write-attendees">
            Send it to them
          </Button>
        </Form>
      </Fold>
      <Form method="post" className="flex flex-wrap gap-2">
        <Button small name="intent" value={event.closedAt ? "reopen" : "close"}>
          {event.closedAt ? "Open the list again" : "Close the list"}
        </Button>
        <a className="link self-center px-2 text-sm" href={`${event.id}/attendees.csv`} download>
          Attendees as CSV
        </a>
      </Form>
    </div>
  );
}

/** The next days of a series; each can be left out. */
function Days() {
  const { days, event } = useLoaderData<typeof loader>();
  return (
    <div className="mt-6 border-t border-line pt-6">
      <h3 className="font-plain text-sm font-semibold text-quiet">Next days</h3>
      <ul className="mt-2">
        {days.map((day) => (
          <DayLine key={day} day={day} intent="leave-out" words="Leave out" />
        ))}
        {event.exceptions.map((day) => (
          <DayLine key={day} day={day} intent="put-back-day" words="Put back" isOut />
        ))}
      </ul>
    </div>
  );
}

function DayLine({
  day,
  intent,
  words,
  isOut = false,
}: {
  day: string;
  intent: string;
  words: string;
  isOut?: boolean;
}) {
  return (
    <li>
      <Form method="post" preventScrollReset className="flex items-center justify-between gap-3">
        <input type="hidden" name="day" value={day} />
        <span className={isOut ? "text-quiet line-through" : ""}>{day}</span>
        <Button small look="quiet" name="intent" value={intent} aria-label={`${words}: ${day}`}>
          {words}
        </Button>
      </Form>
    </li>
  );
}

type Answer = ReturnType<typeof useLoaderData<typeof loader>>["event"]["rsvps"][number];

const groups: readonly (readonly [words: string, holds: (answer: Answer) => boolean])[] = [
  ["Coming", ({ answer, waiting }) => answer === "yes" && !waiting],
  ["Waiting for a seat", ({ answer, waiting }) => answer === "yes" && waiting],
  ["Perhaps", ({ answer }) => answer === "maybe"],
  ["Not this time", ({ answer }) => answer === "no"],
];

function Answers() {
  const { event } = useLoaderData<typeof loader>();
  if (event.rsvps.length === 0) {
    return (
      <p className="text-soft">
        {event.status === "draft"
          ? "Nobody is asked before it is published."
          : "Nobody has answered yet. Every member has an invitation for their calendar."}
      </p>
    );
  }
  return groups.map(([words, holds]) => {
    const answers = event.rsvps.filter(holds);
    if (answers.length === 0) return null;
    return (
      <div key={words} className="mb-6">
        <h3 className="font-plain text-sm font-semibold text-quiet">{words}</h3>
        <ul className="mt-2 space-y-2">
          {answers.map(({ id, membership, guests }) => (
            <li key={id} className="flex items-center gap-3">
              <Face id={membership.id} name={membership.name} photoId={membership.photoId} size="small" />
              <Link to={`../members/${membership.id}`} className="hover:text-accent">
                {membership.name}
              </Link>
              {guests > 0 ? <span className="text-sm text-quiet">and {count(guests, "guest")}</span> : null}
              <MoveForm member={membership} at={words} />
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
