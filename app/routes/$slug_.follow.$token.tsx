import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { isRefusal, type Refusal } from "#app/lib/refusal.ts";
import { confirmFollow, findFollowRequest } from "#app/models/membership/following.ts";
import { membershipById, preferencesUrl } from "#app/models/membership.ts";
import { hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("Confirm");

/** Behind the letter that asks whether the address is theirs. Opening it answers nothing. */
export async function loader({ params }: LoaderFunctionArgs) {
  try {
    const { community, address } = await findFollowRequest(params.token ?? "");
    if (community.slug !== params.slug) throw new Response(null, { status: 404 });
    return data({ open: true as const, address, community: hostOf(community) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data({ open: false as const, refused: wordsOf(error) }, { status: 410 });
  }
}

export async function action({ params, request }: ActionFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { community } = await findFollowRequest(token);
    if (community.slug !== params.slug) throw new Response(null, { status: 404 });
    const { kind, membership } = await confirmFollow(token);
    const whole = await membershipById(community.id, membership.id);
    return data({
      done: true as const,
      kind,
      isMember: membership.role !== "follower",
      hasArchive: community.publicHome,
      community: hostOf(community),
      preferencesUrl: whole ? preferencesUrl(whole) : "/",
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.reason === "link-expired") return redirect(new URL(request.url).pathname);
    return data({ done: false as const, refused: wordsOf(error) }, { status: 400 });
  }
}

function wordsOf({ reason, message }: Refusal) {
  return { reason, words: message };
}

export default function Confirm() {
  const loaded = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given) return given.done ? <Following {...given} /> : <ClosedDoor refused={given.refused} />;
  if (!loaded.open) return <ClosedDoor refused={loaded.refused} />;
  return <Ask community={loaded.community} address={loaded.address} />;
}

interface Host {
  slug: string;
  name: string;
  tagline: string;
}

function Ask({ community, address }: { community: Host; address: string }) {
  return (
    <LetterPage community={community} title={`One press, and you follow ${community.name}`}>
      <p>
        <strong className="wrap-anywhere">{address}</strong> was given to follow {community.name}. Was it you?
      </p>
      <Form method="post" className="mt-8">
        <Button look="primary" wide>
          Yes, follow {community.name}
        </Button>
      </Form>
      <p className="mt-8 text-soft">
        It was not you? Close this page: nothing happens, and the address is forgotten after three days.
      </p>
    </LetterPage>
  );
}

interface FollowingProps {
  kind: "follows" | "already";
  isMember: boolean;
  hasArchive: boolean;
  community: Host;
  preferencesUrl: string;
}

function Following({ kind, isMember, hasArchive, community, preferencesUrl: preferences }: FollowingProps) {
  return (
    <LetterPage
      community={community}
      title={isMember ? `You are one of ${community.name}` : `You follow ${community.name}`}
    >
      <p className="font-letter text-lg" role="status">
        {isMember
          ? "You are a member here, and its letters come to you already: they tell more than the newsletter does."
          : kind === "already"
            ? "You did already. Nothing was changed."
            : "When there is something to show, a letter comes to you. Put its sender into your address book, so that none is lost."}
      </p>
      <p className="mt-8 flex flex-wrap gap-x-6 gap-y-3">
        {hasArchive ? (
          <Link className="link" to={`/${community.slug}/newsletters`}>
            Read the newsletters so far
          </Link>
        ) : null}
        <a className="link" href={preferences}>
          Choose what comes
        </a>
      </p>
    </LetterPage>
  );
}
