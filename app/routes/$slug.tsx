import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import type { CSSProperties, ReactNode } from "react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { pieceOf, PublicWall } from "#app/components/letter-pages/wall.tsx";
import { Photo } from "#app/components/photo.tsx";
import { FollowForm } from "#app/components/public/follow-form.tsx";
import { PieceLine } from "#app/components/public/piece-line.tsx";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicMeta } from "#app/components/public/public-meta.ts";
import { PublicPage } from "#app/components/public/public-page.tsx";
import { MakerLink, MeetingInLetter } from "#app/components/public/public-things.tsx";
import { useWords } from "#app/components/public/use-words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { links } from "#app/lib/links.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { findCommunity } from "#app/models/community.ts";
import { newsletterArchive } from "#app/models/newsletter.ts";
import { partsShown, publicEvents, publicMakers, publicShowcases } from "#app/models/public-face.ts";
import { findReader, type ArchiveReader } from "#app/web/archive-reader.ts";
import { hostOf } from "#app/web/arrival.ts";
import { currentPerson } from "#app/web/current.ts";
import { organizationThing } from "#app/web/public-head.ts";
import { loaderHeaders, publicHeaders, publicHost } from "#app/web/public-page.ts";

export const headers = loaderHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => {
  if (!loaded?.community) return privatePage("For members");
  return loaded.isPublic ? publicMeta(loaded) : privatePage(loaded.community.name);
};

/**
 * The public face, where the community chose to have one: of each part what is marked public, the same for everybody.
 * Else a page for its members that leads to their archive. To others there is nothing, not even a no.
 */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await findCommunity(params.slug ?? "");
  const me = community && (await findReader(request, community));
  if (!community || !(community.publicHome || me))
    return data({ community: null, signedIn: (await currentPerson(request)) !== null }, { status: 404 });

  const mine = me && mineOf(me);
  if (!community.publicHome)
    return data({
      ...publicHost(community),
      community: hostOf(community),
      isPublic: false as const,
      me: mine,
    });

  const body = { ...(await shownToEverybody(community)), isPublic: true as const, me: mine };
  return data(
    body,
    me === null ? { headers: { ...publicHeaders(JSON.stringify(body), body), Vary: "Cookie" } } : {},
  );
}

async function shownToEverybody(community: Parameters<typeof publicHost>[0]) {
  const shown = partsShown(community);
  const none = Promise.resolve([]);
  const [showcases, events, makers, newsletters] = await Promise.all([
    shown.showcases === "members" ? none : publicShowcases(community.id, { take: 9 }),
    shown.events === "members" ? none : publicEvents(community.id),
    shown.makers === "members" ? none : publicMakers(community.id, { take: 12 }).then((page) => page.makers),
    shown.newsletters === "members"
      ? none
      : newsletterArchive(community.id, { take: 3 }).then((page) => page.newsletters),
  ]);
  const url = links.community(community.slug);
  const { name, tagline, description } = community;
  return {
    ...publicHost(community),
    head: {
      title: name,
      about: tagline || description || name,
      url,
      card: links.card(community.slug, "home"),
      thing: organizationThing(community, showcases[0]?.photos[0]?.blob.id ?? null),
    },
    about: description,
    showcases: showcases.map((piece) => ({
      ...piece,
      story: "",
      photos: piece.photos.slice(0, 1),
    })),
    events: events.slice(0, 3),
    makers,
    newsletters: newsletters.map(({ issue, date }) => ({ issue, date })),
  };
}

function mineOf({ membership, preferencesUrl, curates }: ArchiveReader) {
  return { name: membership.name, preferencesUrl, curates };
}

export default function Home() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.community) return <NothingHere signedIn={loaded.signedIn} />;
  if (!loaded.isPublic) return <MembersHome {...loaded} />;
  return (
    <PublicPage host={loaded} wide end={<Foot {...loaded} />}>
      <PublicHome {...loaded} />
    </PublicPage>
  );
}

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { community: object }>;
type Shown = Extract<Loaded, { isPublic: true }>;

function PublicHome(shown: Shown) {
  const { community, about, showcases, events, makers, me } = shown;
  const words = useWords().home;
  const [newest, ...others] = showcases;
  return (
    <>
      <div className="sm:mt-6">
        <h1 className="font-letter text-2xl wrap-anywhere sm:text-[3.25rem] sm:leading-[1.1]" dir="auto">
          {community.name}
        </h1>
        {community.tagline ? (
          <p className="mt-3 max-w-measure font-letter text-lg text-soft sm:text-xl" dir="auto">
            {community.tagline}
          </p>
        ) : null}
      </div>
      {me ? <Mine me={me} slug={community.slug} address={community.address} /> : null}
      {newest ? <Newest piece={newest} slug={community.slug} /> : null}
      {about ? (
        <div className="mt-12 max-w-measure border-l-[3px] border-accent pl-5 sm:pl-8">
          <WrittenText text={about} />
        </div>
      ) : null}
      {others.length > 0 ? (
        <Part title={words.made} more={[`/${community.slug}/showcases`, words.allMade]}>
          <PublicWall showcases={others} to={pieceOf(community.slug)} eager={0} />
        </Part>
      ) : null}
      {events.length > 0 ? (
        <Part title={words.events} more={[`/${community.slug}/events`, words.allEvents]}>
          <ul className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
            {events.map((event) => (
              <li key={event.id}>
                <MeetingInLetter slug={community.slug} event={event} heading="h3" />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {makers.length > 0 ? (
        <Part title={words.makers} more={[`/${community.slug}/makers`, words.allMakers]}>
          <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
            {makers.map((maker) => (
              <Maker key={maker.id} maker={maker} slug={community.slug} />
            ))}
          </ul>
        </Part>
      ) : null}
      {showcases.length === 0 && events.length === 0 ? (
        <p className="mt-10 text-soft">{words.nothing}</p>
      ) : null}
      {shown.parts.newsletters ? <AsLetter {...shown} /> : null}
    </>
  );
}

/** The latest piece, as large as the page. */
function Newest({ piece, slug }: { piece: Shown["showcases"][number]; slug: string }) {
  const [photo] = piece.photos;
  const to = publicPath(slug, "showcases", piece);
  const words = useWords().home;
  return (
    <article className="group relative mt-8 sm:mt-12">
      {photo ? (
        <div className="-mx-5 sm:mx-0 sm:max-w-[calc(var(--ratio)*78vh)]" style={proportionOf(photo.blob)}>
          <Photo
            picture={photo.blob}
            alt={photo.alt || piece.title}
            eager
            sizes="(min-width: 76rem) 72rem, 100vw"
          />
        </div>
      ) : null}
      <p className="mt-4 text-sm text-quiet">{words.newest}</p>
      <h2 className="text-xl wrap-anywhere" dir="auto">
        <Link to={to} className="group-hover:text-accent after:absolute after:inset-0">
          {piece.title}
        </Link>
      </h2>
      <p className="relative flex w-fit flex-wrap gap-x-2 text-base text-quiet">
        <MakerLink slug={slug} maker={piece.maker} />
        <PieceLine piece={piece} />
      </p>
    </article>
  );
}

/** As large as the screen has room for, whole. */
function proportionOf({ width, height }: { width: number | null; height: number | null }): CSSProperties {
  return { "--ratio": width && height ? width / height : 1.3 } as CSSProperties;
}

function Part({
  title,
  more,
  children,
}: {
  title: string;
  more?: [to: string, words: string];
  children: ReactNode;
}) {
  return (
    <section className="mt-14 border-t border-line pt-8">
      <h2 className="text-xl">{title}</h2>
      <div className="mt-6">{children}</div>
      {more ? (
        <p className="mt-6">
          <Link to={more[0]} className="link py-2">
            {more[1]}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function Mine({ me, slug, address }: { me: NonNullable<Loaded["me"]>; slug: string; address: string }) {
  const words = useWords().home;
  return (
    <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3 border-l-2 border-accent pl-4 text-base">
      <span>
        {words.write(me.name)}{" "}
        <a className="link break-all" href={`mailto:${address}`}>
          {address}
        </a>
        {words.writeEnd}
      </span>
      <Link className="link" to={`/${slug}/archive`}>
        {words.archive}
      </Link>
      <a className="link" href={me.preferencesUrl}>
        {words.yourLetters}
      </a>
      {me.curates ? (
        <Link className="link" to={`/console/${slug}`} reloadDocument>
          {words.console}
        </Link>
      ) : null}
    </p>
  );
}

/** The way to hear of what is new, and what has been told so far. */
function AsLetter({ community, newsletters }: Shown) {
  const words = useWords();
  return (
    <Part title={words.home.letter}>
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-2">
        <div className="max-w-measure">
          <p className="text-soft">{words.home.letterLine}</p>
          {newsletters.length > 0 ? (
            <ul className="mt-5 space-y-1">
              {newsletters.map(({ issue, date }) => (
                <li key={issue}>
                  <Link className="link" to={`/${community.slug}/newsletters/${issue}`}>
                    {words.newsletters.number(issue)}, <PublicDay at={date} />
                  </Link>
                </li>
              ))}
              <li>
                <Link className="link" to={`/${community.slug}/newsletters`}>
                  {words.home.allNewsletters}
                </Link>
              </li>
            </ul>
          ) : null}
          <p className="mt-6 text-soft">{words.home.joinLine}</p>
        </div>
        <FollowForm slug={community.slug} name={community.name} />
      </div>
    </Part>
  );
}

function Maker({ maker, slug }: { maker: Shown["makers"][number]; slug: string }) {
  return (
    <li className="group relative flex items-start gap-4">
      <Face id={maker.id} name={maker.name} photoId={maker.photoId} />
      <p className="min-w-0">
        <Link
          className="block font-semibold group-hover:text-accent after:absolute after:inset-0"
          to={publicPath(slug, "makers", { number: maker.number, title: maker.name })}
          dir="auto"
        >
          {maker.name}
        </Link>
        <span className="block text-sm text-soft" dir="auto">
          {[maker.makes, maker.place].filter(Boolean).join(", ")}
        </span>
      </p>
    </li>
  );
}

function Foot({ me }: Pick<Loaded, "me">) {
  const words = useWords().foot;
  if (!me)
    return (
      <p>
        <Link to="/sign-in" className="link" reloadDocument>
          {words.signIn}
        </Link>
      </p>
    );
  return (
    <Form method="post" action="/sign-out" reloadDocument>
      <Button look="quiet" small>
        {words.signOut}
      </Button>
    </Form>
  );
}

/** A community that shows itself to nobody: for its members only, and the way on. */
function MembersHome({ community, me }: Extract<Loaded, { isPublic: false }>) {
  return (
    <LetterPage title={<span dir="auto">{community.name}</span>} foot={me ? <Foot me={me} /> : undefined}>
      {community.tagline ? (
        <p className="font-letter text-lg text-soft" dir="auto">
          {community.tagline}
        </p>
      ) : null}
      {me ? <Mine me={me} slug={community.slug} address={community.address} /> : null}
    </LetterPage>
  );
}

function NothingHere({ signedIn }: { signedIn: boolean }) {
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
