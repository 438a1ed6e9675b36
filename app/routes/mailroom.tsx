import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { Letters } from "#app/components/mailroom/letters.tsx";
import { Readers } from "#app/components/mailroom/readers.tsx";
import { MailroomShell } from "#app/components/mailroom/shell.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { now } from "#app/lib/clock.ts";
import { letterById, listLetters, listReaders, mailroomIsOpen } from "#app/models/mailroom.ts";
import { pageOf, searchOf } from "#app/web/search.ts";

const LETTERS_PER_PAGE = 50;

export const meta: MetaFunction = () => privatePage("Mailroom");

/** People on the left, letters in the middle, the letter on the right. On a phone: one after the other. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  if (!mailroomIsOpen()) throw new Response(null, { status: 404 });

  const search = new URL(request.url).searchParams;
  const page = pageOf(search);
  const chosen = search.get("person");
  const person = chosen === null ? await receiverOf(params.id) : chosen || null;
  const [readers, { letters, total }] = await Promise.all([
    listReaders(searchOf(search)),
    listLetters({ ...(person !== null && { recipient: person }), page }),
  ]);
  return {
    readers,
    letters,
    person,
    names: Object.fromEntries(readers.map(({ address, name }) => [address, name])),
    page,
    pages: Math.max(1, Math.ceil(total / LETTERS_PER_PAGE)),
    reader: { timeZone: "UTC", locale: "en", now: now().toISOString() },
    depth:
      params.id !== undefined || isAct(request)
        ? ("letter" as const)
        : chosen === null
          ? ("people" as const)
          : ("letters" as const),
    openId: params.id ?? null,
  };
}

async function receiverOf(letterId: string | undefined): Promise<string | null> {
  const opened = letterId === undefined ? null : await letterById(letterId);
  return opened?.letter.recipient ?? null;
}

/** Writing, and looking what came of it, take the place of the letter. */
function isAct(request: Request): boolean {
  return /^\/mailroom\/(?:new|sent)\b/.test(new URL(request.url).pathname);
}

export default function Mailroom() {
  const { reader, readers, person, depth, ...letters } = useLoaderData<typeof loader>();
  return (
    <ReaderProvider value={reader}>
      <MailroomShell
        depth={depth}
        people={<Readers readers={readers} person={person} />}
        letters={<Letters {...letters} person={person} />}
      >
        <Outlet />
      </MailroomShell>
    </ReaderProvider>
  );
}
