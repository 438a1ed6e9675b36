import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Confirm } from "#app/components/confirm.tsx";
import { EventFields } from "#app/components/event-fields.tsx";
import { EventTime } from "#app/components/event-time.tsx";
import { Face } from "#app/components/face.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { turnoutWords } from "#app/components/turnout.ts";
import { count } from "#app/components/words.ts";
import { localDateTime } from "#app/lib/local-time.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { cancelEvent, editEvent, eventById, publishEvent } from "#app/models/event.ts";
import { requireActor } from "#app/web/current.ts";
import { readEvent } from "#app/web/event-form.ts";
import { doIntent } from "#app/web/intents.ts";
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
  const [starts, ends] = [localDateTime(event.startsAt, timeZone), localDateTime(event.endsAt, timeZone)];
  const kept = {
    title,
    story,
    timeZone,
    place,
    link,
    starts,
    ends,
    capacity: event.capacity === null ? "" : String(event.capacity),
  };
  const isShown = event.status === "published" && actor.community.publicHome;
  const publicPage = isShown ? publicPath(actor.community.slug, "events", event) : null;
  return { event, kept, zones: zoneOptions(timeZone), publicPage };
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
    publish: async () => {
      await publishEvent(actor, id);
      return redirectWithToast(here, { words: "Published. It comes with the next digest." });
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

export default function Event() {
  const { event, kept, zones, publicPage } = useLoaderData<typeof loader>();
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
          : "Nobody has answered yet. The invitation goes out with each member’s next digest."}
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
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
