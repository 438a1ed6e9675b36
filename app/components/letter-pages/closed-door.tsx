import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { LetterPage } from "../letter-page.tsx";

/** Headings for what the house says no to; the sentence below says what to do. */
const titles: Record<string, string> = {
  "invitation-expired": "This invitation is over",
  "invitation-revoked": "This invitation was withdrawn",
  "invitation-used": "Every seat of this invitation is taken",
  "invitation-unknown": "This invitation is not known",
  "already-member": "You are a member already",
  "already-waiting": "You are in the waiting list",
  "was-removed": "A link is not enough to come back",
  "link-expired": "This link is not good any more",
  "event-cancelled": "This event does not take place",
  "event-over": "This event is over",
};

export interface Refused {
  reason: string;
  words: string;
}

/** A link that opens nothing (any more): why, and where to go. */
export function ClosedDoor({ refused, children }: { refused: Refused; children?: ReactNode }) {
  return (
    <LetterPage title={titles[refused.reason] ?? "This is not possible"}>
      <p>{refused.words}</p>
      {children ?? (
        <p className="mt-8 text-soft">
          Members find their own links at the foot of every letter. With your address you can also{" "}
          <Link to="/sign-in" className="link">
            sign in
          </Link>
          .
        </p>
      )}
    </LetterPage>
  );
}

/** A signed link that is not ours, was revoked, or was cut in two. */
export const notOurs: Refused = {
  reason: "link-expired",
  words:
    "It leads nowhere (any more). Perhaps a mail program cut it in two: copy the whole of it, or take the one from your latest letter.",
};
