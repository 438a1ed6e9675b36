import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AskInviter } from "#app/components/ask-inviter.tsx";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Confirm, isTyped } from "#app/components/confirm.tsx";
import { deliveryWords, letterWords, suppressionWords } from "#app/components/digest-words.ts";
import { Face } from "#app/components/face.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { QuietFields } from "#app/components/quiet-fields.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RhythmFields } from "#app/components/rhythm-fields.tsx";
import { Table } from "#app/components/table.tsx";
import { rhythmWords, roleOptions } from "#app/components/words.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import { now } from "#app/lib/clock.ts";
import { stoppedAddresses } from "#app/models/bounce.ts";
import { communityAddress } from "#app/models/community.ts";
import { listDeliveries } from "#app/models/delivery.ts";
import {
  asActor,
  changeRhythm,
  changeRole,
  membershipById,
  pauseMember,
  removeMember,
  resumeMember,
  updateProfile,
} from "#app/models/membership.ts";
import { changeLetterWishes } from "#app/models/membership/quiet.ts";
import { addressesOf } from "#app/models/person.ts";
import { actorMay } from "#app/models/roles.ts";
import { releaseSuppression, stopAddress } from "#app/models/suppression.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm, textOf } from "#app/web/intents.ts";
import { quietForm } from "#app/web/quiet-form.ts";
import { rhythmForm } from "#app/web/rhythm-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.member.name : "Members" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-members");
  const communityId = actor.community.id;
  const found = await membershipById(communityId, params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });

  const [addresses, { deliveries, total }] = await Promise.all([
    addressesOf(found.personId),
    listDeliveries(communityId, { membershipId: found.id }),
  ]);
  const stopped = await stoppedAddresses([communityId], {
    addresses: addresses.map(({ address }) => address),
  });
  const member = asActor(found).membership;
  return {
    member,
    addresses: addresses.map(({ address, verifiedAt }) => ({
      address,
      verified: verifiedAt !== null,
      stopped: stopped.find((one) => one.address.toLowerCase() === address.toLowerCase()) ?? null,
    })),
    letters: deliveries.slice(0, 20).map(({ id, kind, status, response, notBefore, sentAt }) => ({
      id,
      kind,
      status,
      response,
      at: sentAt ?? notBefore,
    })),
    letterCount: total,
    zones: zoneOptions(member.timeZone),
    tomorrow: localDate(new Date(now().getTime() + 86_400_000), member.timeZone),
    mayManage: actorMay(actor, "manage-members"),
    mayChangeRoles: actorMay(actor, "change-roles"),
    mayRelease: actorMay(actor, "release-suppression"),
    isMe: member.id === actor.membership.id,
    myId: actor.membership.id,
    community: { name: actor.community.name, address: communityAddress(actor.community) },
  };
}

const profileForm = z.object({
  name: z.string(),
  makes: z.string().trim().max(200, "Shorter, please: 200 letters at most."),
  place: z.string().trim().max(200, "Shorter, please: 200 letters at most."),
  story: z.string().trim().max(5000, "Shorter, please: 5,000 letters at most."),
  links: z.string().transform((lines) => lines.split(/\s+/).filter(Boolean).slice(0, 8)),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-members");
  const member = await membershipById(actor.community.id, params.id ?? "");
  if (!member) throw new Response(null, { status: 404 });
  const here = new URL(request.url).pathname;
  const mayTend = member.id === actor.membership.id || actorMay(actor, "manage-members");
  const tend = () => {
    if (!mayTend) throw new Response(null, { status: 403 });
  };

  return doIntent(request, {
    profile: async (form) => {
      tend();
      await updateProfile(member, insistForm(form, profileForm));
      return redirectWithToast(here, { words: "Saved." });
    },
    rhythm: async (form) => {
      tend();
      await changeRhythm(member, insistForm(form, rhythmForm));
      return redirectWithToast(here, { words: "Letters come by the new rhythm now." });
    },
    wishes: async (form) => {
      tend();
      await changeLetterWishes(member, insistForm(form, quietForm));
      return redirectWithToast(here, { words: "Saved." });
    },
    role: async (form) => {
      await changeRole(
        actor,
        member.id,
        insistForm(form, z.object({ role: z.enum(["owner", "moderator", "member", "follower"]) })).role,
      );
      return redirectWithToast(here, {
        words: `${member.name} has another role now.`,
        undo: { path: here, fields: { intent: "role", role: member.role } },
      });
    },
    pause: async (form) => {
      const day = textOf(form, "until");
      const until = day === "" ? null : pauseEnd(day, member.timeZone);
      await pauseMember(member, { actor, until });
      return redirectWithToast(here, {
        words: "No letters for now.",
        undo: { path: here, fields: { intent: "resume" } },
      });
    },
    resume: async () => {
      await resumeMember(member, { actor });
      return redirectWithToast(here, { words: "Letters come again." });
    },
    remove: async (form) => {
      if (!isTyped(form.get("typed"), member.name))
        throw new FormMistakes({ typed: "This is another name. Nothing was changed." });
      await removeMember(actor, member.id);
      return redirectWithToast(`/console/${actor.community.slug}/members`, {
        words: `${member.name} is no member any more.`,
      });
    },
    release: async (form) => {
      await releaseSuppression(actor, textOf(form, "address"));
      return redirectWithToast(here, { words: "Letters go to this address again." });
    },
    stop: async (form) => {
      const address = textOf(form, "address");
      const theirs = await addressesOf(member.personId);
      if (!theirs.some((one) => one.address.toLowerCase() === address.toLowerCase()))
        throw new Response(null, { status: 404 });
      await stopAddress(actor, address);
      return redirectWithToast(here, {
        words: "No letters go there.",
        undo: { path: here, fields: { intent: "release", address } },
      });
    },
  });
}

function pauseEnd(day: string, timeZone: string): Date {
  try {
    return zonedInstant(`${day}T00:00`, timeZone);
  } catch {
    throw new FormMistakes({ until: "There is no such day." });
  }
}

export default function Member() {
  const { member, mayManage, isMe, mayChangeRoles } = useLoaderData<typeof loader>();
  const belongs = member.status === "active" || member.status === "paused";
  return (
    <>
      <PageHead
        back={{ to: "../members", words: "Members" }}
        title={
          <span className="flex items-center gap-4">
            <Face id={member.id} name={member.name} photoId={member.photoId} />
            <span dir="auto" className="min-w-0">
              {member.name}
            </span>
          </span>
        }
        line={<About />}
      />
      <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div>
          <Section title="Profile" first>
            <Profile mayEdit={mayManage || isMe} />
          </Section>
          <Section title="Letters they got">
            <Letters />
          </Section>
        </div>
        <div>
          <Section title="Addresses" first>
            <Addresses />
          </Section>
          {belongs ? (
            <Section
              title="Rhythm"
              line={member.status === "paused" ? "Paused: no letters." : `A digest ${rhythmWords(member)}.`}
            >
              {mayManage || isMe ? <Rhythm /> : null}
            </Section>
          ) : null}
          {belongs && (mayManage || isMe) ? (
            <Section title="At once" line="What does not wait for the digest.">
              <Wishes />
            </Section>
          ) : null}
          {belongs && mayChangeRoles ? (
            <Section title="Role">
              <RoleForm />
            </Section>
          ) : null}
          {belongs && mayManage && !isMe ? (
            <Section title="Part ways">
              <Removal />
            </Section>
          ) : null}
        </div>
      </div>
    </>
  );
}

function About() {
  const { member } = useLoaderData<typeof loader>();
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <Chip tone={member.role === "member" ? "quiet" : "accent"}>{member.role}</Chip>
      {member.status === "active" ? null : (
        <Chip tone={member.status === "removed" ? "bad" : "quiet"}>{member.status}</Chip>
      )}
      {member.joinedAt ? (
        <span className="text-quiet">
          here since <RelativeTime at={member.joinedAt} day />
        </span>
      ) : null}
    </span>
  );
}

function Profile({ mayEdit }: { mayEdit: boolean }) {
  const { member } = useLoaderData<typeof loader>();
  const form = useMistakes("profile");
  if (!mayEdit) {
    return (
      <div className="space-y-3">
        {[member.makes, member.place, member.story].filter(Boolean).map((words) => (
          <p key={words} className="letter" dir="auto">
            {words}
          </p>
        ))}
      </div>
    );
  }
  return (
    <Form method="post" className="space-y-6">
      <RefusalLine words={form.refusal} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={80}
        defaultValue={form.typed("name", member.name)}
        error={form.error("name")}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextField
          label="Makes"
          name="makes"
          maxLength={200}
          defaultValue={form.typed("makes", member.makes)}
          error={form.error("makes")}
        />
        <TextField
          label="Place"
          name="place"
          maxLength={200}
          defaultValue={form.typed("place", member.place)}
          error={form.error("place")}
        />
      </div>
      <TextArea
        label="Story"
        name="story"
        letter
        rows={5}
        maxLength={5000}
        defaultValue={form.typed("story", member.story)}
        error={form.error("story")}
      />
      <TextArea
        label="Links"
        hint="One a line."
        name="links"
        rows={2}
        defaultValue={form.typed("links", member.links.join("\n"))}
        error={form.error("links")}
      />
      <Button name="intent" value="profile" look="primary">
        Save the profile
      </Button>
    </Form>
  );
}

function Addresses() {
  const { addresses, mayRelease } = useLoaderData<typeof loader>();
  return (
    <ul className="space-y-4">
      {addresses.map(({ address, verified, stopped }) => (
        <li key={address} className="[overflow-wrap:anywhere]">
          {address} {verified ? null : <Chip>not confirmed</Chip>}
          {stopped ? <StoppedAddress stopped={stopped} /> : null}
          {mayRelease ? (
            <Form method="post" className={stopped ? "mt-2" : "mt-1 -ml-3"}>
              <input type="hidden" name="address" value={address} />
              <Button
                small
                look={stopped ? "plain" : "quiet"}
                name="intent"
                value={stopped ? "release" : "stop"}
              >
                {stopped ? "Try this address again" : "Write there no more"}
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type Stopped = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["addresses"][number]["stopped"]>;

function StoppedAddress({ stopped: { reason, words, since, inviter } }: { stopped: Stopped }) {
  const { member, community, myId } = useLoaderData<typeof loader>();
  return (
    <div className="mt-1 border-l-2 border-bad pl-3 text-sm">
      <p className="text-bad">
        No letters go there since <RelativeTime at={since} day />. {suppressionWords[reason]}
      </p>
      {words ? <p className="text-quiet">“{words}”</p> : null}
      {inviter && inviter.id !== myId ? (
        <p className="mt-1">
          <AskInviter name={member.name} inviter={inviter} community={community} />
        </p>
      ) : null}
    </div>
  );
}

function Rhythm() {
  const { member, zones, tomorrow } = useLoaderData<typeof loader>();
  const form = useMistakes("rhythm");
  const pause = useMistakes("pause");
  return (
    <>
      <Form method="post" className="space-y-4">
        <RefusalLine words={form.refusal} />
        <RhythmFields form={form} kept={member} zones={zones} />
        <Button name="intent" value="rhythm" small>
          Save the rhythm
        </Button>
      </Form>
      <Form method="post" className="mt-8">
        <RefusalLine words={pause.refusal} />
        {member.status === "paused" ? (
          <div className="flex flex-wrap items-center gap-3">
            <p>
              {member.pausedUntil ? (
                <>
                  Paused until <RelativeTime at={member.pausedUntil} />
                </>
              ) : (
                "Paused until somebody says otherwise"
              )}
            </p>
            <Button name="intent" value="resume" small>
              Resume
            </Button>
          </div>
        ) : (
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              label="Pause until"
              hint="Empty: until they say so."
              type="date"
              name="until"
              min={tomorrow}
              defaultValue={pause.typed("until")}
              error={pause.error("until")}
            />
            <Button name="intent" value="pause" small>
              Pause
            </Button>
          </div>
        )}
      </Form>
    </>
  );
}

function Wishes() {
  const { member, isMe } = useLoaderData<typeof loader>();
  const form = useMistakes("wishes");
  return (
    <Form method="post" className="space-y-4">
      <RefusalLine words={form.refusal} />
      <QuietFields form={form} kept={member} theirs={!isMe} />
      <Button name="intent" value="wishes" small>
        Save these wishes
      </Button>
    </Form>
  );
}

function RoleForm() {
  const { member } = useLoaderData<typeof loader>();
  const form = useMistakes("role");
  return (
    <Form method="post" key={member.role}>
      <RefusalLine words={form.refusal} />
      <div className="flex items-end gap-3">
        <div className="flex-1">
          <Select label="Role" labelHidden name="role" options={roleOptions} defaultValue={member.role} />
        </div>
        <Button name="intent" value="role">
          Change
        </Button>
      </div>
    </Form>
  );
}

function Removal() {
  const { member } = useLoaderData<typeof loader>();
  const form = useMistakes("remove");
  const wrong = form.error("typed") ?? form.refusal ?? undefined;
  return (
    <Confirm
      opens={`Remove ${member.name} …`}
      act="Remove this member"
      intent="remove"
      word={member.name}
      small
      error={wrong}
    >
      No letter goes to them any more, and what they send is held. What they wrote stays. They can be invited
      again.
    </Confirm>
  );
}

function Letters() {
  const { letters, letterCount, member } = useLoaderData<typeof loader>();
  if (letters.length === 0) return <p className="text-soft">None yet.</p>;
  return (
    <>
      <Table
        caption="Letters to this member"
        rows={letters}
        keyOf={({ id }) => id}
        columns={[
          { head: "Letter", cell: ({ kind }) => letterWords[kind] },
          {
            head: "State",
            cell: ({ status }) => (
              <Chip tone={deliveryWords[status].tone}>{deliveryWords[status].words}</Chip>
            ),
          },
          { head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
          {
            head: "Why",
            wraps: true,
            cell: ({ status, response }) =>
              status === "sent" || !response ? null : <span className="text-quiet">{response}</span>,
          },
        ]}
      />
      {letterCount > letters.length ? (
        <p className="mt-3 text-sm text-quiet">
          and {letterCount - letters.length} older ones:{" "}
          <Link className="link" to={`../deliveries?member=${member.id}`}>
            all of them
          </Link>
        </p>
      ) : null}
    </>
  );
}
