import { Form } from "@remix-run/react";
import { Chip } from "./chip.tsx";
import { EmptyState } from "./empty-state.tsx";
import { TextField } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { Button } from "./button.tsx";
import { count } from "./words.ts";

export interface ShownDraftItem {
  key: string;
  kind: "thread" | "showcase" | "event" | "newcomers";
  title: string;
  count: number;
  note: string;
  pinned: boolean;
  dropped: boolean;
}

/** The digest's items in their order; each can be moved, pinned, left out, and given a line of one's own. */
export function DraftItems({ items }: { items: readonly ShownDraftItem[] }) {
  if (items.length === 0)
    return (
      <EmptyState>Nobody has written since the last one, and nothing new is shown or planned.</EmptyState>
    );
  const numbers = numbersOf(items);
  return (
    <ol>
      {items.map((item, index) => (
        <li
          key={item.key}
          className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 border-t border-line py-4 first:border-0 first:pt-0"
        >
          <span className="text-right font-letter text-lg leading-7 text-quiet tabular-nums">
            {numbers.get(item.key) ?? "–"}
          </span>
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span
                className={`font-letter text-lg leading-7 ${item.dropped ? "text-quiet line-through" : ""}`}
                dir="auto"
              >
                {item.title}
              </span>
              {item.pinned ? <Chip tone="accent">pinned</Chip> : null}
              {item.dropped ? <Chip>left out</Chip> : null}
            </p>
            <p className="text-sm text-quiet">{newsWords(item)}</p>
            {item.note ? (
              <p className="font-letter text-soft" dir="auto">
                {item.note}
              </p>
            ) : null}
            <Acts item={item} first={index === 0} last={index === items.length - 1} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Acts({ item, first, last }: { item: ShownDraftItem; first: boolean; last: boolean }) {
  return (
    <div className="mt-1 -ml-3 flex flex-wrap items-center">
      <Form method="post" preventScrollReset className="flex flex-wrap">
        <input type="hidden" name="item" value={item.key} />
        {item.dropped ? (
          <Act intent="keep" words="Put back" about={item.title} />
        ) : (
          <>
            <Act intent="up" words="Up" about={item.title} disabled={first} />
            <Act intent="down" words="Down" about={item.title} disabled={last} />
            <Act
              intent={item.pinned ? "unpin" : "pin"}
              words={item.pinned ? "Unpin" : "Pin"}
              about={item.title}
            />
            <Act intent="drop" words="Leave out" about={item.title} />
          </>
        )}
      </Form>
      {item.dropped ? null : <OwnLine item={item} />}
    </div>
  );
}

function OwnLine({ item }: { item: ShownDraftItem }) {
  return (
    <div className="min-w-0 pl-3 has-[[open]]:basis-full">
      <Fold line={item.note ? "Change your line" : "Add a line of your own"}>
        <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="item" value={item.key} />
          <div className="min-w-56 flex-1">
            <TextField
              label={`A line about “${item.title}”`}
              labelHidden
              name="note"
              maxLength={500}
              defaultValue={item.note}
            />
          </div>
          <Button name="intent" value="note">
            Save
          </Button>
        </Form>
      </Fold>
    </div>
  );
}

function Act({
  intent,
  words,
  about,
  disabled = false,
}: {
  intent: string;
  words: string;
  about: string;
  disabled?: boolean;
}) {
  return (
    <Button
      look="quiet"
      small
      name="intent"
      value={intent}
      disabled={disabled}
      aria-label={`${words}: ${about}`}
    >
      {words}
    </Button>
  );
}

function numbersOf(items: readonly ShownDraftItem[]): Map<string, number> {
  return new Map(items.filter(({ dropped }) => !dropped).map(({ key }, index) => [key, index + 1]));
}

function newsWords({ kind, count: number }: ShownDraftItem): string {
  if (kind === "thread") return count(number, "new post");
  if (kind === "newcomers") return count(number, "newcomer");
  return kind;
}
