import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { LookInInbox } from "#app/components/public/look-in-inbox.tsx";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { RsvpForm } from "#app/components/public/rsvp-form.tsx";
import { publicPath } from "#app/lib/public-paths.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { askToFollow } from "#app/models/membership/following.ts";
import { publicEventByNumber, publicSeatsLeft } from "#app/models/public-face.ts";
import { badForm, readForm, refusedForm } from "#app/web/form.ts";
import { publicHost, requirePublicCommunity, requireThing } from "#app/web/public-page.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => privatePage(loaded?.title ?? "");

/** The form of the event's page, for who comes back to it with something to mend. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { community, event } = await requireEvent(params);
  return data(
    {
      ...publicHost(community, "events"),
      title: event.title,
      page: publicPath(community.slug, "events", event),
      left: await publicSeatsLeft(event),
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

async function requireEvent(params: LoaderFunctionArgs["params"]) {
  const community = await requirePublicCommunity(params.slug, "events");
  const event = await requireThing(params.thing, (number) => publicEventByNumber(community.id, number));
  return { community, event };
}

/** Whatever the address, the answer is the same: who is known here is nobody's business. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { community, event } = await requireEvent(params);
  const words = publicWords(community.locale).form;
  const read = await readForm(request, rsvpForm(words));
  if (!read.ok) return badForm(read);

  const { website, guests, newsletter, ...visitor } = read.fields;
  try {
    if (website === "")
      await askToFollow(community, {
        ...visitor,
        event: { id: event.id, guests, newsletter: newsletter === "on" },
      });
    return data({ ok: true as const, address: visitor.address }, { status: 200 });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, "address"));
  }
}

function rsvpForm(words: ReturnType<typeof publicWords>["form"]) {
  return z.object({
    name: z.string().trim().min(1, words.nameMissing).max(80, words.nameLong),
    address: z
      .string()
      .trim()
      .min(1, words.addressMissing)
      .regex(/^\S+@\S+\.\S+$/, words.addressOdd),
    guests: z.coerce.number().int().min(0, words.guestsOdd).max(9, words.guestsOdd).default(0),
    newsletter: z.literal("on").optional(),
    website: z.string().default(""),
  });
}

export default function Rsvp() {
  const loaded = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given?.ok)
    return <LookInInbox host={loaded} address={given.address} then={publicWords(loaded.lang).rsvp.sent} />;
  return (
    <PublicPage host={loaded} title={loaded.title}>
      <RsvpForm
        to={`${loaded.page}/rsvp`}
        left={loaded.left}
        community={loaded.community.name}
        hasNewsletter={loaded.parts.newsletters}
      />
    </PublicPage>
  );
}
