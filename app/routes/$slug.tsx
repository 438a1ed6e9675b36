import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicWall } from "#app/components/letter-pages/wall.tsx";
import { Section } from "#app/components/page-head.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { EventTime } from "#app/components/event-time.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { now } from "#app/lib/clock.ts";
import { url } from "#app/lib/links.ts";
import { findCommunity } from "#app/models/community.ts";
import { listEvents } from "#app/models/event.ts";
import { asActor, membershipOf, preferencesUrl } from "#app/models/membership.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { listShowcases, type ListedShowcase } from "#app/models/showcase.ts";
import { hostOf } from "#app/web/arrival.ts";
import { currentPerson } from "#app/web/current.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  if (!loaded?.community) return privatePage("For members");
  const { name, tagline } = loaded.community;
  if (!loaded.isPublic) return privatePage(name);
  const about = tagline || `${name}: a community that lives in the inbox.`;
  return [
    { title: name },
    { name: "description", content: about },
    { property: "og:title", content: name },
    { property: "og:description", content: about },
    ...(loaded.sharePhoto ? [{ property: "og:image", content: loaded.sharePhoto }] : []),
  ];
};

/** The public face, where the community chose to have one; else for its members. To others there is nothing, not even a no. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await findCommunity(params.slug ?? "");
  const me = community && (await findMe(request, community));
  if (!community || !(community.publicHome || me))
    return data({ community: null, signedIn: (await currentPerson(request)) !== null }, { status: 404 });

  const [{ showcases }, { events }] = await Promise.all([
    listShowcases(community.id, { status: "published" }),
    listEvents(community.id, { when: "coming", status: "published" }),
  ]);
  const first = showcases.flatMap(({ photos }) => photos).at(0);
  return data({
    community: hostOf(community),
    isPublic: community.publicHome,
    about: community.description,
    reader: { timeZone: community.timeZone, locale: community.locale, now: now().toISOString() },
    showcases,
    makers: makersOf(showcases),
    events: events.map(({ id, title, story, startsAt, endsAt, timeZone, place }) => ({
      id,
      title,
      story,
      startsAt,
      endsAt,
      timeZone,
      place,
    })),
    me,
    sharePhoto: first ? url(`/photos/${first.blob.id}/1200`) : null,
  });
}

async function findMe(request: Request, community: Actor["community"]) {
  const person = await currentPerson(request);
  const membership = person && (await membershipOf(community.id, person.id));
  if (!membership || !["active", "paused"].includes(membership.status)) return null;
  return {
    name: membership.name,
    preferencesUrl: preferencesUrl(membership),
    curates: actorMay(asActor(membership), "open-console"),
  };
}

/** Those whose work hangs here, each once. */
function makersOf(showcases: readonly ListedShowcase[]) {
  return [...new Map(showcases.map(({ maker }) => [maker.id, maker])).values()].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
}

export default function Home() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.community) return <MembersOnly signedIn={loaded.signedIn} />;
  return (
    <ReaderProvider value={loaded.reader}>
      <PublicHome {...loaded} />
    </ReaderProvider>
  );
}

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { showcases: object }>;

function PublicHome({ community, about, showcases, events, makers, me, isPublic }: Loaded) {
  return (
    <LetterPage
      title={<span dir="auto">{community.name}</span>}
      wide
      foot={<Foot isPublic={isPublic} signedIn={me !== null} />}
    >
      <div aria-hidden="true" className="mb-5 h-[3px] w-14 bg-accent" />
      {community.tagline ? (
        <p className="font-letter text-lg text-soft" dir="auto">
          {community.tagline}
        </p>
      ) : null}
      {me ? <Mine me={me} slug={community.slug} address={community.address} /> : null}
      {about ? (
        <div className="my-8">
          <WrittenText text={about} />
        </div>
      ) : null}
      {showcases.length > 0 ? (
        <Section title="Made here" first={!about}>
          <PublicWall showcases={showcases} />
        </Section>
      ) : null}
      {events.length > 0 ? (
        <Section title="Coming events">
          <ul>
            {events.map((event) => (
              <ComingEvent key={event.id} event={event} />
            ))}
          </ul>
        </Section>
      ) : null}
      {makers.length > 0 ? (
        <Section title="The makers">
          <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
            {makers.map((maker) => (
              <Maker key={maker.id} maker={maker} />
            ))}
          </ul>
        </Section>
      ) : null}
      {showcases.length === 0 && events.length === 0 ? (
        <p className="mt-8 text-soft">
          Nothing is shown here yet. What is said stays among the members, in their letters.
        </p>
      ) : null}
    </LetterPage>
  );
}

function Mine({ me, slug, address }: { me: NonNullable<Loaded["me"]>; slug: string; address: string }) {
  return (
    <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3 border-l-2 border-accent pl-4 text-base">
      <span>
        {me.name}, write to{" "}
        <a className="link break-all" href={`mailto:${address}`}>
          {address}
        </a>
        , and it starts a thread.
      </span>
      <a className="link" href={me.preferencesUrl}>
        Your letters and profile
      </a>
      {me.curates ? (
        <Link className="link" to={`/console/${slug}`}>
          The console
        </Link>
      ) : null}
    </p>
  );
}

function ComingEvent({ event }: { event: Loaded["events"][number] }) {
  return (
    <li className="border-t border-line py-4 first:border-t-0 first:pt-0">
      <h3 className="text-lg" dir="auto">
        {event.title}
      </h3>
      <p className="text-soft">
        <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />
        {event.place ? `, ${event.place}` : ""}
      </p>
    </li>
  );
}

function Maker({ maker }: { maker: Loaded["makers"][number] }) {
  return (
    <li className="flex items-start gap-4">
      <Face id={maker.id} name={maker.name} photoId={maker.photoId} />
      <p className="min-w-0">
        <span className="block font-semibold" dir="auto">
          {maker.name}
        </span>
        <span className="block text-sm text-soft" dir="auto">
          {[maker.makes, maker.place].filter(Boolean).join(", ")}
        </span>
      </p>
    </li>
  );
}

function Foot({ isPublic, signedIn }: { isPublic: boolean; signedIn: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p>
        {isPublic ? "One joins by invitation: ask somebody of the circle." : "Only members see this page."}
      </p>
      {signedIn ? (
        <Form method="post" action="/sign-out">
          <Button look="quiet" small>
            Sign out
          </Button>
        </Form>
      ) : (
        <Link to="/sign-in" className="link">
          Sign in
        </Link>
      )}
    </div>
  );
}

function MembersOnly({ signedIn }: { signedIn: boolean }) {
  return (
    <LetterPage title="Nothing to read here">
      <p>
        If a community lives at this address, it is for its members, and they need no page: it comes to them
        as a letter.
      </p>
      <p className="mt-4 text-soft">
        If you came from a letter, its link may have been cut in two by a mail program: copy the whole of it.
      </p>
      <p className="mt-8">
        {signedIn ? (
          <ButtonLink to="/">To your communities</ButtonLink>
        ) : (
          <ButtonLink to="/sign-in" look="primary">
            Sign in
          </ButtonLink>
        )}
      </p>
    </LetterPage>
  );
}
