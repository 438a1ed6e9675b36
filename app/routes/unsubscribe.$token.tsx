import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { LeftPage } from "#app/components/letter-pages/left-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { membershipByLink, preferencesUrl, resumeMember, stopLetters } from "#app/models/membership.ts";
import { hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("Unsubscribe");

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await membershipByLink("unsubscribe", params.token ?? "");
  if (!found) return data({ state: "unknown" as const, community: null }, { status: 404 });

  const { membership } = found;
  const { status, pausedUntil } = membership;
  const stopped = status === "paused" && pausedUntil === null;
  return data({
    state: stopped ? ("stopped" as const) : status,
    community: hostOf(membership.community),
    preferencesUrl: preferencesUrl(membership),
    follows: membership.role === "follower",
  });
}

/** RFC 8058: one POST with `List-Unsubscribe=One-Click`, without cookie, redirect or question. Or the button of the page. */
export async function action({ request, params }: ActionFunctionArgs) {
  const found = await membershipByLink("unsubscribe", params.token ?? "");
  if (!found) throw new Response(null, { status: 404 });

  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "resume") {
    await resumeMember(found.membership);
    return redirect(new URL(request.url).pathname);
  }
  if (intent !== "stop" && form.get("List-Unsubscribe") !== "One-Click")
    throw new Response(null, { status: 400 });
  await stopLetters(found.membership);
  return data({ stopped: true }, { status: 200 });
}

export default function Unsubscribe() {
  const { state, community, ...loaded } = useLoaderData<typeof loader>();
  const justNow = useActionData<typeof action>()?.stopped === true;
  if (state === "unknown") return <ClosedDoor refused={notOurs} />;
  const follows = "follows" in loaded && loaded.follows;
  if (state === "left" || state === "removed")
    return <LeftPage community={community} status={state} followed={follows} />;
  if (state === "stopped") return <Stopped community={community} justNow={justNow} {...loaded} />;
  return <Ask community={community} waiting={state === "waiting"} {...loaded} />;
}

interface PageProps {
  community: { name: string; tagline: string };
  /** They get the newsletter, and are no member. */
  follows?: boolean;
  preferencesUrl?: string;
}

function Ask({
  community,
  waiting,
  follows = false,
  preferencesUrl: preferences = "/",
}: PageProps & { waiting: boolean }) {
  return (
    <LetterPage community={community} title={`No more letters from ${community.name}?`}>
      <p>
        {waiting
          ? "You give up your place in the waiting list, and no letter comes any more."
          : follows
            ? "One press, and no newsletter comes any more. You can take it back here at any time."
            : "One press, and no letter comes any more: no digest, no posts. You can take it back here at any time."}
      </p>
      <Form method="post" className="mt-8 flex flex-wrap items-center gap-4">
        <Button look="primary" name="intent" value="stop" wide>
          Unsubscribe
        </Button>
      </Form>
      {waiting ? null : (
        <p className="mt-8 text-soft">
          Or only{" "}
          <a className="link" href={preferences}>
            {follows ? "choose what comes" : "less often, or not for a while"}
          </a>
          .
        </p>
      )}
    </LetterPage>
  );
}

function Stopped({
  community,
  justNow,
  follows = false,
  preferencesUrl: preferences = "/",
}: PageProps & { justNow: boolean }) {
  return (
    <LetterPage community={community} title={justNow ? "Done: no more letters" : "No letters come to you"}>
      <p role="status">
        From now on {community.name} sends you nothing.
        {follows
          ? ""
          : " You are still a member: what you wrote stays, and you can write to the circle whenever you like."}
      </p>
      <Form method="post" className="mt-8 flex flex-wrap items-center gap-4">
        <Button name="intent" value="resume" wide>
          Send me letters again
        </Button>
        <ButtonLink to={new URL(preferences).pathname} look="quiet">
          {follows ? "Other choices" : "Leave for good, or choose what comes"}
        </ButtonLink>
      </Form>
    </LetterPage>
  );
}
