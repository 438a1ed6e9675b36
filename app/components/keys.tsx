import { useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

export interface Place {
  /** After `g`. */
  key: string;
  words: string;
  to: string;
}

const WAIT_FOR_LETTER = 1500;

/** `?` shows the keys, `/` goes to the search, `g` and a letter go to a place. Never while somebody writes. */
export function Keys({ places }: { places: readonly Place[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [pageKeys, setPageKeys] = useState<readonly Pick<Place, "key" | "words">[]>([]);

  useEffect(() => {
    let goesAt = 0;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isWriting(event.target)) return;
      if (Date.now() - goesAt < WAIT_FOR_LETTER) {
        goesAt = 0;
        // Whatever it is, it belongs to the g: no key of the page's own (row-keys.tsx).
        event.preventDefault();
        const place = places.find(({ key }) => key === event.key);
        if (place) {
          dialog.current?.close();
          navigate(place.to);
          return;
        }
      }
      if (event.key === "g") goesAt = Date.now();
      if (event.key === "?") {
        setPageKeys(keysOfPage());
        dialog.current?.showModal();
      }
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLElement>("[data-key-target=search]")?.focus();
      }
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, [navigate, places]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      className="m-auto w-88 max-w-[calc(100vw-2rem)] rounded-base border border-line bg-sheet p-8 text-ink"
    >
      <h2 id="keys-title" className="text-lg">
        Keys
      </h2>
      <dl className="mt-4 grid grid-cols-[1fr_auto] gap-y-2 text-sm">
        {pageKeys.map(({ key, words }) => (
          <KeyLine key={`page-${key}`} words={words} keys={[key]} />
        ))}
        {places.map((place) => (
          <KeyLine key={place.key} words={place.words} keys={["g", place.key]} />
        ))}
        <KeyLine words="Search this page’s list" keys={["/"]} />
        <KeyLine words="Show these keys" keys={["?"]} />
      </dl>
      <form method="dialog" className="mt-6 text-right">
        <button type="submit" className="link min-h-9 px-2 text-sm">
          Close
        </button>
      </form>
    </dialog>
  );
}

function KeyLine({ words, keys }: { words: string; keys: readonly string[] }) {
  return (
    <>
      <dt>{words}</dt>
      <dd className="flex justify-end gap-1">
        {keys.map((key) => (
          <kbd
            key={key}
            className="min-w-7 rounded-small border border-line-strong px-2 text-center font-plain text-xs leading-6"
          >
            {key}
          </kbd>
        ))}
      </dd>
    </>
  );
}

/** What components/row-keys.tsx says of the page that is open. */
function keysOfPage(): Pick<Place, "key" | "words">[] {
  const named = [...document.querySelectorAll<HTMLElement>("[data-key-words]")];
  return named.map(({ dataset }) => ({ key: dataset["keyName"] ?? "", words: dataset["keyWords"] ?? "" }));
}

export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
