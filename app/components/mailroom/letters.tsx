import { Link } from "@remix-run/react";
import { classNames } from "../class-names.ts";
import { Pager } from "../pager.tsx";
import { RelativeTime } from "../relative-time.tsx";

interface LettersProps {
  letters: readonly { id: string; recipient: string; subject: string; fromName: string; receivedAt: Date }[];
  names: Record<string, string>;
  person: string | null;
  openId: string | null;
  page: number;
  pages: number;
}

/** The letters of one person, or of all, the newest first. */
export function Letters({ letters, names, person, openId, page, pages }: LettersProps) {
  return (
    <div className="py-4">
      <div className="px-5">
        <Link to="/mailroom" className="text-sm text-quiet hover:text-ink lg:hidden">
          <span aria-hidden="true">‹ </span>People
        </Link>
        <h2 className="truncate text-lg" dir="auto">
          {person === null ? "All letters" : (names[person] ?? person)}
        </h2>
        {person === null ? null : <p className="truncate text-sm text-quiet">{person}</p>}
      </div>
      <ul className="mt-3">
        {letters.map((letter) => (
          <li key={letter.id} className="border-t border-line last:border-b">
            <Link
              to={letterPath(letter.id, person)}
              aria-current={letter.id === openId ? "page" : undefined}
              className={classNames("block px-5 py-3 hover:bg-shade", letter.id === openId && "bg-tint")}
            >
              <span className="flex items-baseline justify-between gap-3 text-sm text-quiet">
                <span className="truncate" dir="auto">
                  {letter.fromName || "Roundletter"}
                </span>
                <span className="shrink-0">
                  <RelativeTime at={letter.receivedAt} />
                </span>
              </span>
              <span className="block truncate font-letter text-base" dir="auto">
                {letter.subject || "Without a subject"}
              </span>
              {person === null ? (
                <span className="block truncate text-sm text-quiet" dir="auto">
                  to {names[letter.recipient] ?? letter.recipient}
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
      {letters.length === 0 ? <p className="px-5 py-4 text-soft">No letter has come yet.</p> : null}
      <div className="px-5">
        <Pager page={page} pages={pages} />
      </div>
    </div>
  );
}

/** Opened among all letters, it stays among all letters. */
function letterPath(id: string, person: string | null): string {
  return person === null ? `/mailroom/${id}?person=` : `/mailroom/${id}`;
}
