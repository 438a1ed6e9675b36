import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicDay } from "#app/components/public/public-day.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { findCommunity } from "#app/models/community.ts";
import { mailArchiveLink } from "#app/models/membership/archive-letter.ts";
import { listThreads } from "#app/models/thread.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { closeArchive, findReader } from "#app/web/archive-reader.ts";
import { hostOf } from "#app/web/arrival.ts";
import { searchOf } from "#app/web/search.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded ? publicWords(loaded.reader.locale).archive.title(loaded.community.name) : "");

/** The threads, for a member who reads; for everybody else the ways in. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await findCommunity(params.slug ?? "");
  const found = community && (await findReader(request, community));
  if (!found || found.membership.role === "follower") return data(gate(params.slug ?? "", community));

  const search = new URL(request.url).searchParams;
  const words = searchOf(search);
  const turn = { after: search.get("after") ?? undefined, before: search.get("before") ?? undefined };
  const { threads, next, previous } = await listThreads(community.id, { search: words, ...turn });
  return data({
    ...archiveHost({ ...found, community }),
    isOpen: true as const,
    search: words ?? "",
    threads: threads.map(({ number, subject, postCount, lastPostAt, lastPost, excerpt, closedAt }) => ({
      number,
      subject,
      postCount,
      lastPostAt,
      lastBy: lastPost?.authorName ?? "",
      excerpt,
      closed: closedAt !== null,
    })),
    next,
    previous,
  });
}

/** The same for a private community and for none: neither name nor language tells that there is one. */
function gate(slug: string, community: Awaited<ReturnType<typeof findCommunity>>) {
  const shown = community?.publicHome ? community : null;
  return {
    isOpen: false as const,
    community: shown ? hostOf(shown) : { slug, name: slug, tagline: "" },
    reader: {
      timeZone: shown?.timeZone ?? "UTC",
      locale: shown?.locale ?? "en",
      now: new Date(0).toISOString(),
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const form = await request.formData();
  if (form.get("intent") === "close") {
    return redirect(`/${slug}/archive`, { headers: { "Set-Cookie": closeArchive(slug) } });
  }
  const community = await findCommunity(slug);
  const address = form.get("address");
  if (community && form.get("website") === "" && typeof address === "string")
    await mailArchiveLink(community.id, address);
  return data({ sent: true as const });
}

export default function Archive() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.isOpen) return <Gate {...loaded} />;
  return <Threads {...loaded} />;
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Threads(loaded: Extract<Loaded, { isOpen: true }>) {
  const { community, threads, search } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  return (
    <ArchivePage host={loaded} room="threads" title={words.threads}>
      <Form method="get" role="search" className="flex gap-3">
        <div className="min-w-0 flex-1">
          <TextField
            label={words.search}
            labelHidden
            name="search"
            type="search"
            placeholder={words.search}
            defaultValue={search}
          />
        </div>
        <Button>{words.find}</Button>
      </Form>
      {threads.length === 0 ? (
        <p className="mt-8 text-soft" role="status">
          {search ? words.nothingFound : words.noThreads}
        </p>
      ) : null}
      <ul className="mt-6">
        {threads.map((thread) => (
          <li key={thread.number} className="group relative border-t border-line py-5 first:border-t-0">
            <h2 className="text-lg wrap-anywhere" dir="auto">
              <Link
                to={`/${community.slug}/archive/threads/${thread.number}`}
                className="group-hover:text-accent after:absolute after:inset-0"
              >
                {thread.subject}
              </Link>
            </h2>
            <p className="line-clamp-2 text-base text-soft" dir="auto">
              {thread.excerpt}
            </p>
            <p className="text-sm text-quiet">
              {words.posts(thread.postCount)}
              {thread.lastBy ? (
                <>
                  , {words.last} <span dir="auto">{thread.lastBy}</span>, <PublicDay at={thread.lastPostAt} />
                </>
              ) : null}
              {thread.closed ? `, ${words.closed}` : ""}
            </p>
          </li>
        ))}
      </ul>
      <Turn {...loaded} />
    </ArchivePage>
  );
}

function Turn({ previous, next, search, reader }: Extract<Loaded, { isOpen: true }>) {
  const words = publicWords(reader.locale).pager;
  if (previous === null && next === null) return null;
  const to = (name: "before" | "after", cursor: string) =>
    `?${new URLSearchParams({ ...(search && { search }), [name]: cursor }).toString()}`;
  return (
    <nav aria-label={words.label} className="mt-6 flex justify-between text-sm">
      {previous === null ? (
        <span />
      ) : (
        <Link rel="prev" className="link py-2" to={to("before", previous)}>
          {words.before}
        </Link>
      )}
      {next === null ? null : (
        <Link rel="next" className="link py-2" to={to("after", next)}>
          {words.after}
        </Link>
      )}
    </nav>
  );
}

function Gate({ community, reader }: Extract<Loaded, { isOpen: false }>) {
  const given = useActionData<typeof action>();
  const words = publicWords(reader.locale);
  return (
    <div lang={reader.locale}>
      <LetterPage community={community} title={words.archive.gateTitle} foot={words.home.membersOnly}>
        {given ? (
          <p className="font-letter text-lg" role="status">
            {words.archive.sent}
          </p>
        ) : (
          <>
            <p>{words.archive.gate}</p>
            <Form method="post" className="mt-6 space-y-5">
              <TextField
                label={words.archive.address}
                name="address"
                type="email"
                required
                maxLength={254}
                autoComplete="email"
              />
              <div className="sr-only" aria-hidden="true">
                <label>
                  {words.letter.leaveEmpty}
                  <input type="text" name="website" tabIndex={-1} autoComplete="off" />
                </label>
              </div>
              <Button look="primary" wide>
                {words.archive.send}
              </Button>
            </Form>
          </>
        )}
      </LetterPage>
    </div>
  );
}
