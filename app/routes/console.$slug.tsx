import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { ConsoleShell } from "#app/components/console-shell.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { TroublePage, TroubleWords } from "#app/components/trouble-page.tsx";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { communitiesOf } from "#app/models/community.ts";
import { mayFound } from "#app/models/community/founding.ts";
import { countHeld } from "#app/models/inbound-message.ts";
import { actorMay } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.community.name : "Roundletter" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const [others, heldCount, canFound] = await Promise.all([
    communitiesOf(actor.person.id),
    countHeld(actor.community.id),
    mayFound(actor.person),
  ]);

  const { community, membership } = actor;
  return {
    community: { slug: community.slug, name: community.name, accent: community.accent },
    me: { id: membership.id, name: membership.name, photoId: membership.photoId },
    reader: { timeZone: membership.timeZone, locale: membership.locale, now: now().toISOString() },
    communities: others
      .filter((other) => actorMay(other, "open-console"))
      .map((other) => ({ slug: other.community.slug, name: other.community.name })),
    heldCount,
    mailroom: !config().production,
    mayFound: canFound,
    isOperator: actor.person.operatorSince !== null,
  };
}

export default function Console() {
  const { reader, ...shell } = useLoaderData<typeof loader>();
  return (
    <ReaderProvider value={reader}>
      <ConsoleShell {...shell}>
        <Outlet />
      </ConsoleShell>
    </ReaderProvider>
  );
}

/** What breaks inside leaves the frame standing. */
export function ErrorBoundary() {
  const error = useRouteError();
  const loaded = useRouteLoaderData<typeof loader>("routes/console.$slug");
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (!loaded) return <TroublePage status={status} />;

  const { reader, ...shell } = loaded;
  return (
    <ReaderProvider value={reader}>
      <ConsoleShell {...shell}>
        <div className="max-w-136">
          <TroubleWords status={status} />
        </div>
      </ConsoleShell>
    </ReaderProvider>
  );
}
