import type { CSSProperties } from "react";
import { colourOf, initials } from "#app/lib/names.ts";

const sizes = {
  small: { box: "size-7 text-[0.75rem]", pixels: 28 },
  medium: { box: "size-10 text-[0.9375rem]", pixels: 40 },
  large: { box: "size-24 text-xl", pixels: 96 },
} as const;

/** A person: their photo, or their initials in a soft colour of their own. The name stands beside it. */
export function Face({
  id,
  name,
  photoId,
  size = "medium",
}: {
  id: string;
  name: string;
  photoId?: string | null;
  size?: keyof typeof sizes;
}) {
  const { box, pixels } = sizes[size];
  if (photoId) {
    return (
      <img
        src={`/photos/${photoId}/${pixels > 80 ? "320" : "160"}`}
        alt=""
        width={pixels}
        height={pixels}
        loading="lazy"
        className={`${box} shrink-0 rounded-round object-cover`}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      style={{ "--face": colourOf(id) } as CSSProperties}
      className={`${box} inline-flex shrink-0 items-center justify-center rounded-round font-plain font-semibold leading-none text-face-ink bg-(--face) dark:bg-[color-mix(in_srgb,var(--face)_76%,#000)]`}
    >
      {initials(name)}
    </span>
  );
}
