import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { MeetingInLetter } from "#app/components/public/public-things.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { PublicWall } from "#app/components/letter-pages/wall.tsx";
import { Section } from "#app/components/page-head.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { EventTime } from "#app/components/event-time.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { findCommunity } from "#app/models/community.ts";
import { listEvents } from "#app/models/event.ts";
import { asActor, membershipOf, preferencesUrl } from "#app/models/membership.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { publicEvents, publicShowcases } from "#app/models/public-face.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { listShowcases } from "#app/models/showcase.ts";
import { hostOf } from "#app/web/arrival.ts";
import { currentPerson } from "#app/web/current.ts";
import { loaderHeaders, publicHeaders } from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  if (!loaded?.community) return privatePage("For members");
  const { name, tagline } = loaded.community;
  if (!loaded.isPublic) return privatePage(name);
  return publicMeta({
    title: name,
    about: tagline || `${name}: a community that lives in the inbox.`,
    url: loaded.url,
    photo: loaded.sharePhoto,
    unlisted: loaded.unlisted,
    feed: loaded.feed,
  });
};

/**
 * The public face, where the community chose to have one: what is marked public, the same for everybody. Else a page for
 * its members, with all that is published among them. To others there is nothing, not even a no.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await findCommunity(params.slug ?? "");
  const me = community && (await findMe(request, community));
  if (!community || !(community.publicHome || me))
    return data({ community: null, signedIn: (await currentPerson(request)) !== null }, { status: 404 });

  const { slug, name, timeZone, locale, publicHome: isPublic, unlisted } = community;
  const { showcases, events, newsletters } = await (isPublic
    ? shownToEverybody(community.id)
    : shownToMembers(community.id));
  const first = showcases.flatMap(({ photos }) => photos).at(0);
  const body = {
    community: hostOf(community),
    isPublic,
    unlisted,
    about: community.description,
    reader: { timeZone, locale, now: (isPublic ? new Date(0) : now()).toISOString() },
    url: links.community(slug),
    feed: { title: `Newsletters of ${name}`, url: links.newsletterFeed(slug) },
    showcases,
    makers: makersOf(showcases),
    events,
    newsletters,
    me,
    sharePhoto: first ? links.photo(first.blob.id, 1200) : null,
  };
  const mayBeKept = isPublic && me === null;
  return data(
    body,
    mayBeKept ? { headers: { ...publicHeaders(JSON.stringify(body), body), Vary: "Cookie" } } : {},
  );
}

async function shownToEverybody(communityId: string) {
  const [showcases, events, { newsletters }] = await Promise.all([
    publicShowcases(communityId),
    publicEvents(communityId),
    newsletterArchive(communityId, { take: 3 }),
  ]);
  return {
    showcases: showcases.map(hung),
    events: events.map(announced),
    newsletters: newsletters.map(({ issue, date }) => ({ issue, date })),
  };
}

async function shownToMembers(communityId: string) {
  const [{ showcases }, { events }] = await Promise.all([
    listShowcases(communityId, { status: "published" }),
    listEvents(communityId, { when: "coming", status: "published" }),
  ]);
  return { showcases: showcases.map(hung), events: events.map(announced), newsletters: [] };
}

interface Hung {
  id: string;
  number: number;
  title: string;
  stock: "available" | "made_to_order" | "sold";
  priceMinor: number | null;
  currency: string;
  maker: {
    id: string;
    number: number;
    name: string;
    makes: string;
    place: string;
    photoId: string | null;
  };
  photos: {
    alt: string;
    blob: { id: string; width: number | null; height: number | null; preview: string | null };
  }[];
}

/** What hangs on the wall: a piece's first photograph, its name and its maker's. */
function hung({ id, number, title, stock, priceMinor, currency, maker, photos }: Hung): Hung {
  const { name, makes, place, photoId } = maker;
  return {
    id,
    number,
    title,
    stock,
    priceMinor,
    currency,
    maker: { id: maker.id, number: maker.number, name, makes, place, photoId },
    photos: photos.slice(0, 1).map(({ alt, blob: { id: blobId, width, height, preview } }) => ({
      alt,
      blob: { id: blobId, width, height, preview },
    })),
  };
}

interface Announced {
  id: string;
  number: number;
  title: string;
  story: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  place: string;
}

function announced({ id, number, title, story, startsAt, endsAt, timeZone, place }: Announced): Announced {
  return { id, number, title, story, startsAt, endsAt, timeZone, place };
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
function makersOf(showcases: readonly Hung[]) {
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

function PublicHome({ community, about, showcases, events, makers, newsletters, me, isPublic }: Loaded) {
  return (
    <LetterPage
      title={<span dir="auto">{community.name}</span>}
      wide
      foot={<Foot slug={community.slug} isPublic={isPublic} signedIn={me !== null} />}
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
          <PublicWall showcases={showcases} {...(isPublic && { slug: community.slug })} />
        </Section>
      ) : null}
      {events.length > 0 ? (
        <Section title="Coming events">
          <ul className="space-y-6">
            {events.map((event) => (
              <li key={event.id}>
                {isPublic ? (
                  <MeetingInLetter slug={community.slug} event={event} heading="h3" />
                ) : (
                  <ComingEvent event={event} />
                )}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {makers.length > 0 ? (
        <Section title="The makers">
          <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
            {makers.map((maker) => (
              <Maker key={maker.id} maker={maker} {...(isPublic && { slug: community.slug })} />
            ))}
          </ul>
        </Section>
      ) : null}
      {isPublic ? (
        <Newsletters slug={community.slug} name={community.name} newsletters={newsletters} />
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

/** The way to hear of what is new, and what has been told so far. */
function Newsletters({
  slug,
  name,
  newsletters,
}: { slug: string; name: string } & Pick<Loaded, "newsletters">) {
  return (
    <Section title="As a letter">
      <p className="max-w-measure text-soft">
        What is made here and where to meet comes to everybody who follows, when there is something to show.
      </p>
      <p className="mt-4">
        <ButtonLink to={`/${slug}/follow`} look="primary">
          Follow {name}
        </ButtonLink>
      </p>
      {newsletters.length > 0 ? (
        <p className="mt-5 flex flex-wrap gap-x-6 gap-y-1">
          {newsletters.map(({ issue, date }) => (
            <Link key={issue} className="link" to={`/${slug}/newsletters/${issue}`}>
              No. {issue}, <PublicDay at={date} />
            </Link>
          ))}
          <Link className="link" to={`/${slug}/newsletters`}>
            All newsletters
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

function ComingEvent({ event }: { event: Loaded["events"][number] }) {
  return (
    <>
      <h3 className="text-lg" dir="auto">
        {event.title}
      </h3>
      <p className="text-soft">
        <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timeZone={event.timeZone} />
        {event.place ? `, ${event.place}` : ""}
      </p>
    </>
  );
}

function Maker({ maker, slug }: { maker: Loaded["makers"][number]; slug?: string }) {
  return (
    <li className="flex items-start gap-4">
      <Face id={maker.id} name={maker.name} photoId={maker.photoId} />
      <p className="min-w-0">
        <span className="block font-semibold" dir="auto">
          {slug ? (
            <Link
              className="hover:text-accent"
              to={publicPath(slug, "makers", { number: maker.number, title: maker.name })}
            >
              {maker.name}
            </Link>
          ) : (
            maker.name
          )}
        </span>
        <span className="block text-sm text-soft" dir="auto">
          {[maker.makes, maker.place].filter(Boolean).join(", ")}
        </span>
      </p>
    </li>
  );
}

function Foot({ slug, isPublic, signedIn }: { slug: string; isPublic: boolean; signedIn: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <p>
        {isPublic ? (
          <>
            One joins by invitation: ask somebody of the circle. Everybody may{" "}
            <Link to={`/${slug}/follow`} className="link">
              follow
            </Link>
            .
          </>
        ) : (
          "Only members see this page."
        )}
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
