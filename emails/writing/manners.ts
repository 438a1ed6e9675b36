/** Every kind of letter, and how it behaves. Adding a kind is adding a row here and a template beside the others. */
export interface Manners {
  /** RFC 2369 headers, one-click unsubscribing, and a footer with both. */
  list: boolean;
  /** What a machine wrote says so (RFC 3834), and asks not to be answered by machines; null when a person wrote it. */
  auto: "auto-generated" | "auto-replied" | null;
  /** Sent with an empty return path, so that no failure of it ever comes back as mail. */
  nullReturnPath: boolean;
  /** Prints the line above which to reply. */
  replyMark: boolean;
  /** The subject is ours, of 25 to 60 characters; else it is a thread's own, or quotes someone. */
  ownSubject: boolean;
}

const fromPerson = {
  list: false,
  auto: null,
  nullReturnPath: false,
  replyMark: true,
  ownSubject: true,
} as const;
const fromMachine = { ...fromPerson, auto: "auto-generated", replyMark: false } as const;
const answer = { ...fromMachine, auto: "auto-replied" } as const;

export const MANNERS = {
  digest: { ...fromMachine, list: true, replyMark: true },
  newsletter: { ...fromMachine, list: true },
  "instant-post": { ...fromPerson, list: true, ownSubject: false },
  invitation: fromMachine,
  "confirm-join": answer,
  "confirm-follow": answer,
  "confirm-inquiry": answer,
  following: { ...fromMachine, list: true },
  welcome: { ...fromMachine, list: true, replyMark: true },
  "waiting-list": fromMachine,
  "seat-offered": fromMachine,
  "sign-in": fromMachine,
  rejection: { ...answer, nullReturnPath: true },
  held: { ...answer, replyMark: true },
  "held-notice": { ...fromMachine, replyMark: true },
  question: { ...answer, replyMark: true },
  receipt: answer,
  "event-invitation": { ...fromMachine, list: true },
  "showcase-card": { ...answer, replyMark: true },
  "thread-letter": { ...answer, list: true, replyMark: true, ownSubject: false },
  proof: fromMachine,
  "bounce-notice": fromMachine,
  inquiry: fromPerson,
  closing: fromMachine,
  "export-ready": fromMachine,
} as const satisfies Record<string, Manners>;

export type LetterKind = keyof typeof MANNERS;

export const LETTER_KINDS = Object.keys(MANNERS) as LetterKind[];
export const mannersOf = (kind: LetterKind): Manners => MANNERS[kind];
