import { createHash } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { ButtonLink } from "#app/components/button.tsx";
import { DigestProgress, PhaseChip } from "#app/components/digest-progress.tsx";
import { DigestWays, localWords, StandingLine } from "#app/components/digest-ways.tsx";
import { DraftItems } from "#app/components/draft-items.tsx";
import { countsWords, issueWords } from "#app/components/digest-words.ts";
import { Fold } from "#app/components/fold.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { OpeningField } from "#app/components/opening-field.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import {
  changeDigestRules,
  draftOf,
  editDraft,
  holdDraft,
  listDigests,
  publishDigest,
  releaseDraft,
  scheduleDraft,
  sendProof,
  skipRound,
  unscheduleDraft,
  unskipRound,
  withdrawOk,
} from "#app/models/digest.ts";
import { isEmpty } from "#app/models/digest/proof.ts";
import { deliveryCountsOf } from "#app/models/digest/report.ts";
import { draftStanding, phaseOf, scheduleExamples } from "#app/models/digest/standing.ts";
import { renderMarkdown } from "#app/lib/markdown.ts";
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
  const [draft, issued] = await Promise.all([draftOf(communityId), listDigests(communityId, { page })]);
  const [standing, counts] = await Promise.all([
    draftStanding(actor.community, draft.digest),
    deliveryCountsOf(issued.digests.map(({ id }) => id)),
  ]);
  return {
    opening: draft.opening,
    openingHtml: renderMarkdown(draft.opening),
    items: draft.items,
    hasNews: !isEmpty(draft),
    revision: revisionOf(draft),
    standing,
    rules: { holdMinutes: actor.community.holdMinutes, proofRequired: actor.community.proofRequired },
    examples: scheduleExamples(actor.community.timeZone),
    zone: actor.community.timeZone,
    issued: issued.digests.map(({ id, issue, issuedAt, itemCount, status, holdsUntil }) => {
      const letters = counts.get(id) ?? {};
      return {
        id,
        issue,
        issuedAt,
        itemCount,
        holdsUntil,
        letters,
        phase: phaseOf({ status, holdsUntil }, letters),
      };
    }),
    page,
    pages: Math.ceil(issued.total / PAGE),
    mayPublish: actorMay(actor, "publish-digest"),
  };
}

/** Changes with whatever the letter would show. */
function revisionOf({ opening, items }: Awaited<ReturnType<typeof draftOf>>): string {
  return createHash("sha256")
    .update(JSON.stringify([opening, items]))
    .digest("base64url")
    .slice(0, 12);
}

const scheduleForm = z.object({
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, "Choose a day and an hour.")
    .transform((local) => local.slice(0, 16)),
  clock: z.enum(["own", "ours"]),
});

const rulesForm = z.object({
  holdMinutes: z.coerce
    .number("A whole number.")
    .int("A whole number.")
    .min(0, "0 to 120.")
    .max(120, "0 to 120."),
  proofRequired: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
});

/** What is being written is only drawn: nothing on the page is new by it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction?.endsWith("/digests/opening") ? false : defaultShouldRevalidate;

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-digest");
  const here = `/console/${actor.community.slug}/digests`;
  const undo = (intent: string) => ({ path: `${here}?index`, fields: { intent } });
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
    order: (form) =>
      arrange(form, { kind: "order", keys: textOf(form, "order").split(",").slice(0, 200) }, "Moved."),
    up: (form) => arrange(form, { kind: "move", by: -1 }, "Moved up."),
    down: (form) => arrange(form, { kind: "move", by: 1 }, "Moved down."),
    pin: (form) => arrange(form, { kind: "pin", pinned: true }, "Pinned: it comes first."),
    unpin: (form) => arrange(form, { kind: "pin", pinned: false }, "Not pinned any more."),
    drop: (form) => arrange(form, { kind: "drop", dropped: true }, "Left out of this digest."),
    keep: (form) => arrange(form, { kind: "drop", dropped: false }, "Back in this digest."),
    publish: async (form) => {
      const evenToday = textOf(form, "evenToday") === "yes";
      const { digest, audience } = await publishDigest(actor, actor.community.id, { evenToday });
      return redirectWithToast(`${here}/${digest.id}`, {
        words: `Written to ${count(audience.prepared, "person", "people")}.`,
      });
    },
    proof: async () => {
      await sendProof(actor);
      return redirectWithToast(here, { words: "A proof is on its way to you. Answer it with “ok”." });
    },
    test: async () => {
      await sendProof(actor, { parts: ["letter"] });
      return redirectWithToast(here, { words: "The letter is on its way, to you alone." });
    },
    "withdraw-ok": async () => {
      await withdrawOk(actor);
      return redirectWithToast(here, { words: "The ok is taken back." });
    },
    schedule: async (form) => {
      const { local, clock } = insistForm(form, scheduleForm);
      await scheduleDraft(actor, { local, everyonesOwn: clock === "own" });
      return redirectWithToast(here, { words: `Scheduled for ${localWords(local, "en")}.` });
    },
    unschedule: async () => {
      await unscheduleDraft(actor);
      return redirectWithToast(here, { words: "It goes out at its members’ hours again." });
    },
    hold: async () => {
      await holdDraft(actor);
      return redirectWithToast(here, {
        words: "Held. It waits until you release it.",
        undo: undo("release"),
      });
    },
    release: async () => {
      await releaseDraft(actor);
      return redirectWithToast(here, {
        words: "Released. It goes out at its members’ hours.",
        undo: undo("hold"),
      });
    },
    skip: async () => {
      const skipped = await skipRound(actor);
      const words = `The next round is skipped for ${count(skipped, "person", "people")}.`;
      return redirectWithToast(here, { words, undo: undo("unskip") });
    },
    unskip: async () => {
      await unskipRound(actor);
      return redirectWithToast(here, { words: "The next round counts again." });
    },
    rules: async (form) => {
      await changeDigestRules(actor, insistForm(form, rulesForm));
      return redirectWithToast(here, { words: "Saved." });
    },
  });
}

export default function Digests() {
  const { items, hasNews, mayPublish, standing, rules, examples, zone, revision } =
    useLoaderData<typeof loader>();
  return (
    <>
      <UnderWay />
      <PageHead
        title="The next digest"
        line={
          <>
            <StandingLine standing={standing} hasNews={hasNews} />
            {standing.skippedAt ? " The round before is skipped." : null}
          </>
        }
        acts={hasNews ? <ButtonLink to="draft/preview">Preview</ButtonLink> : null}
      />
      <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,21rem)]">
        <div className="min-w-0">
          <Opening />
          <div className="mt-10">
            <Section
              title="What it tells"
              line={items.length > 0 ? "In this order. Each member gets what is new to them." : undefined}
            >
              <DraftItems items={items} />
            </Section>
            {hasNews ? <LetterNow revision={revision} /> : null}
          </div>
        </div>
        <div className="min-w-0 lg:row-span-2">
          <Section title="How it goes out" first>
            <DigestWays
              standing={standing}
              rules={rules}
              examples={examples}
              zone={zone}
              hasNews={hasNews}
              mayPublish={mayPublish}
            />
          </Section>
        </div>
        <div className="min-w-0">
          <Issued />
        </div>
      </div>
    </>
  );
}

type Shown = Pick<ReturnType<typeof useLoaderData<typeof loader>>, "issued" | "page">;

function underWayOf({ issued: [latest], page }: Shown) {
  if (page !== 1 || !latest) return null;
  return latest.phase === "sent" || latest.phase === "stopped" ? null : latest;
}

/** An issue that has not left, or not all of it: before everything else. */
function UnderWay() {
  const { mayPublish, ...shown } = useLoaderData<typeof loader>();
  const latest = underWayOf(shown);
  if (!latest) return null;
  return (
    <>
      <h2 className="mb-2 text-lg">
        <Link to={latest.id} className="hover:text-accent">
          {issueWords(latest.issue)}
        </Link>
      </h2>
      <DigestProgress
        phase={latest.phase}
        letters={latest.letters}
        holdsUntil={latest.holdsUntil}
        action={latest.id}
        mayEdit
        mayPublish={mayPublish}
      />
    </>
  );
}

function Opening() {
  const { opening, openingHtml } = useLoaderData<typeof loader>();
  const form = useMistakes("opening");
  return (
    <Form method="post">
      <RefusalLine words={form.refusal} />
      <OpeningField
        label="Opening letter"
        hint="A few lines from you, before everything else. Markdown, if you like."
        opening={form.typed("opening", opening)}
        html={openingHtml}
        error={form.error("opening")}
        preview="opening"
      />
    </Form>
  );
}

/** The letter under the hand that arranges it: drawn anew after each change. */
function LetterNow({ revision }: { revision: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title="The letter as it stands">
      <Fold line="Show it here" onOpen={() => setIsOpen(true)}>
        {isOpen ? (
          <iframe
            key={revision}
            title="The letter as it stands"
            src={`digests/draft/letter?revision=${revision}`}
            sandbox="allow-popups"
            className="h-180 w-full rounded-small border border-line-strong bg-sheet"
          />
        ) : null}
      </Fold>
      <p className="mt-3 text-sm">
        <Link to="draft/preview" className="link">
          As each member sees it, on a phone, by night, as text
        </Link>
      </p>
    </Section>
  );
}

function Issued() {
  const { issued, page, pages } = useLoaderData<typeof loader>();
  const above = underWayOf({ issued, page });
  const before = issued.filter(({ id }) => id !== above?.id);
  if (before.length === 0 && pages < 2) return null;
  return (
    <Section title="Sent before">
      <ul>
        {before.map((digest) => (
          <li key={digest.id} className="group relative border-t border-line py-4 first:border-0 first:pt-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link
                to={digest.id}
                prefetch="intent"
                className="font-letter text-lg group-hover:text-accent after:absolute after:inset-0"
              >
                {issueWords(digest.issue)}
              </Link>
              <span className="flex items-baseline gap-3 text-sm text-quiet">
                {digest.phase === "sent" ? null : <PhaseChip phase={digest.phase} />}
                {digest.issuedAt ? <RelativeTime at={digest.issuedAt} /> : null}
              </span>
            </p>
            <p className="text-sm text-quiet">
              {count(digest.itemCount, "item")}, {countsWords(digest.letters)}
            </p>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </Section>
  );
}
