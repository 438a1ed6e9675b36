import type { ReactNode } from "react";

export type ChipTone = "quiet" | "accent" | "bad" | "well";

const tones: Record<ChipTone, string> = {
  quiet: "bg-shade text-soft",
  accent: "bg-tint text-accent",
  bad: "bg-bad-tint text-bad",
  well: "bg-well-tint text-well",
};

/** A state in a word or two. */
export function Chip({ tone = "quiet", children }: { tone?: ChipTone; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded-small px-2 text-xs font-semibold whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
