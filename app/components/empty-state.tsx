import type { ReactNode } from "react";

/** Nothing here: a sentence that helps, and one act. */
export function EmptyState({ children, act }: { children: ReactNode; act?: ReactNode }) {
  return (
    <div className="py-12 text-center sm:py-16">
      <p className="font-letter text-lg text-soft mx-auto max-w-120 text-balance">{children}</p>
      {act ? <div className="mt-6">{act}</div> : null}
    </div>
  );
}
