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
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from "@dnd-kit/sortable";
import { useFetcher } from "@remix-run/react";
import { useId, useState } from "react";
import type { Picture } from "./photo.tsx";

interface Hanging {
  id: string;
  alt: string;
  blob: Picture;
}

/**
 * The pictures as small prints in their order: dragged by pointer or finger, or moved by keys (space, arrows, space).
 * The first is shown large. Without a script each picture below has buttons for the same.
 */
export function PhotoOrder({ photos }: { photos: readonly Hanging[] }) {
  const fetcher = useFetcher();
  const [moved, setMoved] = useState<readonly string[] | null>(null);
  const known = new Map(photos.map((photo) => [photo.id, photo]));
  const isStale = moved?.length !== photos.length || moved.some((id) => !known.has(id));
  const ids = moved === null || isStale ? photos.map(({ id }) => id) : [...moved];
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const label = useId();

  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const next = arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
    setMoved(next);
    fetcher.submit({ intent: "order-photos", order: next.join(",") }, { method: "post" });
  };

  return (
    <div className="mb-6 hidden scripted:block">
      <p id={label} className="text-sm text-quiet">
        Drag them into their order, or choose one and move it with space and the arrow keys. The first is
        shown large.
      </p>
      <DndContext id="photos" sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={ids} strategy={rectSortingStrategy}>
          <ol aria-labelledby={label} className="mt-3 flex flex-wrap gap-2">
            {ids.map((id, index) => {
              const photo = known.get(id);
              return photo ? <Print key={id} photo={photo} place={index + 1} /> : null;
            })}
          </ol>
        </SortableContext>
      </DndContext>
    </div>
  );
}

function Print({ photo, place }: { photo: Hanging; place: number }) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: photo.id,
  });
  return (
    <li
      ref={setNodeRef}
      className={isDragging ? "relative z-10" : ""}
      style={
        transform
          ? { transform: `translate3d(${transform.x}px, ${transform.y}px, 0)`, transition }
          : undefined
      }
    >
      <button
        type="button"
        {...attributes}
        {...listeners}
        aria-label={`Picture ${place}${photo.alt ? `: ${photo.alt}` : ""}`}
        className={`relative block cursor-grab touch-none overflow-hidden rounded-small ${isDragging ? "cursor-grabbing opacity-80 shadow-lg" : ""}`}
      >
        <img
          src={`/photos/${photo.blob.id}/160`}
          alt=""
          draggable={false}
          className="size-20 bg-shade object-cover"
        />
        <span className="absolute bottom-1 left-1 rounded-small bg-sheet px-1.5 text-xs font-semibold text-ink tabular-nums">
          {place}
        </span>
      </button>
    </li>
  );
}
