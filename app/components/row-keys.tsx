import { useEffect, useRef } from "react";
import { isWriting } from "./keys.tsx";

export interface PageKey {
  key: string;
  words: string;
}

const walking: readonly PageKey[] = [
  { key: "j", words: "Next one" },
  { key: "k", words: "The one before" },
  { key: "x", words: "Choose it, or not" },
];

/**
 * The keys of a list: j and k walk through its rows (`data-row`, with a link `data-row-link`), x chooses one, and every
 * other key presses what bears it (`data-key`) in the row that one is at; u takes the last act back. On a page about
 * one thing (`whole`) that is the page. All of it is there to be pressed by a pointer too.
 */
export function RowKeys({ keys, whole = false }: { keys: readonly PageKey[]; whole?: boolean }) {
  const at = useRef(-1);
  const acted = useRef(false);

  // What was decided leaves the list: go on where it was.
  useEffect(() => {
    if (!acted.current || whole || document.activeElement !== document.body) return;
    acted.current = false;
    visit(Math.min(at.current, rows().length - 1));
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
      const current = currentRow();
      if (current !== -1) at.current = current;

      const step = whole ? undefined : steps[event.key];
      if (step !== undefined) {
        walk(event, current === -1 ? at.current : current, step);
        return;
      }
      const place = event.key === "u" || whole ? document : rows()[current];
      const pressed = place?.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
      if (!pressed) return;
      event.preventDefault();
      acted.current = event.key !== "x";
      pressed.click();
    };
    const walk = (event: KeyboardEvent, from: number, step: number) => {
      event.preventDefault();
      at.current = Math.max(0, Math.min(from + step, rows().length - 1));
      visit(at.current);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [whole]);

  return (
    <>
      {[...(whole ? [] : walking), ...keys].map(({ key, words }) => (
        <span key={key} hidden data-key-name={key} data-key-words={words} />
      ))}
    </>
  );
}

const steps: Partial<Record<string, 1 | -1>> = { j: 1, k: -1 };

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function currentRow(): number {
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  return row ? rows().indexOf(row) : -1;
}

function visit(index: number): void {
  const link = rows()[index]?.querySelector<HTMLElement>("[data-row-link]");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}
