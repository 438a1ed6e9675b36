import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AskInviter } from "#app/components/ask-inviter.tsx";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Confirm, isTyped } from "#app/components/confirm.tsx";
import { suppressionWords } from "#app/components/digest-words.ts";
import { Face } from "#app/components/face.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { MemberTimeline } from "#app/components/member-timeline.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { QuietFields } from "#app/components/quiet-fields.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RhythmFields } from "#app/components/rhythm-fields.tsx";
import { Turner } from "#app/components/turner.tsx";
import { rhythmWords, roleOptions } from "#app/components/words.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import { now } from "#app/lib/clock.ts";
import { stoppedAddresses } from "#app/models/bounce.ts";
import { communityAddress } from "#app/models/community.ts";
import {
  asActor,
  changeRhythm,
  changeRole,
  membershipById,
  pauseMember,
  removeMember,
  restoreMember,
  resumeMember,
  updateProfile,
} from "#app/models/membership.ts";
import { addAddress, makePrimary, removeAddress } from "#app/models/membership/addresses.ts";
import { eraseMember } from "#app/models/membership/erasing.ts";
import { mergeMembers } from "#app/models/membership/merging.ts";
import { listMemberNames } from "#app/models/membership/names.ts";
import { noteOn } from "#app/models/membership/notes.ts";
import { changeLetterWishes } from "#app/models/membership/quiet.ts";
import { timelineOf } from "#app/models/membership/timeline.ts";
import { addressesOf } from "#app/models/person.ts";
import { actorMay } from "#app/models/roles.ts";
import { releaseSuppression, stopAddress } from "#app/models/suppression.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm, textOf } from "#app/web/intents.ts";
import { quietForm } from "#app/web/quiet-form.ts";
import { rhythmForm } from "#app/web/rhythm-form.ts";
import { turnOf } from "#app/web/search.ts";
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

  // They were here twice: this is who they are now.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Remix's redirect is a Response
  if (found.mergedIntoId) throw redirect(`/console/${actor.community.slug}/members/${found.mergedIntoId}`);
  const mayManage = actorMay(actor, "manage-members");
  const [addresses, timeline, others] = await Promise.all([
    addressesOf(found.personId),
    timelineOf(found, turnOf(new URL(request.url).searchParams)),
    mayManage ? listMemberNames(communityId) : [],
  ]);
  const stopped = await stoppedAddresses([communityId], {
    addresses: addresses.map(({ address }) => address),
  });
  const { notes, ...member } = asActor(found).membership;
  return {
    member,
    notes: mayManage ? notes : null,
    others: others.filter(({ id }) => id !== member.id).map(({ id, name }) => [id, name] as const),
    addresses: addresses.map(({ id, address, isPrimary, verifiedAt, vouchedAt }) => ({
      id,
      address,
      isPrimary,
      isVouched: vouchedAt !== null && verifiedAt === null,
      verified: verifiedAt !== null,
      stopped: stopped.find((one) => one.address.toLowerCase() === address.toLowerCase()) ?? null,
    })),
    timeline,
    zones: zoneOptions(member.timeZone),
    tomorrow: localDate(new Date(now().getTime() + 86_400_000), member.timeZone),
    mayManage,
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
    remove: async () => {
      await removeMember(actor, member.id);
      return redirectWithToast(`/console/${actor.community.slug}/members`, {
        words: `${member.name} is no member any more.`,
        undo: { path: here, fields: { intent: "return" } },
      });
    },
    return: async () => {
      await restoreMember(actor, member.id);
      return redirectWithToast(here, { words: `${member.name} is a member again.` });
    },
    erase: async (form) => {
      if (!isTyped(form.get("typed"), member.name))
        throw new FormMistakes({ typed: "This is another name. Nothing was changed." });
      const { posts } = insistForm(form, z.object({ posts: z.enum(["kept", "removed"]) }));
      await eraseMember(actor, member.id, posts);
      return redirectWithToast(`/console/${actor.community.slug}/members`, {
        words: "Erased. Nothing here tells any more who they were.",
      });
    },
    merge: async (form) => {
      const into = textOf(form, "into");
      if (!isTyped(form.get("typed"), member.name))
        throw new FormMistakes({ typed: "This is another name. Nothing was changed." });
      await mergeMembers(actor, member.id, into);
      return redirectWithToast(`/console/${actor.community.slug}/members/${into}`, {
        words: "One person now, with everything of both.",
      });
    },
    notes: async (form) => {
      await noteOn(actor, member.id, textOf(form, "notes").slice(0, 5000));
      return redirectWithToast(here, { words: "Kept." });
    },
    "add-address": async (form) => {
      await addAddress(actor, member, textOf(form, "address"));
      return redirectWithToast(here, { words: "Mail from there is theirs from now on." });
    },
    primary: async (form) => {
      const before = (await addressesOf(member.personId)).find(({ isPrimary }) => isPrimary);
      await makePrimary(actor, member, textOf(form, "id"));
      return redirectWithToast(here, {
        words: "Letters go there from now on.",
        ...(before && { undo: { path: here, fields: { intent: "primary", id: before.id } } }),
      });
    },
    "remove-address": async (form) => {
      await removeAddress(actor, member, textOf(form, "id"));
      return redirectWithToast(here, {
        words: "This address is nobody’s any more.",
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
          <Section title="Letters and answers" line="What went to them, and what came from them.">
            <Timeline />
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
          {mayManage ? (
            <Section title="Notes" line="For owners only. Theirs too, if they ask for everything about them.">
              <Notes />
            </Section>
          ) : null}
          {mayManage || isMe ? (
            <Section title="What is known of them">
              <Known />
            </Section>
          ) : null}
          {mayManage && !isMe && member.erasedAt === null ? (
            <Section title="Part ways">
              <Parting belongs={belongs} />
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
  const { addresses, mayManage, isMe } = useLoaderData<typeof loader>();
  const [adding, turning, removing] = [
    useMistakes("add-address"),
    useMistakes("primary"),
    useMistakes("remove-address"),
  ];
  return (
    <>
      <RefusalLine words={adding.refusal ?? turning.refusal ?? removing.refusal} />
      <ul className="space-y-4">
        {addresses.map((one) => (
          <AddressLine key={one.id} one={one} isOnly={addresses.length === 1} />
        ))}
      </ul>
      {mayManage || isMe ? (
        <Form method="post" className="mt-6 flex flex-wrap items-end gap-3">
          <div className="min-w-48 flex-1">
            <TextField
              label="Another address of theirs"
              type="email"
              name="address"
              required
              autoComplete="off"
              defaultValue={adding.typed("address")}
              error={adding.error("address")}
            />
          </div>
          <Button name="intent" value="add-address">
            Add
          </Button>
        </Form>
      ) : null}
    </>
  );
}

type Address = ReturnType<typeof useLoaderData<typeof loader>>["addresses"][number];

function AddressLine({ one, isOnly }: { one: Address; isOnly: boolean }) {
  const { mayRelease, mayManage, isMe } = useLoaderData<typeof loader>();
  const { id, address, isPrimary, isVouched, verified, stopped } = one;
  return (
    <li className="[overflow-wrap:anywhere]">
      {address} {isPrimary && !isOnly ? <Chip tone="accent">letters go here</Chip> : null}{" "}
      {verified ? null : <Chip>not confirmed</Chip>}
      {isVouched ? (
        <p className="text-sm text-quiet">
          Somebody here said that it is theirs: mail from it counts. They confirm it on their own page; until
          then it signs nobody in.
        </p>
      ) : null}
      {stopped ? <StoppedAddress stopped={stopped} /> : null}
      <Form
        method="post"
        preventScrollReset
        className={stopped ? "mt-2 flex flex-wrap" : "-ml-3 flex flex-wrap"}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="address" value={address} />
        {mayRelease ? (
          <Button small look={stopped ? "plain" : "quiet"} name="intent" value={stopped ? "release" : "stop"}>
            {stopped ? "Try this address again" : "Write there no more"}
          </Button>
        ) : null}
        {(mayManage || isMe) && !isPrimary ? (
          <>
            <Button small look="quiet" name="intent" value="primary">
              Send letters here
            </Button>
            <Button small look="quiet" name="intent" value="remove-address">
              Take it away
            </Button>
          </>
        ) : null}
      </Form>
    </li>
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

function Timeline() {
  const { timeline } = useLoaderData<typeof loader>();
  return (
    <>
      <MemberTimeline moments={timeline.rows} />
      <Turner previous={timeline.previous} next={timeline.next} />
    </>
  );
}

function Notes() {
  const { notes } = useLoaderData<typeof loader>();
  const form = useMistakes("notes");
  return (
    <Form method="post" preventScrollReset className="space-y-3">
      <RefusalLine words={form.refusal} />
      <TextArea
        label="Notes"
        labelHidden
        name="notes"
        rows={3}
        maxLength={5000}
        defaultValue={form.typed("notes", notes ?? "")}
      />
      <Button small name="intent" value="notes">
        Keep the note
      </Button>
    </Form>
  );
}

function Known() {
  const { member } = useLoaderData<typeof loader>();
  return (
    <Form method="post" action={`../members/${member.id}/everything`} reloadDocument>
      <p className="mb-3 text-sm text-soft">
        Profile, posts, answers, letters and their own mail, in one file. They have a right to it.
      </p>
      <Button small>Take it along as a file</Button>
    </Form>
  );
}

/** From what can be undone to what cannot. */
function Parting({ belongs }: { belongs: boolean }) {
  const { member, others } = useLoaderData<typeof loader>();
  const [removing, returning, merging, erasing] = [
    useMistakes("remove"),
    useMistakes("return"),
    useMistakes("merge"),
    useMistakes("erase"),
  ];
  return (
    <div className="space-y-4">
      <RefusalLine words={removing.refusal ?? returning.refusal ?? merging.refusal ?? erasing.refusal} />
      {belongs ? (
        <Confirm opens={`Remove ${member.name} …`} act="Remove them" intent="remove" small>
          No further letter goes to them, and a free seat goes to the first in line. Their posts stay. It can
          be undone.
        </Confirm>
      ) : null}
      {member.status === "removed" ? (
        <Form method="post">
          <Button small name="intent" value="return">
            Make them a member again
          </Button>
        </Form>
      ) : null}
      {belongs && others.length > 0 ? (
        <Confirm
          opens="They are here twice …"
          act="Make them one"
          intent="merge"
          word={member.name}
          error={merging.error("typed")}
          small
        >
          <Select label="The entry that stays" name="into" options={others} />
          <p className="mt-3">
            Everything of {member.name} becomes theirs: addresses, posts, letters, answers. This cannot be
            undone.
          </p>
        </Confirm>
      ) : null}
      <Confirm
        opens="Erase everything about them …"
        act="Erase them"
        intent="erase"
        word={member.name}
        error={erasing.error("typed")}
        small
      >
        <p>
          Name, profile, addresses, notes, answers and their mail as it came are gone for good, and cannot be
          brought back. That somebody was erased, and by whom, stays in the log.
        </p>
        <fieldset className="mt-3">
          <legend className="sr-only">Their posts</legend>
          <label className="flex items-start gap-3">
            <input type="radio" name="posts" value="kept" defaultChecked className="mt-1.5" />
            Their posts stay, under “A former member”.
          </label>
          <label className="flex items-start gap-3">
            <input type="radio" name="posts" value="removed" className="mt-1.5" />
            Their posts and showcases go too.
          </label>
        </fieldset>
      </Confirm>
    </div>
  );
}
