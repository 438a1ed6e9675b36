import { Form } from "@remix-run/react";
import { useEffect, useState } from "react";

/** What was done, told once on the next page; with a way back where there is one. */
export interface ToastMessage {
  id: string;
  words: string;
  /** Posting these fields to this path undoes it. */
  undo?: { path: string; fields: Record<string, string> } | undefined;
}

const SHOWN_FOR = 10_000;

/**
 * Comes with the page from the flash cookie, so it is there without JavaScript too. With it, the toast leaves after
 * ten seconds, but never under somebody's pointer or focus.
 */
export function Toast({ message }: { message: ToastMessage }) {
  const [gone, setGone] = useState(false);
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => setGone(true), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [held]);

  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-0 bottom-20 z-40 flex justify-center px-4 md:bottom-8"
    >
      {gone ? null : (
        <div
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="pointer-events-auto flex items-center gap-4 rounded-base bg-ink py-2 pr-3 pl-5 text-paper shadow-lg motion-safe:animate-[rise_180ms_ease-out]"
        >
          <p className="py-1">{message.words}</p>
          {message.undo ? (
            <Form method="post" action={message.undo.path} onSubmit={() => setGone(true)} preventScrollReset>
              {Object.entries(message.undo.fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button
                type="submit"
                data-key="u"
                className="min-h-9 rounded-small px-2 font-semibold underline underline-offset-4 outline-paper focus-visible:outline-paper"
              >
                Undo
              </button>
            </Form>
          ) : null}
          <button
            type="button"
            aria-label="Close this"
            onClick={() => setGone(true)}
            className="hidden min-h-9 px-2 text-lg leading-none focus-visible:outline-paper scripted:block"
          >
            ×
          </button>
        </div>
      )}
    </div>
  );
}
