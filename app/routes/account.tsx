import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { Section } from "#app/components/page-head.tsx";
import { AddPasskey } from "#app/components/passkeys.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { passkeysOf, removePasskey } from "#app/models/passkey.ts";
import { primaryAddress } from "#app/models/person.ts";
import { endSessions, sessionsOf } from "#app/models/session.ts";
import { requirePerson } from "#app/web/current.ts";
import { deviceWords } from "#app/web/device-words.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { endedSessionCookie, readSessionToken } from "#app/web/session-cookie.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta = () => privatePage("You");

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request);
  const [address, passkeys, sessions] = await Promise.all([
    primaryAddress(person.id),
    passkeysOf(person.id),
    sessionsOf(person.id, readSessionToken(request) ?? ""),
  ]);
  return {
    name: person.name,
    address,
    passkeys,
    sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, device: deviceWords(userAgent) })),
    reader: { timeZone: "UTC", locale: person.locale, now: now().toISOString() },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request);
  return doIntent(request, {
    "remove-passkey": async (form) => {
      await removePasskey(person, textOf(form, "passkey"));
      return redirectWithToast("/account", { words: "The passkey opens nothing here any more." });
    },
    "end-session": async (form) => {
      const id = textOf(form, "session");
      if (isUuid(id)) await endSessions(person.id, id);
      return redirectWithToast("/account", { words: "Signed out there." });
    },
    "end-all": async () => {
      await endSessions(person.id);
      const response = await redirectWithToast("/", { words: "You are signed out everywhere." });
      response.headers.append("Set-Cookie", endedSessionCookie());
      return response;
    },
  });
}

export default function You() {
  const { name, address, reader, sessions } = useLoaderData<typeof loader>();
  return (
    <ReaderProvider value={reader}>
      <LetterPage title={<span dir="auto">{name}</span>}>
        <p className="text-soft">
          <span className="break-all">{address}</span>.{" "}
          <Link to="/console" className="link">
            To your console
          </Link>
        </p>
        <div className="mt-10">
          <Section
            title="Passkeys"
            first
            line="Sign in with a finger, a face or a key of your device. A letter to your address lets you in as before."
          >
            <Passkeys />
            <AddPasskey />
          </Section>
          <Section title="Where you are signed in" line={count(sessions.length, "place")}>
            <Sessions />
          </Section>
        </div>
      </LetterPage>
    </ReaderProvider>
  );
}

function Passkeys() {
  const { passkeys } = useLoaderData<typeof loader>();
  if (passkeys.length === 0) return <p className="mb-6 text-soft">You have none here yet.</p>;
  return (
    <ul className="mb-6">
      {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-3 first:border-0"
        >
          <div className="min-w-0">
            <p className="font-semibold wrap-anywhere" dir="auto">
              {name}
            </p>
            <p className="text-sm text-quiet">
              Added <RelativeTime at={createdAt} />
              {lastUsedAt ? (
                <>
                  , last used <RelativeTime at={lastUsedAt} />
                </>
              ) : null}
            </p>
          </div>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="passkey" value={id} />
            <Button small name="intent" value="remove-passkey" aria-label={`Remove the passkey: ${name}`}>
              Remove
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

function Sessions() {
  const { sessions } = useLoaderData<typeof loader>();
  return (
    <>
      <ul>
        {sessions.map(({ id, device, createdAt, lastSeenAt, isThis }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-3 first:border-0"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-3 font-semibold">
                {device}
                {isThis ? <Chip tone="accent">here</Chip> : null}
              </p>
              <p className="text-sm text-quiet">
                Since <RelativeTime at={createdAt} />, last seen <RelativeTime at={lastSeenAt} />
              </p>
            </div>
            {isThis ? null : (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="session" value={id} />
                <Button small name="intent" value="end-session" aria-label={`Sign out: ${device}`}>
                  Sign out
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form method="post" className="mt-6">
        <Button look="danger" name="intent" value="end-all">
          Sign out everywhere
        </Button>
      </Form>
    </>
  );
}
