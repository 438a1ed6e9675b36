import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";

interface Wished {
  threadId: string;
  subject: string;
  wish: "mute" | "follow";
}

/** Threads that somebody follows or has muted, each with the way back. */
export function ThreadWishes({ wished }: { wished: readonly Wished[] }) {
  return (
    <ul className="space-y-3">
      {wished.map(({ threadId, subject, wish }) => (
        <li key={threadId} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span dir="auto">{subject}</span>{" "}
            <span className="text-sm text-quiet">{wish === "follow" ? "followed" : "muted"}</span>
          </span>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="thread" value={threadId} />
            <Button
              small
              look="quiet"
              name="intent"
              value="forget-wish"
              aria-label={wish === "follow" ? `Follow no more: ${subject}` : `Hear of it again: ${subject}`}
            >
              {wish === "follow" ? "Follow no more" : "Hear of it again"}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
