import { Link } from "@remix-run/react";
import { LetterPage } from "./letter-page.tsx";

interface TroubleWords {
  title: string;
  happened: string;
  safe?: string;
  next: string;
}

const notFound: TroubleWords = {
  title: "There is no such page",
  happened: "The address leads nowhere, or to something that is not here any more.",
  next: "If you came from a letter, the link may have been cut in two by a mail program: copy the whole of it.",
};

const troubles: Record<number, TroubleWords> = {
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

const anythingElse: TroubleWords = {
  title: "Something went wrong here",
  happened: "The page could not be made. It is our fault, not yours, and it has been noted.",
  safe: "Everything that was written before is kept, and no mail is lost.",
  next: "Try again in a minute. If it stays, tell whoever runs this place what you were doing.",
};

/** What happened, what is safe, what to do. */
export function TroublePage({ status }: { status: number }) {
  const words = troubles[status] ?? anythingElse;
  return (
    <LetterPage title={words.title}>
      <p>{words.happened}</p>
      {words.safe ? <p className="mt-4">{words.safe}</p> : null}
      <p className="mt-4 text-soft">{words.next}</p>
      <p className="mt-8">
        <Link to="/" className="link">
          To the first page
        </Link>
      </p>
    </LetterPage>
  );
}
