import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Confirm } from "#app/components/confirm.tsx";
import { DraftItems } from "#app/components/draft-items.tsx";
import { countsWords, issueWords } from "#app/components/digest-words.ts";
import { TextArea } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { draftOf, editDraft, listDigests, publishDigest } from "#app/models/digest.ts";
import { deliveryCountsOf, nextIssue } from "#app/models/digest/report.ts";
import { actorMay } from "#app/models/roles.ts";
import { arranged, type Arranging } from "#app/web/draft-order.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm, textOf } from "#app/web/intents.ts";
import { pageOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const PAGE = 30;

export const meta: MetaFunction = () => [{ title: "Digests" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const communityId = actor.community.id;
  const page = pageOf(new URL(request.url).searchParams);
  const [draft, next, issued] = await Promise.all([
    draftOf(communityId),
    nextIssue(communityId),
    listDigests(communityId, { page }),
  ]);
  const counts = await deliveryCountsOf(issued.digests.map(({ id }) => id));
  return {
    opening: draft.opening,
    items: draft.items,
    since: draft.since,
    next,
    issued: issued.digests.map(({ id, issue, issuedAt, itemCount, audience }) => ({
      id,
      issue,
      issuedAt,
      itemCount,
      prepared: audience.prepared,
      counts: counts.get(id) ?? {},
    })),
    page,
    pages: Math.ceil(issued.total / PAGE),
    mayPublish: actorMay(actor, "publish-digest"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const here = `/console/${actor.community.slug}/digests`;
  const arrange = async (form: FormData, how: Arranging, words: string) => {
    const { items } = await draftOf(actor.community.id);
    await editDraft(actor, { items: arranged(items, textOf(form, "item"), how) });
    return redirectWithToast(here, { words });
  };

  return doIntent(request, {
    opening: async (form) => {
      const { opening } = insistForm(
        form,
        z.object({ opening: z.string().max(10_000, "A shorter letter, please: 10,000 letters at most.") }),
      );
      await editDraft(actor, { opening });
      return redirectWithToast(here, { words: "The opening letter is saved." });
    },
    note: async (form) => {
      const note = textOf(form, "note");
      return arrange(form, { kind: "note", note }, "Your line is saved.");
    },
    up: (form) => arrange(form, { kind: "move", by: -1 }, "Moved up."),
    down: (form) => arrange(form, { kind: "move", by: 1 }, "Moved down."),
    pin: (form) => arrange(form, { kind: "pin", pinned: true }, "Pinned: it comes first."),
    unpin: (form) => arrange(form, { kind: "pin", pinned: false }, "Not pinned any more."),
    drop: (form) => arrange(form, { kind: "drop", dropped: true }, "Left out of this digest."),
    keep: (form) => arrange(form, { kind: "drop", dropped: false }, "Back in this digest."),
    publish: async () => {
      const { digest, audience } = await publishDigest(actor, actor.community.id);
      return redirectWithToast(`${here}/${digest.id}`, {
        words: `On its way to ${count(audience.prepared, "person", "people")}.`,
      });
    },
  });
}

export default function Digests() {
  const { items, opening, mayPublish, next } = useLoaderData<typeof loader>();
  const empty = items.every(({ dropped }) => dropped) && opening === "";
  return (
    <div className="max-w-184">
      <PageHead
        title="The next digest"
        line={<When />}
        acts={
          empty ? null : (
            <ButtonLink to="draft/preview" look={mayPublish ? "plain" : "primary"}>
              Preview
            </ButtonLink>
          )
        }
      />
      <Opening />
      <div className="mt-10">
        <Section
          title="What it tells"
          line={items.length > 0 ? "In this order. Each member gets what is new to them." : undefined}
        >
          <DraftItems items={items} />
        </Section>
      </div>
      {mayPublish && !empty ? <SendNow readers={next.readers} /> : null}
      <Issued />
    </div>
  );
}

function When() {
  const { next, items, opening } = useLoaderData<typeof loader>();
  if (items.length === 0 && opening === "")
    return <>There is nothing new yet. Without news, no letter goes out.</>;
  if (!next.at) return <>Nobody has an hour for it: it goes out when you send it.</>;
  return (
    <>
      Goes out by itself <RelativeTime at={next.at} />, to each member at their own hour.
    </>
  );
}

function Opening() {
  const { opening } = useLoaderData<typeof loader>();
  const form = useMistakes("opening");
  return (
    <Form method="post">
      <RefusalLine words={form.refusal} />
      <TextArea
        label="Opening letter"
        hint="A few lines from you, before everything else. Markdown, if you like."
        name="opening"
        rows={6}
        letter
        defaultValue={form.typed("opening", opening)}
        error={form.error("opening")}
      />
      <div className="mt-3">
        <Button name="intent" value="opening">
          Save the opening
        </Button>
      </div>
    </Form>
  );
}

function SendNow({ readers }: { readers: number }) {
  const form = useMistakes("publish");
  return (
    <div className="border-t border-line py-8">
      <RefusalLine words={form.refusal} />
      <Confirm
        opens={`Send to ${count(readers, "person", "people")} now …`}
        act={`Send to ${count(readers, "person", "people")} now`}
        intent="publish"
        look="primary"
      >
        It goes out at once instead of at everyone’s own hour. Who has seen everything already gets nothing. A
        letter that has left cannot be called back.
      </Confirm>
    </div>
  );
}

function Issued() {
  const { issued, page, pages } = useLoaderData<typeof loader>();
  if (issued.length === 0) return null;
  return (
    <Section title="Sent before">
      <ul>
        {issued.map((digest) => (
          <li key={digest.id} className="group relative border-t border-line py-4 first:border-0 first:pt-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link
                to={digest.id}
                prefetch="intent"
                className="font-letter text-lg group-hover:text-accent after:absolute after:inset-0"
              >
                {issueWords(digest.issue)}
              </Link>
              {digest.issuedAt ? (
                <span className="text-sm text-quiet">
                  <RelativeTime at={digest.issuedAt} />
                </span>
              ) : null}
            </p>
            <p className="text-sm text-quiet">
              {count(digest.itemCount, "item")}, {countsWords(digest.counts)}
            </p>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </Section>
  );
}
