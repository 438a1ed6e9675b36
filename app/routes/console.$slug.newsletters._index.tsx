import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Confirm } from "#app/components/confirm.tsx";
import { countsWords } from "#app/components/digest-words.ts";
import { Select } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { newsletterRhythmWords, newsletterState } from "#app/components/newsletter-words.ts";
import { OpeningField } from "#app/components/opening-field.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
import {
  changeNewsletterRhythm,
  listNewsletters,
  newsletterDraft,
  type NewsletterItem,
  publishNewsletter,
  stopNewsletter,
  writeNewsletterOpening,
} from "#app/models/newsletter.ts";
import { actorMay } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm, textOf } from "#app/web/intents.ts";
import { pageOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Newsletter" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const { community } = actor;
  const page = pageOf(new URL(request.url).searchParams);
  const [draft, { newsletters, pages }] = await Promise.all([
    newsletterDraft(community.id),
    listNewsletters(community.id, { page }),
  ]);
  return {
    slug: community.slug,
    isPublic: community.publicHome,
    rhythm: community.newsletterRhythm,
    next: community.nextNewsletterAt,
    opening: draft.opening,
    openingHtml: renderMarkdown(draft.opening),
    followers: draft.followers,
    items: draft.items.map(named),
    newsletters: newsletters.map(({ id, issue, status, issuedAt, sendsAt, itemCount, letters }) => ({
      id,
      issue,
      state: newsletterState({ status, sendsAt }, now()),
      issuedAt,
      sendsAt,
      itemCount,
      letters,
    })),
    page,
    pages,
    mayPublish: actorMay(actor, "publish-digest"),
    mayEdit: actorMay(actor, "edit-community"),
  };
}

/** What it is called here, and where it is changed. */
function named(item: NewsletterItem): { kind: string; title: string; path: string } {
  if (item.kind === "showcase")
    return { kind: item.kind, title: item.showcase.title, path: `showcases/${item.showcase.id}` };
  if (item.kind === "event")
    return { kind: item.kind, title: item.event.title, path: `events/${item.event.id}` };
  return { kind: item.kind, title: item.thread.title, path: `threads/${item.thread.id}` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const here = `/console/${actor.community.slug}/newsletters`;
  return doIntent(request, {
    opening: async (form) => {
      const { opening } = insistForm(
        form,
        z.object({ opening: z.string().max(10_000, "A shorter letter, please: 10,000 letters at most.") }),
      );
      await writeNewsletterOpening(actor, opening);
      return redirectWithToast(here, { words: "The opening letter is saved." });
    },
    rhythm: async (form) => {
      const { rhythm } = insistForm(form, z.object({ rhythm: z.enum(["with_digest", "monthly", "off"]) }));
      await changeNewsletterRhythm(actor, rhythm);
      return redirectWithToast(here, { words: `Kept: ${newsletterRhythmWords[rhythm].toLowerCase()}.` });
    },
    publish: async () => {
      const { newsletter, audience } = await publishNewsletter(actor);
      return redirectWithToast(here, {
        words: `It leaves in a moment, to ${count(audience.prepared, "person", "people")}.`,
        undo: { path: here, fields: { intent: "stop", newsletter: newsletter.id } },
      });
    },
    stop: async (form) => {
      await stopNewsletter(actor, textOf(form, "newsletter"));
      return redirectWithToast(here, { words: "Stopped. Nobody gets it, and what it told is news again." });
    },
  });
}

export default function Newsletters() {
  const { opening, items, mayPublish, isPublic, followers } = useLoaderData<typeof loader>();
  const empty = items.length === 0 && opening === "";
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../digests", words: "Digests" }}
        title="The newsletter"
        line={
          <>
            The digest’s public edition, for{" "}
            {followers === 0 ? "those who follow. Nobody does yet." : count(followers, "follower")}
          </>
        }
        acts={
          empty || !isPublic ? null : (
            <ButtonLink to="preview" look={mayPublish ? "plain" : "primary"}>
              Preview
            </ButtonLink>
          )
        }
      />
      {isPublic ? null : <NotPublic />}
      <Waiting />
      <Opening />
      <div className="mt-10">
        <Section
          title="What it tells"
          line="Only what is marked for everybody: a showcase, an event, a thread. Each has the switch on its own page."
        >
          <Items />
        </Section>
      </div>
      <Rhythm />
      {mayPublish && isPublic && !empty ? <SendNow followers={followers} /> : null}
      <Issued />
    </div>
  );
}

function NotPublic() {
  const { slug } = useLoaderData<typeof loader>();
  return (
    <p className="mb-8 border-l-2 border-accent py-1 pl-4 text-soft">
      The community shows itself to nobody, so there is no newsletter.{" "}
      <Link className="link" to={`/console/${slug}/settings`}>
        Show a public page
      </Link>{" "}
      first.
    </p>
  );
}

/** Within its hold: when it leaves, and the way to stop it. */
function Waiting() {
  const { newsletters, mayPublish } = useLoaderData<typeof loader>();
  const { refusal } = useMistakes("stop");
  const waiting = newsletters.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return <RefusalLine words={refusal} />;
  return waiting.map(({ id, issue, sendsAt }) => (
    <Form
      method="post"
      key={id}
      className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-3 border-l-2 border-accent py-1 pl-4"
    >
      <input type="hidden" name="newsletter" value={id} />
      <p>
        No. {issue} leaves {sendsAt ? <RelativeTime at={sendsAt} /> : "in a moment"}.
      </p>
      {mayPublish ? (
        <Button look="danger" small name="intent" value="stop">
          Stop it
        </Button>
      ) : null}
    </Form>
  ));
}

function Opening() {
  const { opening, openingHtml } = useLoaderData<typeof loader>();
  const form = useMistakes("opening");
  return (
    <Form method="post">
      <RefusalLine words={form.refusal} />
      <OpeningField
        label="Opening letter to followers"
        hint="For customers and neighbours; the members’ digest has another one. Markdown, if you like."
        opening={form.typed("opening", opening)}
        html={openingHtml}
        error={form.error("opening")}
        preview="../digests/opening"
      />
    </Form>
  );
}

function Items() {
  const { items, slug } = useLoaderData<typeof loader>();
  if (items.length === 0)
    return <p className="text-soft">Nothing public is new. Without news or an opening, none goes out.</p>;
  return (
    <ol className="list-outside list-decimal space-y-1 pl-9 font-letter text-lg marker:text-quiet">
      {items.map(({ kind, title, path }) => (
        <li key={path}>
          <Link to={`/console/${slug}/${path}`} className="hover:text-accent" dir="auto">
            {title}
          </Link>{" "}
          <span className="font-plain text-sm text-quiet">{kind}</span>
        </li>
      ))}
    </ol>
  );
}

function Rhythm() {
  const { rhythm, next, mayEdit } = useLoaderData<typeof loader>();
  const form = useMistakes("rhythm");
  return (
    <Section title="When it comes">
      {mayEdit ? (
        <Form method="post" className="flex flex-wrap items-end gap-4">
          <RefusalLine words={form.refusal} />
          <div className="min-w-60">
            <Select
              label="Rhythm"
              name="rhythm"
              options={Object.entries(newsletterRhythmWords)}
              defaultValue={form.typed("rhythm", rhythm)}
              error={form.error("rhythm")}
            />
          </div>
          <Button name="intent" value="rhythm">
            Keep this rhythm
          </Button>
        </Form>
      ) : (
        <p>{newsletterRhythmWords[rhythm]}</p>
      )}
      {next ? (
        <p className="mt-3 text-sm text-quiet">
          The next one, if there is news: <RelativeTime at={next} />
        </p>
      ) : null}
    </Section>
  );
}

function SendNow({ followers }: { followers: number }) {
  const form = useMistakes("publish");
  return (
    <div className="border-t border-line py-8">
      <RefusalLine words={form.refusal} />
      <Confirm
        opens={
          followers === 0 ? "Put it into the archive now …" : `Send to ${count(followers, "follower")} now …`
        }
        act={followers === 0 ? "Put it into the archive" : `Send to ${count(followers, "follower")}`}
        intent="publish"
        look="primary"
      >
        It waits for some minutes, in which you can stop it; then it goes out, and stands in the public
        archive. A letter that has left cannot be called back.
      </Confirm>
    </div>
  );
}

function Issued() {
  const { newsletters, page, pages } = useLoaderData<typeof loader>();
  if (newsletters.length === 0) return null;
  return (
    <Section title="Sent before">
      <ul>
        {newsletters.map(({ id, issue, state, issuedAt, itemCount, letters }) => (
          <li key={id} className="group relative border-t border-line py-4 first:border-0 first:pt-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="flex items-baseline gap-3">
                <Link
                  to={id}
                  prefetch="intent"
                  className="font-letter text-lg group-hover:text-accent after:absolute after:inset-0"
                >
                  Newsletter {issue}
                </Link>
                {state === "sent" ? null : (
                  <Chip tone={state === "waiting" ? "accent" : "quiet"}>{state}</Chip>
                )}
              </span>
              {issuedAt ? (
                <span className="text-sm text-quiet">
                  <RelativeTime at={issuedAt} />
                </span>
              ) : null}
            </p>
            <p className="text-sm text-quiet">
              {count(itemCount, "item")}, {countsWords(letters)}
            </p>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </Section>
  );
}
