/** What comes of a line of the list, in words for its owner. Adding a row adds an outcome. */
const outcomes = {
  invited: "Gets an invitation.",
  "no-address": "There is no address in this line.",
  "address-odd": "This does not look like an email address.",
  twice: "This person stands further up in the list already.",
  "our-own": "This is an address of the community itself.",
  "already-member": "Is a member already.",
  "already-follower": "Follows the newsletter already. Invite them by hand if they shall become a member.",
  "already-waiting": "Is in the waiting list already.",
  "already-invited": "An invitation is on its way to them already.",
  left: "Has left. Who left comes back only by their own will.",
  removed: "Was removed from here.",
  unsubscribed: "Asked not to be written to.",
  complained: "Reported a letter of ours as unwanted.",
  stopped: "Letters to this address came back, or were stopped.",
  "not-allowed": "Who brought this list may not invite any more.",
  "community-closed": "The community was closed meanwhile.",
  undone: "The import was undone before its turn came.",
} as const;

export type ImportOutcome = keyof typeof outcomes;

export function outcomeWords(outcome: string | null): string {
  if (outcome === null) return "Waits for its turn.";
  return Object.hasOwn(outcomes, outcome) ? outcomes[outcome as ImportOutcome] : outcome;
}
