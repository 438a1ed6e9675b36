import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { TextArea } from "./field.tsx";
import { WrittenHtml } from "./written-text.tsx";

const PAUSE = 400;

/** A letter in Markdown: as it is written and, below, as it will be read. Without a script the preview comes after saving. */
export function OpeningField({
  label,
  hint,
  opening,
  html: saved,
  error,
  preview,
}: {
  label: string;
  hint: string;
  opening: string;
  /** `opening` as it is drawn. */
  html: string;
  error: string | undefined;
  /** The path that draws it. */
  preview: string;
}) {
  const [text, setText] = useState(opening);
  const html = useDrawn({ text, isSaved: text === opening, saved, path: preview });
  return (
    <>
      <TextArea
        label={label}
        hint={hint}
        name="opening"
        rows={6}
        letter
        defaultValue={opening}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {html === "" ? null : (
        <section aria-label="As it will be read" className="mt-4 border-l-2 border-line-strong pl-4">
          <p className="mb-1 text-sm text-quiet">As it will be read</p>
          <WrittenHtml html={html} text={text} />
        </section>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <Button name="intent" value="opening">
          Save the opening
        </Button>
        {text === opening ? null : <p className="text-sm text-quiet">Not saved yet.</p>}
      </div>
    </>
  );
}

interface Drawing {
  text: string;
  isSaved: boolean;
  saved: string;
  path: string;
}

/** The server draws it, as it draws the letter, when the hand has rested for a moment. */
function useDrawn({ text, isSaved, saved, path }: Drawing): string {
  const { data, submit } = useFetcher<{ html: string }>();
  useEffect(() => {
    if (isSaved) return;
    const timer = setTimeout(() => {
      submit({ opening: text }, { method: "post", action: path });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, isSaved, path, submit]);
  return isSaved ? saved : (data?.html ?? saved);
}
