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
import { count, roleOptions } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import {
  inviteByAddress,
  listInvitations,
  makeInvitationLink,
  revokeInvitation,
} from "#app/models/invitation.ts";
import { listMembers } from "#app/models/membership.ts";
import { mayInviteAs } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const DAY = 86_400_000;

export const meta: MetaFunction = () => [{ title: "Invitations" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, membership } = await requireActor(request, params.slug, "invite");
  const [invitations, waiting] = await Promise.all([
    listInvitations(community.id),
    listMembers(community.id, { status: "waiting" }),
  ]);
  const inDays = (days: number) => localDate(new Date(now().getTime() + days * DAY), community.timeZone);
  return {
    invitations,
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
  address: z.string(),
  name: z.string().trim().max(80, "Shorter, please."),
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
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    invite: async (form) => {
      const invitation = await inviteByAddress(actor, insistForm(form, personalForm));
      return redirectWithToast(here, {
        words: `The invitation to ${invitation.address ?? ""} is on its way.`,
        undo: { path: here, fields: { intent: "revoke", invitation: invitation.id } },
      });
    },
    link: async (form) => {
      const { expires, ...wanted } = insistForm(form, linkForm);
      await makeInvitationLink(actor, { ...wanted, expiresAt: endOfDay(expires, actor.community.timeZone) });
      return redirectWithToast(here, { words: "The link is ready to be passed on." });
    },
    revoke: async (form) => {
      await revokeInvitation(actor, textOf(form, "invitation"));
      return redirectWithToast(here, { words: "Withdrawn: it leads nowhere any more." });
    },
  });
}

function endOfDay(day: string, timeZone: string): Date {
  try {
    return zonedInstant(`${day}T23:59`, timeZone);
  } catch {
    throw new FormMistakes({ expires: "There is no such day." });
  }
}

export default function Invitations() {
  const { invitations, waiting, communityName } = useLoaderData<typeof loader>();
  // What was sent is gone from the forms; what was refused stays in them.
  const latest = invitations[0]?.id;
  return (
    <>
      <PageHead
        back={{ to: "../members", words: "Members" }}
        title="Invitations"
        line={`Who comes to ${communityName}, comes because somebody asked them.`}
      />
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
            {invitations.length === 0 ? (
              <EmptyState>Nobody is invited yet. The first one is best somebody you know well.</EmptyState>
            ) : (
              <Sent />
            )}
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
      <TextField
        label="Email address"
        type="email"
        name="address"
        required
        autoComplete="off"
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <TextField
        label="Name"
        hint="If you know it."
        name="name"
        autoComplete="off"
        defaultValue={form.typed("name")}
        error={form.error("name")}
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
            {invitation.state === "open" ? <Revoke id={invitation.id} /> : null}
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

function Revoke({ id }: { id: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="invitation" value={id} />
      <Button look="quiet" small name="intent" value="revoke">
        Withdraw
      </Button>
    </Form>
  );
}
