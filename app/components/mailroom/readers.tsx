import { Form, Link, useSearchParams } from "@remix-run/react";
import { classNames } from "../class-names.ts";
import { Face } from "../face.tsx";
import { count } from "../words.ts";

interface Reader {
  address: string;
  name: string;
  letters: number;
  face: { id: string; photoId: string | null };
}

/** Who got letters. Choosing somebody is looking over their shoulder. */
export function Readers({ readers, person }: { readers: readonly Reader[]; person: string | null }) {
  const [search] = useSearchParams();
  const words = search.get("search") ?? "";
  return (
    <div className="py-4">
      <Form method="get" action="/mailroom" role="search" className="px-4">
        <input
          type="search"
          name="search"
          defaultValue={words}
          aria-label="Find somebody"
          placeholder="Find somebody"
          autoComplete="off"
          className="box"
        />
      </Form>
      <ul className="mt-3">
        <li>
          <Link
            to="/mailroom?person="
            aria-current={person === null ? "page" : undefined}
            className={rowClasses(person === null)}
          >
            <span
              className="flex size-7 items-center justify-center rounded-round bg-shade text-xs text-soft"
              aria-hidden="true"
            >
              ✳
            </span>
            <span>Everybody</span>
          </Link>
        </li>
        {readers.map(({ address, name, letters, face }) => (
          <li key={address}>
            <Link
              to={`/mailroom?person=${encodeURIComponent(address)}`}
              aria-current={person === address ? "page" : undefined}
              title={`${address}, ${count(letters, "letter")}`}
              className={rowClasses(person === address)}
            >
              <Face id={face.id} name={name} photoId={face.photoId} size="small" />
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {readers.length === 0 ? (
        <p className="px-4 py-2 text-sm text-quiet">
          {words ? "Nobody by this name got a letter." : "Nobody got a letter yet."}
        </p>
      ) : null}
    </div>
  );
}

function rowClasses(chosen: boolean): string {
  return classNames(
    "flex min-h-11 items-center gap-3 px-4 py-1.5 text-base hover:bg-shade",
    chosen && "bg-tint text-accent",
  );
}
