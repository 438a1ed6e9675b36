import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { OnePress } from "#app/components/public/one-press.tsx";
import type { Reader } from "#app/components/reader.tsx";
import { links } from "#app/lib/links.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { isRefusal, type Refusal } from "#app/lib/refusal.ts";
import { confirmFollow, findFollowRequest, type FoundRequest } from "#app/models/membership/following.ts";
import { memberToken, membershipById, preferencesUrl } from "#app/models/membership.ts";
import { hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("Confirm");

/** Behind the letter that asks whether the address is theirs. Opening it answers nothing. */
export async function loader({ params }: LoaderFunctionArgs) {
  try {
    const request = await findOwn(params);
    const { address, event } = request;
    return data({ open: true as const, address, event, ...shownOf(request) });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data({ open: false as const, refused: wordsOf(error) }, { status: 410 });
  }
}

async function findOwn(params: LoaderFunctionArgs["params"]) {
  const request = await findFollowRequest(params.token ?? "");
  if (request.community.slug !== params.slug) throw new Response(null, { status: 404 });
  return request;
}

function shownOf({ community }: FoundRequest): { community: ReturnType<typeof hostOf>; reader: Reader } {
  const { timeZone, locale } = community;
  return { community: hostOf(community), reader: { timeZone, locale, now: new Date(0).toISOString() } };
}

export async function action({ params, request }: ActionFunctionArgs) {
  try {
    const asked = await findOwn(params);
    const { kind, membership } = await confirmFollow(params.token ?? "");
    const whole = await membershipById(asked.communityId, membership.id);
    if (asked.event && whole) return redirect(links.rsvp(memberToken(whole, "rsvp", asked.event.number)));
    return data({
      done: true as const,
      kind,
      isMember: membership.role !== "follower",
      hasArchive: asked.community.publicHome,
      preferencesUrl: whole ? preferencesUrl(whole) : "/",
      ...shownOf(asked),
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

  const { community, reader, address, event } = loaded;
  const { follow, rsvp } = publicWords(reader.locale);
  return event ? (
    <OnePress
      {...{ community, reader, address }}
      title={rsvp.confirmTitle}
      wasGiven={rsvp.wasGiven(event.title)}
      button={rsvp.confirm}
    />
  ) : (
    <OnePress
      {...{ community, reader, address }}
      title={follow.confirmTitle(community.name)}
      wasGiven={follow.wasGiven(community.name)}
      button={follow.confirm(community.name)}
    />
  );
}

interface FollowingProps {
  kind: "follows" | "already";
  isMember: boolean;
  hasArchive: boolean;
  community: { slug: string; name: string; tagline: string };
  reader: Reader;
  preferencesUrl: string;
}

function Following({
  kind,
  isMember,
  hasArchive,
  community,
  reader,
  preferencesUrl: choose,
}: FollowingProps) {
  const words = publicWords(reader.locale).follow;
  return (
    <div lang={reader.locale}>
      <LetterPage
        community={community}
        title={isMember ? words.isMember(community.name) : words.follows(community.name)}
      >
        <p className="font-letter text-lg" role="status">
          {isMember ? words.isMemberLine : kind === "already" ? words.already : words.followsLine}
        </p>
        <p className="mt-8 flex flex-wrap gap-x-6 gap-y-3">
          {hasArchive ? (
            <Link className="link" to={`/${community.slug}/newsletters`}>
              {words.read}
            </Link>
          ) : null}
          <a className="link" href={choose}>
            {words.choose}
          </a>
        </p>
      </LetterPage>
    </div>
  );
}
