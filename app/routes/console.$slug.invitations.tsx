import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Chip, type ChipTone } from "#app/components/chip.tsx";
import { CopyField } from "#app/components/copy-field.tsx";
import { deliveryWords } from "#app/components/digest-words.ts";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { Turner } from "#app/components/turner.tsx";
import { count, roleOptions } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import { invitationsNumbered, makeInvitationLink, revokeInvitation } from "#app/models/invitation.ts";
import { renewInvitation, resendInvitation } from "#app/models/invitation/again.ts";
import { invitationStates, pageOfInvitations, type InvitationFilter } from "#app/models/invitation/page.ts";
import { inviteSeveral } from "#app/models/invitation/several.ts";
import { listMembers } from "#app/models/membership.ts";
import { mayInviteAs } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm, textOf } from "#app/web/intents.ts";
import { picksField, picksIn } from "#app/web/picks.ts";
import { hereOf, oneOf, searchOf, turnOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const DAY = 86_400_000;

export const meta: MetaFunction = () => [{ title: "Invitations" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, membership } = await requireActor(request, params.slug, "invite");
  const query = new URL(request.url).searchParams;
  const search = searchOf(query);
  const state = oneOf(query.get("state"), Object.keys(invitationStates) as InvitationFilter[]);
  const [{ invitations, next, previous }, waiting] = await Promise.all([
    pageOfInvitations(community.id, { search, state, ...turnOf(query) }),
    listMembers(community.id, { status: "waiting" }),
  ]);
  const inDays = (days: number) => localDate(new Date(now().getTime() + days * DAY), community.timeZone);
  return {
    invitations,
    next,
    previous,
    searched: Boolean(search ?? state),
    waiting: waiting.members.map(({ id, name, photoId, makes, waitingSince }) => ({
      id,
      name,
      photoId,
      makes,
      waitingSince,
    })),
    roles: [...mayInviteAs[membership.role]],
    communityName: community.name,
    tomorrow: inDays(1),
    nextMonth: inDays(30),
  };
}

const role = z.enum(["member", "moderator", "follower"]);
const note = z.string().trim().max(1000, "Shorter, please: 1,000 letters at most.");
const personalForm = z.object({
  people: z.string().trim().min(1, "An address is missing.").max(20_000),
  note,
  role,
});
const linkForm = z.object({
  seats: z.coerce
    .number("A whole number.")
    .int("A whole number.")
    .min(1, "At least one seat.")
    .max(1000, "1,000 seats at most."),
  expires: z.string().regex(/^\d{4}-\d\d-\d\d$/, "Give a day."),
  note,
  role,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "invite");
  const here = hereOf(request);
  return doIntent(request, {
    invite: async (form) => {
      const { sent, refused } = await inviteSeveral(actor, insistForm(form, personalForm));
      const [only] = sent;
      if (refused.length > 0) {
        // What went out is gone from the form; what was refused stays in it, each with its reason.
        form.set("people", refused.map(({ written }) => written).join("\n"));
        throw new FormMistakes({ people: refusedWords(sent.length, refused) });
      }
      return redirectWithToast(here, {
        words:
          sent.length === 1
            ? `The invitation to ${only?.address ?? ""} is on its way.`
            : `${count(sent.length, "invitation is", "invitations are")} on their way.`,
        undo: {
          path: here,
          fields: { intent: "revoke", ...picksField(sent.map(({ number }) => number)) },
        },
      });
    },
    again: async (form) => {
      await resendInvitation(actor, textOf(form, "invitation"));
      return redirectWithToast(here, { words: "The letter goes out once more, for thirty days." });
    },
    renew: async (form) => {
      for (const { id } of await invitationsNumbered(actor, picksIn(form))) await renewInvitation(actor, id);
      return redirectWithToast(here, { words: "It stands after all." });
    },
    link: async (form) => {
      const { expires, ...wanted } = insistForm(form, linkForm);
      await makeInvitationLink(actor, { ...wanted, expiresAt: endOfDay(expires, actor.community.timeZone) });
      return redirectWithToast(here, { words: "The link is ready to be passed on." });
    },
    revoke: async (form) => {
      const withdrawn = await invitationsNumbered(actor, picksIn(form));
      for (const { id } of withdrawn) await revokeInvitation(actor, id);
      return redirectWithToast(here, {
        words: "Withdrawn: it leads nowhere any more.",
        undo: {
          path: here,
          fields: { intent: "renew", ...picksField(withdrawn.map(({ number }) => number)) },
        },
      });
    },
  });
}

/** "2 went out. Not this one: …" */
function refusedWords(sent: number, refused: readonly { written: string; why: string }[]): string {
  const each = refused.map(({ written, why }) => `${written}: ${why}`).join(" ");
  return sent > 0 ? `${count(sent, "invitation")} went out. ${each}` : each;
}

function endOfDay(day: string, timeZone: string): Date {
  try {
    return zonedInstant(`${day}T23:59`, timeZone);
  } catch {
    throw new FormMistakes({ expires: "There is no such day." });
  }
}

export default function Invitations() {
  const { invitations, waiting, communityName, searched, next, previous } = useLoaderData<typeof loader>();
  const { refusal } = useMistakes("again");
  // What was sent is gone from the forms; what was refused stays in them.
  const latest = invitations[0]?.id;
  return (
    <>
      <PageHead
        back={{ to: "../members", words: "Members" }}
        title="Invitations"
        line={`Who comes to ${communityName}, comes because somebody asked them.`}
      />
      <RefusalLine words={refusal} />
      <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="lg:order-2">
          <Section title="Invite someone" line="They get a letter with your words." first>
            <PersonalForm key={latest} />
          </Section>
          <Section title="Or make a link" line="For a flyer, a chat, a stall at the market.">
            <LinkForm key={latest} />
          </Section>
        </div>
        <div>
          {waiting.length > 0 ? (
            <Section
              title="Waiting list"
              line="When a seat is free, it is offered to the first in line, and kept for three days."
              first
            >
              <WaitingList />
            </Section>
          ) : null}
          <Section title="Sent and made" first={waiting.length === 0}>
            <SearchField label="Search name, address or words">
              <SearchFilter
                name="state"
                label="State"
                options={[
                  ["", "Every state"],
                  ["open", "Open"],
                  ["bounced", "Letter came back"],
                  ["accepted", "Accepted"],
                  ["expired", "Expired"],
                  ["revoked", "Withdrawn"],
                ]}
              />
            </SearchField>
            <div className="mt-6" />
            {invitations.length === 0 && searched ? (
              <EmptyState>No invitation fits.</EmptyState>
            ) : invitations.length === 0 ? (
              <EmptyState>Nobody is invited yet. The first one is best somebody you know well.</EmptyState>
            ) : (
              <Sent />
            )}
            <Turner previous={previous} next={next} />
          </Section>
        </div>
      </div>
    </>
  );
}

function PersonalForm() {
  const { roles } = useLoaderData<typeof loader>();
  const form = useMistakes("invite");
  return (
    <Form method="post" className="space-y-4">
      <RefusalLine words={form.refusal} />
      <TextArea
        label="Email address"
        hint="Several, too: one a line, with or without a name. Ana Ferreira <ana@example.org>"
        name="people"
        rows={2}
        required
        autoComplete="off"
        defaultValue={form.typed("people")}
        error={form.error("people")}
      />
      <TextArea
        label="A few words from you"
        name="note"
        rows={3}
        letter
        defaultValue={form.typed("note")}
        error={form.error("note")}
      />
      <RoleSelect roles={roles} kept={form.typed("role", "member")} />
      <Button look="primary" name="intent" value="invite" wide>
        Send the invitation
      </Button>
    </Form>
  );
}

function LinkForm() {
  const { roles, tomorrow, nextMonth } = useLoaderData<typeof loader>();
  const form = useMistakes("link");
  return (
    <Form method="post" className="space-y-4">
      <RefusalLine words={form.refusal} />
      <div className="grid grid-cols-2 gap-4">
        <TextField
          label="Seats"
          type="number"
          name="seats"
          required
          min={1}
          max={1000}
          inputMode="numeric"
          defaultValue={form.typed("seats", "10")}
          error={form.error("seats")}
        />
        <TextField
          label="Until"
          type="date"
          name="expires"
          required
          min={tomorrow}
          defaultValue={form.typed("expires", nextMonth)}
          error={form.error("expires")}
        />
      </div>
      <TextArea
        label="A few words from you"
        name="note"
        rows={2}
        letter
        defaultValue={form.typed("note")}
        error={form.error("note")}
      />
      <RoleSelect roles={roles} kept={form.typed("role", "member")} />
      <Button name="intent" value="link" wide>
        Make the link
      </Button>
    </Form>
  );
}

function RoleSelect({ roles, kept }: { roles: readonly string[]; kept: string }) {
  return (
    <Select
      label="As"
      name="role"
      options={roleOptions.filter(([value]) => roles.includes(value))}
      defaultValue={kept}
    />
  );
}

function WaitingList() {
  const { waiting } = useLoaderData<typeof loader>();
  return (
    <ol>
      {waiting.map((person, index) => (
        <li key={person.id} className="flex items-center gap-4 border-t border-line py-3 first:border-0">
          <span className="w-6 text-right text-quiet tabular-nums">{index + 1}</span>
          <Face id={person.id} name={person.name} photoId={person.photoId} />
          <div className="min-w-0">
            <Link to={`../members/${person.id}`} className="font-semibold hover:text-accent">
              {person.name}
            </Link>
            <p className="text-sm text-quiet">
              {person.makes ? `${person.makes}, ` : null}
              {person.waitingSince ? (
                <>
                  since <RelativeTime at={person.waitingSince} />
                </>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

const states: Record<"open" | "accepted" | "expired" | "revoked", { words: string; tone: ChipTone }> = {
  open: { words: "open", tone: "accent" },
  accepted: { words: "accepted", tone: "well" },
  expired: { words: "expired", tone: "quiet" },
  revoked: { words: "withdrawn", tone: "quiet" },
};

type Invitation = ReturnType<typeof useLoaderData<typeof loader>>["invitations"][number];

function Sent() {
  const { invitations } = useLoaderData<typeof loader>();
  return (
    <ul>
      {invitations.map((invitation) => (
        <li key={invitation.id} className="border-t border-line py-4 first:border-0 first:pt-0">
          <div className="flex items-start justify-between gap-4">
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-3 [overflow-wrap:anywhere]">
                <span className="font-semibold">
                  {invitation.kind === "personal"
                    ? invitation.name || invitation.address
                    : `A link for ${count(invitation.seats, "person", "people")}`}
                </span>
                <Chip tone={states[invitation.state].tone}>
                  {invitation.kind === "link" && invitation.state === "accepted"
                    ? "all seats taken"
                    : states[invitation.state].words}
                </Chip>
                {invitation.letter && invitation.letter !== "sent" ? (
                  <Chip tone={deliveryWords[invitation.letter].tone}>
                    letter: {deliveryWords[invitation.letter].words}
                  </Chip>
                ) : null}
              </p>
              <About invitation={invitation} />
              {invitation.note ? (
                <p className="mt-1 line-clamp-2 font-letter text-soft" dir="auto">
                  “{invitation.note}”
                </p>
              ) : null}
            </div>
            <Ways invitation={invitation} />
          </div>
          {invitation.url && invitation.state === "open" ? (
            <div className="mt-3">
              <CopyField label="The link to pass on" value={invitation.url} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function About({ invitation }: { invitation: Invitation }) {
  return (
    <p className="text-sm text-quiet">
      {invitation.name && invitation.address ? `${invitation.address}, ` : null}
      {invitation.kind === "link"
        ? `${invitation.seatsTaken} of ${count(invitation.seats, "seat")} taken, `
        : null}
      by {invitation.inviterName}, <RelativeTime at={invitation.createdAt} />
      {invitation.state === "open" ? (
        <>
          ; open until <RelativeTime at={invitation.expiresAt} />
        </>
      ) : null}
    </p>
  );
}

function Ways({ invitation: { id, number, kind, state } }: { invitation: Invitation }) {
  const mayGoAgain = kind === "personal" && (state === "open" || state === "expired");
  return (
    <Form method="post" preventScrollReset className="flex shrink-0 flex-wrap justify-end">
      <input type="hidden" name="invitation" value={id} />
      <input type="hidden" name="pick" value={number} />
      {mayGoAgain ? (
        <Button look="quiet" small name="intent" value="again">
          Send again
        </Button>
      ) : null}
      {state === "open" ? (
        <Button look="quiet" small name="intent" value="revoke">
          Withdraw
        </Button>
      ) : null}
      {state === "revoked" ? (
        <Button look="quiet" small name="intent" value="renew">
          Let it stand
        </Button>
      ) : null}
    </Form>
  );
}
