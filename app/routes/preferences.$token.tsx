import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Confirm } from "#app/components/confirm.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { Arrived } from "#app/components/letter-pages/arrived.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { VouchedAddresses } from "#app/components/letter-pages/vouched-addresses.tsx";
import { ThreadWishes } from "#app/components/letter-pages/thread-wishes.tsx";
import { FollowerSettings } from "#app/components/letter-pages/follower-settings.tsx";
import { LeftPage } from "#app/components/letter-pages/left-page.tsx";
import { PauseForm } from "#app/components/letter-pages/pause-form.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { ProfileForm } from "#app/components/letter-pages/profile-form.tsx";
import { RhythmForm } from "#app/components/letter-pages/rhythm-form.tsx";
import { Button } from "#app/components/button.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { QuietFields } from "#app/components/quiet-fields.tsx";
import { Section } from "#app/components/page-head.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { now } from "#app/lib/clock.ts";
import { localDate, zonedInstant } from "#app/lib/local-time.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { keepImage } from "#app/models/blob.ts";
import {
  archiveUrl,
  changeRhythm,
  leaveCommunity,
  membershipByLink,
  pauseMember,
  placeInWaitingList,
  resumeMember,
  updateProfile,
  type FullMembership,
} from "#app/models/membership.ts";
import { confirmAddress, disownAddress } from "#app/models/membership/addresses.ts";
import { changeLetterWishes } from "#app/models/membership/quiet.ts";
import { addressesOf } from "#app/models/person.ts";
import { forgetWish, threadWishes } from "#app/models/thread.ts";
import { hostOf } from "#app/web/arrival.ts";
import { doIntent, FormMistakes, insistForm, textOf } from "#app/web/intents.ts";
import { quietForm } from "#app/web/quiet-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

const TOMORROW = 86_400_000;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded?.community ? `Your letters from ${loaded.community.name}` : "Your letters");

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await membershipByLink("preferences", params.token ?? "");
  if (!found) return data({ kind: "unknown" as const, community: null }, { status: 404 });

  const { membership } = found;
  const { status, name, timeZone, locale } = membership;
  const community = hostOf(membership.community);
  if (status === "left" || status === "removed")
    return data({ kind: "gone" as const, community, status, followed: membership.role === "follower" });
  if (status === "waiting")
    return data({ kind: "waiting" as const, community, name, place: await placeInWaitingList(membership) });

  if (membership.role === "follower")
    return data({ kind: "follower" as const, community, follower: { paused: status === "paused", locale } });

  return data({
    kind: "member" as const,
    community,
    reader: { timeZone, locale, now: now().toISOString() },
    archive: archiveUrl(membership),
    zones: zoneOptions(timeZone),
    tomorrow: localDate(new Date(now().getTime() + TOMORROW), timeZone),
    member: shownTo(membership),
    wished: await threadWishes(membership.id),
    vouched: (await addressesOf(membership.personId))
      .filter(({ vouchedAt, verifiedAt }) => vouchedAt !== null && verifiedAt === null)
      .map(({ id, address }) => ({ id, address })),
  });
}

function shownTo(membership: FullMembership) {
  const { id, name, makes, story, place, links, photoId, profilePublicAt, status, pausedUntil } = membership;
  const { digestRhythm, digestWeekday, digestHour, timeZone, instantPosts, locale, nextDigestAt } =
    membership;
  const { quietHours, quietFrom, quietUntil, followsOwn, eventReminders } = membership;
  return {
    id,
    profile: { name, makes, story, place, links, photoId, isPublic: profilePublicAt !== null },
    paused: status === "paused",
    pausedUntil,
    wishes: { quietHours, quietFrom, quietUntil, followsOwn, eventReminders },
    rhythm: { digestRhythm, digestWeekday, digestHour, timeZone, instantPosts, locale, nextDigestAt },
  };
}

const whole = (least: number, most: number) =>
  z.coerce.number().int().min(least, "This is not one of them.").max(most, "This is not one of them.");

const rhythmForm = z.object({
  digestRhythm: z.enum(["daily", "weekly", "monthly", "on_publish", "off"]),
  digestWeekday: whole(1, 7),
  digestHour: whole(0, 23),
  timeZone: z.string(),
  locale: z.enum(["en", "de", "fr", "es"]),
  instantPosts: z.literal("on").optional(),
});

const pauseForm = z.object({ until: z.union([z.literal(""), z.iso.date("This is not a day.")]) });

const profileForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Your name is missing.")
    .max(80, "A shorter name, please: 80 letters at most."),
  makes: z.string().trim().max(120, "A shorter line, please: 120 letters at most."),
  story: z.string().trim().max(4_000, "A shorter story, please: 4,000 letters at most."),
  place: z.string().trim().max(120, "A shorter line, please: 120 letters at most."),
  links: z
    .string()
    .transform((typed) => typed.split(/\s+/).filter(Boolean))
    .pipe(
      z
        .array(z.url({ protocol: /^https?$/, error: "One link a line, each beginning with https://" }))
        .max(8, "Eight links at most."),
    ),
  withoutPhoto: z.literal("on").optional(),
  isPublic: z
    .literal("on")
    .optional()
    .transform((checked) => checked === "on"),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const found = await membershipByLink("preferences", params.token ?? "");
  if (!found) throw new Response(null, { status: 404 });
  const { membership } = found;
  const here = new URL(request.url).pathname;
  const belongs = membership.status === "active" || membership.status === "paused";

  return doIntent(request, {
    ...(belongs && {
      rhythm: async (form) => {
        const { instantPosts, ...rhythm } = insistForm(form, rhythmForm);
        await changeRhythm(membership, { ...rhythm, instantPosts: instantPosts === "on" });
        return redirectWithToast(here, { words: "Kept. Your next digest follows it." });
      },
      wishes: async (form) => {
        await changeLetterWishes(membership, insistForm(form, quietForm));
        return redirectWithToast(here, { words: "Kept." });
      },
      "confirm-address": async (form) => {
        await confirmAddress(membership, textOf(form, "id"));
        return redirectWithToast(here, { words: "Kept: this address is yours." });
      },
      "disown-address": async (form) => {
        await disownAddress(membership, textOf(form, "id"));
        return redirectWithToast(here, { words: "Thank you. Nothing from there is taken for yours." });
      },
      "forget-wish": async (form) => {
        const { thread } = insistForm(form, z.object({ thread: z.uuid() }));
        await forgetWish(membership.id, thread);
        return redirectWithToast(here, { words: "This thread is as all the others now." });
      },
      language: async (form) => {
        const { locale } = insistForm(form, rhythmForm.pick({ locale: true }));
        await changeRhythm(membership, { locale });
        return redirectWithToast(here, { words: "Kept. The next letter is in it." });
      },
      pause: async (form) => {
        const { until } = insistForm(form, pauseForm);
        await pauseMember(membership, {
          until: until === "" ? null : zonedInstant(`${until}T00:00`, membership.timeZone),
        });
        return redirectWithToast(here, {
          words: "No letters until then.",
          undo: { path: here, fields: { intent: "resume" } },
        });
      },
      resume: async () => {
        await resumeMember(membership);
        return redirectWithToast(here, { words: "Letters come again." });
      },
      profile: async (form) => {
        const { withoutPhoto, ...profile } = insistForm(form, profileForm);
        const photoId = await readPhoto(form);
        await updateProfile(membership, {
          ...profile,
          ...(withoutPhoto && { photoId: null }),
          ...(photoId && { photoId }),
        });
        return redirectWithToast(here, { words: "Your profile is kept." });
      },
    }),
    leave: async () => {
      await leaveCommunity(membership);
      return redirectWithToast(here, { words: `You have left ${membership.community.name}.` });
    },
  });
}

async function readPhoto(form: FormData): Promise<string | null> {
  const file = form.get("photo");
  if (!(file instanceof File) || file.size === 0) return null;
  try {
    return (await keepImage(new Uint8Array(await file.arrayBuffer()))).id;
  } catch (error) {
    throw isRefusal(error) ? new FormMistakes({ photo: error.message }) : error;
  }
}

export default function Preferences() {
  const loaded = useLoaderData<typeof loader>();
  if (loaded.kind === "unknown") return <ClosedDoor refused={notOurs} />;
  if (loaded.kind === "gone") return <LeftPage {...loaded} />;
  if (loaded.kind === "waiting") return <InLine {...loaded} />;
  if (loaded.kind === "follower")
    return <FollowerSettings community={loaded.community} follower={loaded.follower} />;
  return (
    <ReaderProvider value={loaded.reader}>
      <Settings {...loaded} />
    </ReaderProvider>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Settings({
  community,
  reader,
  archive,
  member,
  zones,
  tomorrow,
  wished,
  vouched,
}: Extract<Loaded, { kind: "member" }>) {
  return (
    <LetterPage
      community={community}
      title={`Your letters, ${member.profile.name}`}
      foot="This page is yours by the link in your letters. Do not pass it on."
    >
      <p className="mb-8">
        <a className="link" href={archive}>
          {publicWords(reader.locale).archive.title(community.name)}
        </a>
      </p>
      {vouched.length > 0 ? (
        <Section
          title="Another address"
          line="Somebody who looks after the circle said that it is yours."
          first
        >
          <VouchedAddresses addresses={vouched} />
        </Section>
      ) : null}
      <Section title="The digest" line="What the others make, say and plan, in one letter." first>
        <RhythmForm rhythm={member.rhythm} zones={zones} paused={member.paused} />
      </Section>
      <Section title="At once" line="What does not wait for the digest.">
        <Wishes kept={member.wishes} />
        {wished.length > 0 ? (
          <div className="mt-8">
            <ThreadWishes wished={wished} />
          </div>
        ) : null}
      </Section>
      <Section
        title="A pause"
        line="You stay a member, and nothing is lost: the first digest after it tells what happened."
      >
        <PauseForm paused={member.paused} until={member.pausedUntil} earliest={tomorrow} />
      </Section>
      <Section title="Who you are" line={`What the others of ${community.name} read about you.`}>
        <ProfileForm id={member.id} profile={member.profile} />
      </Section>
      <Section title="Leave">
        <Leaving name={community.name} />
      </Section>
    </LetterPage>
  );
}

function Wishes({ kept }: { kept: Extract<Loaded, { kind: "member" }>["member"]["wishes"] }) {
  const form = useMistakes("wishes");
  return (
    <Form method="post" className="space-y-6">
      <RefusalLine words={form.refusal} />
      <QuietFields form={form} kept={kept} />
      <Button name="intent" value="wishes" wide>
        Keep these
      </Button>
    </Form>
  );
}

function InLine({ community, name, place }: Extract<Loaded, { kind: "waiting" }>) {
  return (
    <Arrived arrival={{ kind: "waiting", name, place }} host={community}>
      <div className="mt-8 border-t border-line pt-6">
        <Leaving name={community.name} waiting />
      </div>
    </Arrived>
  );
}

function Leaving({ name, waiting = false }: { name: string; waiting?: boolean }) {
  const { refusal } = useMistakes("leave");
  return (
    <>
      <RefusalLine words={refusal} />
      <Confirm
        opens={waiting ? "Leave the waiting list …" : `Leave ${name} …`}
        act={waiting ? "Give up my place" : "Yes, leave"}
        intent="leave"
      >
        {waiting
          ? "Your place goes to the next in line. This cannot be undone."
          : "No further letter comes, and your seat goes to whoever waits for one. What you wrote stays. To come back you need a new invitation."}
      </Confirm>
    </>
  );
}
