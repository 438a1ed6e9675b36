import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { EventFields } from "#app/components/event-fields.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { now } from "#app/lib/clock.ts";
import { localDate } from "#app/lib/local-time.ts";
import { createEvent } from "#app/models/event.ts";
import { requireActor } from "#app/web/current.ts";
import { readEvent } from "#app/web/event-form.ts";
import { doIntent } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

const FORTNIGHT = 14 * 86_400_000;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "make-event");
  const day = localDate(new Date(now().getTime() + FORTNIGHT), community.timeZone);
  const kept = {
    title: "",
    story: "",
    starts: `${day}T15:00`,
    ends: `${day}T17:00`,
    timeZone: community.timeZone,
    place: "",
    link: "",
    capacity: "",
    allDay: false,
    repeats: "",
    times: "",
    rule: "",
  };
  return { kept, zones: zoneOptions(community.timeZone) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "make-event");
  return doIntent(request, {
    create: async (form) => {
      const { id } = await createEvent(actor, readEvent(form));
      return redirectWithToast(`/console/${actor.community.slug}/events/${id}`, {
        words: "Saved as a draft. Nobody is told before you publish it.",
      });
    },
  });
}

export default function NewEvent() {
  const { kept, zones } = useLoaderData<typeof loader>();
  const form = useMistakes("create");
  return (
    <div className="max-w-152">
      <PageHead
        back={{ to: "../events", words: "Events" }}
        title="New event"
        line="It stays a draft until you publish it."
      />
      <Form method="post">
        <RefusalLine words={form.refusal} />
        <EventFields form={form} kept={kept} zones={zones} />
        <div className="mt-8">
          <Button look="primary" name="intent" value="create" wide>
            Save as a draft
          </Button>
        </div>
      </Form>
    </div>
  );
}
