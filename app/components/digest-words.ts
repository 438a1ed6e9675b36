import type { ChipTone } from "./chip.tsx";

type DeliveryState =
  "prepared" | "leased" | "sent" | "deferred" | "bounced" | "suppressed" | "cancelled" | "uncertain";

/** What became of a letter, in words. */
export const deliveryWords: Record<DeliveryState, { words: string; tone: ChipTone }> = {
  prepared: { words: "waiting", tone: "quiet" },
  leased: { words: "being sent", tone: "accent" },
  sent: { words: "sent", tone: "well" },
  deferred: { words: "tried again later", tone: "accent" },
  bounced: { words: "came back", tone: "bad" },
  suppressed: { words: "not sent: address stopped", tone: "bad" },
  cancelled: { words: "withdrawn", tone: "quiet" },
  uncertain: { words: "perhaps sent", tone: "bad" },
};

type LetterKind =
  | "digest"
  | "instant_post"
  | "invitation"
  | "invitation_reminder"
  | "confirm_join"
  | "confirm_follow"
  | "confirm_inquiry"
  | "inquiry"
  | "newsletter"
  | "welcome"
  | "waiting_list"
  | "seat_offered"
  | "sign_in"
  | "rejection"
  | "held"
  | "held_notice"
  | "question"
  | "receipt"
  | "event_invitation"
  | "event_change"
  | "event_cancellation"
  | "event_reminder"
  | "showcase_card"
  | "thread_letter"
  | "bounce_notice"
  | "closing"
  | "export_ready"
  | "proof";

export const letterWords: Record<LetterKind, string> = {
  digest: "Digest",
  instant_post: "A post, at once",
  invitation: "Invitation",
  invitation_reminder: "Reminder of an invitation",
  confirm_join: "Please confirm your address",
  confirm_follow: "Please confirm that you follow",
  confirm_inquiry: "Please confirm that you asked",
  inquiry: "A letter between a visitor and a maker",
  newsletter: "Newsletter",
  welcome: "Welcome",
  waiting_list: "Your place in the waiting list",
  seat_offered: "There is a seat for you",
  sign_in: "Sign-in link",
  rejection: "Why a mail was not taken",
  held: "Your mail is held",
  held_notice: "Somebody’s mail is held",
  question: "Which one did you mean?",
  receipt: "Receipt",
  event_invitation: "Event invitation",
  event_change: "An event has changed",
  event_cancellation: "An event is cancelled",
  event_reminder: "Reminder of an event",
  showcase_card: "Showcase",
  thread_letter: "A whole thread, on request",
  bounce_notice: "A letter came back",
  closing: "The circle closes, or opens again",
  export_ready: "Your export is ready",
  proof: "Proof of a digest",
};

export const suppressionWords: Record<
  "hard_bounce" | "soft_bounces" | "complaint" | "unsubscribed" | "by_hand",
  string
> = {
  hard_bounce: "Their mail server says that this address does not exist.",
  soft_bounces: "Three letters in a row came back.",
  complaint: "They told their mail provider that they do not want it.",
  unsubscribed: "They unsubscribed.",
  by_hand: "Somebody here stopped it.",
};

/** "14 sent, 1 came back". */
export function countsWords(counts: Partial<Record<string, number>>): string {
  const states = Object.entries(deliveryWords).flatMap(([state, { words }]) =>
    counts[state] ? [`${counts[state]} ${words}`] : [],
  );
  return states.length > 0 ? states.join(", ") : "no letters";
}

export function issueWords(issue: number | null): string {
  return issue === null ? "Draft" : `Letter ${issue}`;
}

/** Why somebody did not get an issue. */
export const exclusionWords: Readonly<Record<string, string>> = {
  follower: "only following",
  paused: "paused",
  off: "wanting no digest",
  "no-address": "without an address",
  suppressed: "out of reach",
  "too-late": "too late for it",
  "had-one-today": "with one already today",
  stopped: "after it was stopped",
  "nothing-new": "without anything new",
  "already-told": "told already",
};
