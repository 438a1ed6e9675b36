import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button, ButtonSummary } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { TextField } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { Arrived } from "#app/components/letter-pages/arrived.tsx";
import { ClosedDoor } from "#app/components/letter-pages/closed-door.tsx";
import { memoryOf } from "#app/components/letter-pages/form-memory.ts";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { Glimpse } from "#app/components/letter-pages/wall.tsx";
import { GuessedZone } from "#app/components/letter-pages/zone-field.tsx";
import { RefusalLine } from "#app/components/mistakes.tsx";
import { count, rhythmWords } from "#app/components/words.ts";
import { WrittenText } from "#app/components/written-text.tsx";
import { isRefusal, type Refusal, type RefusalReason } from "#app/lib/refusal.ts";
import { declineInvitation, findInvitation } from "#app/models/invitation.ts";
import { acceptInvitation } from "#app/models/membership/joining.ts";
import { listMembers } from "#app/models/membership.ts";
import { listShowcases } from "#app/models/showcase.ts";
import { arrivalOf, hostOf } from "#app/web/arrival.ts";
import { badForm, parseForm, refusedForm } from "#app/web/form.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded?.open ? `${loaded.inviter.name} invites you to ${loaded.community.name}` : "Invitation");

/** Opening an invitation changes nothing: who reads one's mail for scams opens it first. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  try {
    return data(await describeInvitation(params.token ?? "", request));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data(closedBy(error), { status: error.reason === "invitation-unknown" ? 404 : 410 });
  }
}

async function describeInvitation(token: string, request: Request) {
  const { invitation, community, inviter } = await findInvitation(token);
  const [{ showcases }, { total }] = await Promise.all([
    listShowcases(community.id, { status: "published" }),
    listMembers(community.id),
  ]);
  return {
    open: true as const,
    community: hostOf(community),
    about: community.description,
    rhythm: rhythmWords(community),
    memberCount: total,
    inviter: { id: inviter.id, name: inviter.name, photoId: inviter.photoId },
    invitee: { name: invitation.name, address: invitation.address ?? "" },
    note: invitation.note,
    role: invitation.role,
    personal: invitation.kind === "personal",
    declining: new URL(request.url).searchParams.get("answer") === "no",
    showcases: showcases.filter(({ photos }) => photos.length > 0).slice(0, 3),
  };
}

function closedBy({ reason, message }: Refusal) {
  return { open: false as const, refused: { reason, words: message } };
}

const joinForm = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Your name is missing.")
    .max(80, "A shorter name, please: 80 letters at most."),
  address: z.string().trim().min(1, "Your address is missing."),
  makes: z.string().trim().max(120, "A shorter line, please: 120 letters at most.").default(""),
  timeZone: z.string().max(60).default(""),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await request.formData();
  const token = params.token ?? "";
  return form.get("intent") === "decline" ? decline(token, request) : join(token, form);
}

/** Beside which field a refusal is told. */
const fieldOf: Partial<Record<RefusalReason, string>> = {
  "address-odd": "address",
  "asked-too-often": "address",
  "name-missing": "name",
};

async function join(token: string, form: FormData) {
  const read = parseForm(form, joinForm);
  if (!read.ok) return badForm(read);

  try {
    const { community } = await findInvitation(token);
    const came = await acceptInvitation({ token, ...read.fields });
    return data(
      { ok: true as const, host: hostOf(community), arrival: await arrivalOf(came) },
      { status: 200 },
    );
  } catch (error) {
    return badForm(refusedForm(error, read.typed, isRefusal(error) ? (fieldOf[error.reason] ?? "") : ""));
  }
}

async function decline(token: string, request: Request) {
  try {
    const { community } = await findInvitation(token);
    await declineInvitation(token);
    return data({ ok: true as const, declined: community.name }, { status: 200 });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return redirect(new URL(request.url).pathname);
  }
}

export default function Join() {
  const loaded = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given?.ok)
    return "declined" in given ? (
      <Declined name={given.declined} />
    ) : (
      <Arrived arrival={given.arrival} host={given.host} />
    );
  return loaded.open ? <Invitation invitation={loaded} /> : <ClosedDoor refused={loaded.refused} />;
}

type Described = Awaited<ReturnType<typeof describeInvitation>>;

function Invitation({ invitation }: { invitation: Described }) {
  const { community, inviter, about, showcases, memberCount } = invitation;
  return (
    <LetterPage
      community={community}
      title={
        <>
          <span dir="auto">{inviter.name}</span> invites you to <span dir="auto">{community.name}</span>
        </>
      }
      foot={`No app, no password. You can leave at any time, by a link in every letter. Letters come from: ${community.address}`}
    >
      <div className="mt-6 flex items-start gap-4">
        <Face id={inviter.id} name={inviter.name} photoId={inviter.photoId} />
        <div className="min-w-0 flex-1">
          {invitation.note ? (
            <WrittenText text={invitation.note} />
          ) : (
            <p className="font-letter text-lg text-soft">would like to have you in the circle.</p>
          )}
        </div>
      </div>
      <div className="mt-8 border-t border-line pt-6">
        {about ? <WrittenText text={about} /> : null}
        <p className="mt-4 text-soft">{circleWords(invitation.role, memberCount, invitation.rhythm)}</p>
        {showcases.length > 0 ? (
          <section className="mt-6" aria-label="What they make">
            <Glimpse showcases={showcases} />
          </section>
        ) : null}
      </div>
      {invitation.declining && invitation.personal ? <NoThanks open /> : null}
      <JoinForm invitation={invitation} />
      {invitation.personal && !invitation.declining ? <NoThanks /> : null}
    </LetterPage>
  );
}

function JoinForm({ invitation }: { invitation: Described }) {
  const form = memoryOf(useActionData<typeof action>());
  const { invitee, community } = invitation;
  return (
    <Form method="post" className="mt-8 space-y-6 border-t border-line pt-6">
      <h2 className="text-lg">Come in</h2>
      <RefusalLine words={form.refusal} />
      <TextField
        label="Your name"
        hint="As the others will read it."
        name="name"
        required
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name", invitee.name)}
        error={form.error("name")}
      />
      <TextField
        label="Your email address"
        hint="The letters come here."
        name="address"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        defaultValue={form.typed("address", invitee.address)}
        error={form.error("address")}
      />
      {invitation.role === "follower" ? null : (
        <TextField
          label="What do you make?"
          hint="If you like, in a few words. The others see it."
          name="makes"
          maxLength={120}
          defaultValue={form.typed("makes")}
          error={form.error("makes")}
        />
      )}
      <GuessedZone />
      <Button look="primary" name="intent" value="join" wide>
        {invitation.role === "follower" ? `Follow ${community.name}` : `Join ${community.name}`}
      </Button>
    </Form>
  );
}

/** The way that the letter calls "No, thank you". */
function NoThanks({ open = false }: { open?: boolean }) {
  return (
    <details open={open} className={open ? "mt-8 border-t border-line pt-6" : "mt-6"}>
      <ButtonSummary look="quiet" small>
        No, thank you
      </ButtonSummary>
      <Form method="post" className="mt-3 max-w-120 border-l-2 border-line-strong pl-4">
        <p className="text-base text-soft">
          The invitation ends, and no further letter comes from here. Whoever invited you sees that you
          declined, and nothing else.
        </p>
        <div className="mt-4">
          <Button name="intent" value="decline">
            Decline the invitation
          </Button>
        </div>
      </Form>
    </details>
  );
}

function Declined({ name }: { name: string }) {
  return (
    <LetterPage title="As you wish">
      <p>
        The invitation to {name} has ended, and no further letter comes to you from there. You can close this
        page.
      </p>
    </LetterPage>
  );
}

function circleWords(role: Described["role"], memberCount: number, rhythm: string): string {
  const circle = memberCount < 3 ? "The circle has just begun." : `${count(memberCount, "member")} so far.`;
  return role === "follower"
    ? `${circle} As a follower you get its letters, and write to its makers.`
    : `${circle} Their letter comes ${rhythm}; you can choose another rhythm.`;
}
