import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { Arrived } from "#app/components/letter-pages/arrived.tsx";
import { ClosedDoor } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { now } from "#app/lib/clock.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { confirmJoin, findJoinRequest } from "#app/models/membership/joining.ts";
import { arrivalOf, hostOf } from "#app/web/arrival.ts";

export const meta: MetaFunction = () => privatePage("Confirm");

/** Behind the letter that asks: is this address yours, or do you take the seat? Opening it answers nothing. */
export async function loader({ params }: LoaderFunctionArgs) {
  try {
    const { community, kind, name, address, expiresAt } = await findJoinRequest(params.token ?? "");
    const reader = { timeZone: community.timeZone, locale: community.locale, now: now().toISOString() };
    return data({
      open: true as const,
      kind,
      name,
      address,
      expiresAt,
      reader,
      community: hostOf(community),
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data(
      { open: false as const, refused: { reason: error.reason, words: error.message } },
      { status: 410 },
    );
  }
}

export async function action({ params, request }: ActionFunctionArgs) {
  const token = params.token ?? "";
  try {
    const { community } = await findJoinRequest(token);
    const came = await confirmJoin(token);
    return data({ host: hostOf(community), arrival: await arrivalOf(came) }, { status: 200 });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Its reason is told where the link is opened.
    return redirect(new URL(request.url).pathname);
  }
}

export default function Confirm() {
  const loaded = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given) return <Arrived arrival={given.arrival} host={given.host} />;
  if (!loaded.open) return <ClosedDoor refused={loaded.refused} />;
  return (
    <ReaderProvider value={loaded.reader}>
      <Ask asked={loaded} />
    </ReaderProvider>
  );
}

interface Asked {
  kind: "confirm" | "seat";
  name: string;
  address: string;
  expiresAt: Date;
  community: { name: string; tagline: string };
}

function Ask({ asked: { kind, name, address, expiresAt, community } }: { asked: Asked }) {
  const isSeat = kind === "seat";
  return (
    <LetterPage
      community={community}
      title={isSeat ? `A seat is free for you, ${name}` : `One press, ${name}, and you are in`}
    >
      <p>
        {isSeat ? "It is held for you until " : "You asked to join with "}
        {isSeat ? (
          <strong>
            <RelativeTime at={expiresAt} />
          </strong>
        ) : (
          <strong className="break-all">{address}</strong>
        )}
        {isSeat ? ", then it goes to the next in line." : ". Was it you?"}
      </p>
      <Form method="post" className="mt-8">
        <Button look="primary" wide>
          {isSeat ? "Take the seat" : `Yes, join ${community.name}`}
        </Button>
      </Form>
      <p className="mt-8 text-soft">
        {isSeat
          ? "You do not want it any more? Just close this page."
          : "It was not you? Close this page: nothing happens, and the address is forgotten after three days."}
      </p>
    </LetterPage>
  );
}
