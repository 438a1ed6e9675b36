import { Link } from "@remix-run/react";
import { LetterPage } from "./letter-page.tsx";

interface Trouble {
  title: string;
  happened: string;
  safe?: string;
  next: string;
}

const notFound: Trouble = {
  title: "There is no such page",
  happened: "The address leads nowhere, or to something that is not here any more.",
  next: "If you came from a letter, the link may have been cut in two by a mail program: copy the whole of it.",
};

const troubles: Record<number, Trouble> = {
  403: {
    title: "This is not yours to do",
    happened: "Your role in this community does not allow it.",
    safe: "Nothing was changed.",
    next: "Ask an owner of the community.",
  },
  404: notFound,
  413: {
    title: "This is too large",
    happened: "What was sent is larger than this page takes: 30 MB with pictures.",
    safe: "Nothing was changed.",
    next: "Go back, and try with fewer or smaller pictures.",
  },
  429: {
    title: "A little slower, please",
    happened: "This was asked for too often in a short time.",
    safe: "Nothing was changed.",
    next: "Wait a minute, then try again.",
  },
};

const anythingElse: Trouble = {
  title: "Something went wrong here",
  happened: "The page could not be made. It is our fault, not yours, and it has been noted.",
  safe: "Everything that was written before is kept, and no mail is lost.",
  next: "Try again in a minute. If it stays, tell whoever runs this place what you were doing.",
};

/** A page of its own: what happened, what is safe, what to do. */
export function TroublePage({ status }: { status: number }) {
  return (
    <LetterPage title={titleOf(status)}>
      <Body status={status} />
      <p className="mt-8">
        <Link to="/" className="link">
          To the first page
        </Link>
      </p>
    </LetterPage>
  );
}

/** The same inside a page that stands. */
export function TroubleWords({ status }: { status: number }) {
  return (
    <>
      <h1 className="text-2xl">{titleOf(status)}</h1>
      <div className="mt-4">
        <Body status={status} />
      </div>
    </>
  );
}

function Body({ status }: { status: number }) {
  const trouble = troubles[status] ?? anythingElse;
  return (
    <>
      <p>{trouble.happened}</p>
      {trouble.safe ? <p className="mt-4">{trouble.safe}</p> : null}
      <p className="mt-4 text-soft">{trouble.next}</p>
    </>
  );
}

function titleOf(status: number): string {
  return (troubles[status] ?? anythingElse).title;
}
