/** What the house says no to, in words for a person. Adding a row adds a refusal. */
const refusals = {
  "passkey-unknown": "This passkey is not known here. A letter to your address always lets you in.",
  "thread-closed": "This thread is closed. You can start a new one.",
  "not-found": "This is not here (any more).",
  "ingress-not-usable": "Something that this way in needs is missing, or not as it should be.",
  "not-allowed": "Your role here does not allow this.",
  "invitation-expired": "This invitation has expired. Ask the person who invited you for a new one.",
  "invitation-revoked": "This invitation has been withdrawn.",
  "invitation-used": "Every seat of this invitation is taken. Ask the person who invited you for a new one.",
  "invitation-unknown":
    "This invitation is not known here. Perhaps the link was cut in two by a mail program.",
  "already-member": "You are a member here already.",
  "last-owner": "A community needs an owner. Make somebody else an owner first.",
  "slug-taken": "Another community has this address already.",
  "address-taken": "This address belongs to somebody else already.",
  "address-primary": "Letters go to this address. Choose another one for them first.",
  "belongs-elsewhere":
    "They belong to another community too. What concerns them there, only they themselves can change.",
  "thread-bound":
    "This thread belongs to a showcase, an event or a digest, and stays with it. Move its posts instead.",
  "same-thing": "These two are one and the same.",
  "link-expired": "This link has expired.",
  "code-wrong": "This code does not fit, or it is too old. Look at the latest letter, or ask for a new one.",
  "code-tried-too-often": "Too many tries. Ask for a new code.",
  "not-a-picture": "This file is not a picture that can be read (JPEG, HEIC, PNG, WebP, AVIF, TIFF or GIF).",
  "picture-too-large": "This picture is too large: 50 megapixels and 25 MB at most.",
  "too-many-photos": "Twelve photos at most. Take one down first.",
  "too-many-guests": "There are not that many seats left together. Your answer stays as it was.",
  "event-times": "An event has to end after it begins, in a time zone that exists.",
  "event-full": "Every seat is taken.",
  "event-closed": "The list is closed. Ask the organizer whether there is still a seat.",
  "event-over": "This event is over.",
  "event-cancelled": "This event has been cancelled.",
  "nothing-written": "Nothing is written here yet.",
  "undo-too-late": "It has been sent already. It can still be removed from the thread.",
  "choose-member": "Choose in whose name it was written.",
  "already-settled": "Somebody has settled this already.",
  "newsletter-gone": "It has left already. A letter that has left cannot be called back.",
  "nothing-new": "There is nothing new to send.",
  "already-invited": "An invitation to this address is on its way already.",
  "already-waiting": "You are in the waiting list already. A letter comes as soon as a seat is free.",
  "was-removed": "You were a member here before. To come back, ask an owner for an invitation of your own.",
  "community-full": "Every seat is taken. Raise the member limit first, or wait until a seat is free.",
  "asked-too-often":
    "We have written to this address several times today. Look among the unwanted mail, or try again tomorrow.",
  "address-odd": "This does not look like an email address.",
  "name-missing": "A name is missing.",
  "slug-odd": "Use 2 to 24 small letters, digits and hyphens, beginning and ending with a letter or digit.",
  "accent-odd": "A colour is written like #9a4a2f.",
  "zone-unknown": "This time zone is not known here.",
  "limit-odd": "The member limit is a whole number, 1 or more.",
  "rhythm-odd": "This is not a day or an hour.",
  "seats-odd": "A link has 1 to 1,000 seats.",
  "time-past": "This time is over already.",
  "time-odd": "This is not a day and hour of the next twelve months.",
  "already-skipped": "The next round is skipped already.",
  "nobody-due": "Nobody has an hour that could be skipped: it goes out only when you send it.",
  "hold-odd": "The hold window is 0 to 120 minutes.",
  "proof-unknown": "This proof is not known here (any more).",
  "digest-left": "This digest has gone out already.",
  "no-pending-key": "No key waits to be activated. Make one first: roundletter dkim --rotate",
  "dkim-not-published":
    "DNS does not have this key's record yet. It may take some hours; then try again (or say --unseen).",
  "days-odd": "A whole number of days, 1 or more.",
  "may-not-found": "New communities are founded by the operator here.",
  "archive-odd": "This is no archive of mail. An mbox file begins with a line that begins with From.",
  "archive-running": "Another archive is being brought in. Wait until it is done.",
  "list-empty": "There is nobody in this list. A line for each person, with their address in it.",
  "list-too-long": "This list is longer than 2,000 lines or 2 MB. Bring it in pieces.",
  "no-address-column": "Say which column has the addresses.",
  "community-closed": "This community is closed.",
  "link-odd": "A link begins with https:// or http://.",
} as const;

export type RefusalReason = keyof typeof refusals;

/** The house says no: explained to the person, never retried. */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(refusals[reason]);
    this.name = "Refusal";
    this.reason = reason;
  }
}

/** The server bundle and the worker each load this class: it is known by its name. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === "Refusal" && "reason" in error;
}
