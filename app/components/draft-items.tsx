import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { Form, useFetcher } from "@remix-run/react";
import { useState } from "react";
import { Chip } from "./chip.tsx";
import { classNames } from "./class-names.ts";
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

/**
 * The digest's items in their order; each can be moved, pinned, left out, and given a line of one's own. Its number is
 * also its handle: dragged by pointer or finger, or moved by keys (space, arrows, space).
 */
export function DraftItems({ items }: { items: readonly ShownDraftItem[] }) {
  const { shown, drop } = useOrder(items);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  if (items.length === 0)
    return (
      <EmptyState>Nobody has written since the last one, and nothing new is shown or planned.</EmptyState>
    );
  const numbers = numbersOf(shown);
  return (
    <DndContext id="draft" sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
      <SortableContext items={shown.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
        <ol>
          {shown.map((item, index) => (
            <Row
              key={item.key}
              item={item}
              number={numbers.get(item.key) ?? null}
              first={index === 0}
              last={index === items.length - 1}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

/** What is dropped stands at once where it was dropped; what the server says of it comes a moment later. */
function useOrder(items: readonly ShownDraftItem[]) {
  const fetcher = useFetcher();
  const [moved, setMoved] = useState<readonly string[]>([]);
  const known = new Map(items.map((item) => [item.key, item]));
  const wished = fetcher.state === "idle" ? [] : moved.flatMap((key) => known.get(key) ?? []);
  const shown = wished.length === items.length ? wished : items;
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const keys = shown.map(({ key }) => key);
    const next = arrayMove(keys, keys.indexOf(String(active.id)), keys.indexOf(String(over.id)));
    setMoved(next);
    fetcher.submit({ intent: "order", order: next.join(",") }, { method: "post" });
  };
  return { shown, drop };
}

function Row({
  item,
  number,
  first,
  last,
}: {
  item: ShownDraftItem;
  number: number | null;
  first: boolean;
  last: boolean;
}) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: item.key });
  return (
    <li
      ref={setNodeRef}
      style={transform ? { transform: `translate3d(0, ${transform.y}px, 0)`, transition } : undefined}
      className={classNames(
        "grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 border-t border-line py-4 first:border-0 first:pt-0",
        isDragging && "relative z-10 bg-sheet shadow-lg",
      )}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={`${number ?? "–"} Move: ${item.title}`}
        className="min-h-9 cursor-grab touch-none self-start rounded-small text-right font-letter text-lg leading-7 text-quiet tabular-nums hover:text-ink"
      >
        <span aria-hidden="true" className="mr-1 hidden text-line-strong scripted:inline">
          ⠿
        </span>
        {number ?? "–"}
      </button>
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
        <Acts item={item} first={first} last={last} />
      </div>
    </li>
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
