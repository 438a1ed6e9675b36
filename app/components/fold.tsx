import type { ReactNode } from "react";

/** Something folded away behind a quiet line. */
export function Fold({
  line,
  children,
  open = false,
  onOpen,
}: {
  line: ReactNode;
  children: ReactNode;
  open?: boolean;
  /** For what is only made when somebody looks. */
  onOpen?: () => void;
}) {
  return (
    <details
      className="group"
      open={open}
      onToggle={onOpen && ((event) => event.currentTarget.open && onOpen())}
    >
      <summary className="inline-flex items-center gap-2 py-1 text-sm text-quiet hover:text-ink">
        <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
          ›
        </span>
        <span className="underline decoration-line-strong underline-offset-4">{line}</span>
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
