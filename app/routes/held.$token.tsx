import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { now } from "#app/lib/clock.ts";
import { answerAsked, askedByLink, wordsOfHeld } from "#app/models/inbound-message/asking-author.ts";
import { hostOf } from "#app/web/arrival.ts";
import { doIntent } from "#app/web/intents.ts";

export const meta: MetaFunction = () => privatePage("Was this you?");

/** Behind the letter that asks. Opening it answers nothing: scanners open links, too. */
export async function loader({ params }: LoaderFunctionArgs) {
  const asked = await askedByLink(params.token ?? "");
  if (!asked) return data({ open: false as const, community: null }, { status: 404 });

  const { membership, message } = asked;
  const { timeZone, locale, community } = membership;
  return data({
    open: true as const,
    community: hostOf(community),
    reader: { timeZone, locale, now: now().toISOString() },
    status: message.status,
    sender: message.fromAddress ?? message.envelopeFrom,
    receivedAt: message.receivedAt,
    words: message.status === "held" ? await wordsOfHeld(message) : "",
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const asked = await askedByLink(params.token ?? "");
  if (!asked) throw new Response(null, { status: 404 });

  const answer = (word: "yes" | "no") => async () => {
    await answerAsked(asked, word);
    return redirect(new URL(request.url).pathname);
  };
  return doIntent(request, { yes: answer("yes"), no: answer("no") });
}

export default function WasThisYou() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.open) return <ClosedDoor refused={notOurs} />;
  return (
    <ReaderProvider value={loaded.reader}>{loaded.status === "held" ? <Ask /> : <Answered />}</ReaderProvider>
  );
}

function Ask() {
  const loaded = useLoaderData<typeof loader>();
  const [yes, no] = [useMistakes("yes"), useMistakes("no")];
  if (!loaded.open) return null;
  const { community, sender, receivedAt, words } = loaded;
  return (
    <LetterPage
      community={community}
      title="Was this you?"
      foot="If you do neither, it is not published, unless those who look after the community let it pass."
    >
      <p>
        It came in your name, <RelativeTime at={receivedAt} />, from{" "}
        <strong className="[overflow-wrap:anywhere]">{sender}</strong>. We could not be sure, so nobody has
        seen it yet.
      </p>
      {words === "" ? null : (
        <blockquote className="mt-6 border-l-2 border-line pl-4">
          <WrittenText text={words} />
        </blockquote>
      )}
      <RefusalLine words={yes.refusal ?? no.refusal} />
      <Form method="post" className="mt-8 flex flex-wrap items-center gap-4">
        <Button look="primary" name="intent" value="yes">
          Yes, I wrote it
        </Button>
        <Button name="intent" value="no">
          No, it was not me
        </Button>
      </Form>
    </LetterPage>
  );
}

function Answered() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.open) return null;
  const isRejected = loaded.status === "rejected" || loaded.status === "ignored";
  return (
    <LetterPage community={loaded.community} title="Thank you, this is settled">
      <p role="status">
        {isRejected
          ? "It is not published, and the address that was used counts for nothing any more. Your next letters bring new ones."
          : "It was you, so it takes its place as if it had come the usual way."}
      </p>
    </LetterPage>
  );
}
