import { trimReferences } from "#emails/writing/message-id.ts";

/** What a letter of a thread is known to follow, in one person's mailbox. */
export interface ThreadPlace {
  /** The id that all letters of the thread refer to, and that no letter has. */
  root: string;
  /** The digest's, when the thread is its own. */
  digest: string | null;
  /** What they have of the thread already, theirs or ours, oldest first. */
  earlier: readonly string[];
  /** The letter of the post that this one answers, if they were sent it. */
  parent: string;
}

/**
 * In-Reply-To and References (RFC 5322, 3.6.4), so that a thread is one conversation whichever of its letters somebody
 * has: all refer to the root, which holds them together also for who came late (Gmail, Outlook and Apple Mail go by any
 * id in common; Thunderbird builds the tree from the last one).
 */
export function placeInThread({ root, digest, earlier, parent }: ThreadPlace): {
  inReplyTo: string;
  references: string[];
} {
  const known = earlier.filter(isMessageId);
  const inReplyTo = known.includes(parent) ? parent : (known.at(-1) ?? digest ?? root);
  const others = known.filter((id) => id !== inReplyTo);
  const chain = [...(digest === null ? [] : [digest]), root, ...others].filter((id) => id !== inReplyTo);
  return { inReplyTo, references: trimReferences([...chain, inReplyTo]) };
}

/** What a stranger's program called an id may be anything; only what can stand in a header is referred to. */
function isMessageId(id: string): boolean {
  return /^<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>$/.test(id) && !/@.*@/.test(id);
}
