import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { AskInviter } from "#app/components/ask-inviter.tsx";
import { Button } from "#app/components/button.tsx";
import { suppressionWords } from "#app/components/digest-words.ts";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { stoppedAddresses } from "#app/models/bounce.ts";
import { communityAddress } from "#app/models/community.ts";
import { actorMay } from "#app/models/roles.ts";
import { releaseSuppression, stopAddress } from "#app/models/suppression.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "Stopped addresses" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-deliveries");
  const stopped = await stoppedAddresses([actor.community.id]);
  return {
    stopped: stopped.map((one) => ({
      ...one,
      inviter: one.inviter?.id === actor.membership.id ? null : one.inviter,
    })),
    community: { name: actor.community.name, address: communityAddress(actor.community) },
    mayRelease: actorMay(actor, "release-suppression"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-deliveries");
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    release: async (form) => {
      const address = textOf(form, "address");
      await releaseSuppression(actor, address);
      return redirectWithToast(here, {
        words: "Letters go to this address again, from the next one on.",
        undo: { path: here, fields: { intent: "stop", address } },
      });
    },
    stop: async (form) => {
      await stopAddress(actor, textOf(form, "address"));
      return redirectWithToast(here, { words: "No letters go there." });
    },
  });
}

export default function Stopped() {
  const { stopped } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../deliveries", words: "Letters" }}
        title="Stopped addresses"
        line={
          stopped.length === 0
            ? "Letters go to everybody."
            : `No letters go to ${count(stopped.length, "address", "addresses")}.`
        }
      />
      {stopped.length === 0 ? (
        <EmptyState>
          What comes back for good, or three times in two weeks, and whoever calls a letter unwanted is listed
          here.
        </EmptyState>
      ) : null}
      <ul>
        {stopped.map((one) => (
          <StoppedRow key={one.address} one={one} />
        ))}
      </ul>
    </div>
  );
}

type One = ReturnType<typeof useLoaderData<typeof loader>>["stopped"][number];

function StoppedRow({ one }: { one: One }) {
  const { community, mayRelease } = useLoaderData<typeof loader>();
  const { address, member, inviter, reason, words, since } = one;
  return (
    <li className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-4 [overflow-wrap:anywhere]">
      <Face id={member?.id ?? address} name={member?.name ?? address} photoId={member?.photoId ?? null} />
      <div>
        <p className="font-semibold" dir="auto">
          {member ? (
            <Link to={`../members/${member.id}`} className="hover:text-accent">
              {member.name}
            </Link>
          ) : (
            address
          )}
        </p>
        <p className="text-sm text-quiet">
          {member ? `${address}, ` : null}
          since <RelativeTime at={since} />
        </p>
        <p className="mt-1">{suppressionWords[reason]}</p>
        {words ? <p className="text-sm text-quiet">“{words}”</p> : null}
        <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
          {inviter && member ? (
            <AskInviter name={member.name} inviter={inviter} community={community} />
          ) : null}
          {mayRelease ? (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="address" value={address} />
              <Button small name="intent" value="release" aria-label={`Try this address again: ${address}`}>
                Try this address again
              </Button>
            </Form>
          ) : null}
        </div>
      </div>
    </li>
  );
}
