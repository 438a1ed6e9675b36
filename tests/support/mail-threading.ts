import { type ParsedMail, simpleParser } from "mailparser";

/** A letter in a mailbox, as far as programs thread by it. */
export interface Threaded {
  id: string;
  subject: string;
  references: string[];
}

export async function readThreaded(raw: Buffer | string): Promise<Threaded> {
  const parsed = await simpleParser(raw);
  return { id: parsed.messageId ?? "", subject: parsed.subject ?? "", references: idsOf(parsed) };
}

function idsOf({ references, inReplyTo }: ParsedMail): string[] {
  const listed = typeof references === "string" ? [references] : (references ?? []);
  return [...new Set([...listed, ...(inReplyTo ? [inReplyTo] : [])])];
}

/** How programs sort a mailbox into conversations: for each letter, the name of its conversation. */
export const programs: Record<string, (mailbox: readonly Threaded[]) => string[]> = {
  /** Any id in common, and the same subject but for "Re:". */
  Gmail: (mailbox) => joined(mailbox, (one, other) => baseOf(one) === baseOf(other)),
  /** Any id in common. */
  "Apple Mail": (mailbox) => joined(mailbox, () => true),
  /** Any id in common and the same topic, as it is where no Thread-Index was written. */
  Outlook: (mailbox) => joined(mailbox, (one, other) => baseOf(one) === baseOf(other)),
  Thunderbird: threadByJwz,
};

function baseOf({ subject }: Threaded): string {
  return subject
    .replace(/^(?:\s*(?:re|aw|sv|tr|fwd?|wg)\s*:)+/i, "")
    .trim()
    .toLowerCase();
}

function joined(
  mailbox: readonly Threaded[],
  mayJoin: (one: Threaded, other: Threaded) => boolean,
): string[] {
  const names = mailbox.map((_, at) => at);
  const share = (one: Threaded, other: Threaded): boolean =>
    [one.id, ...one.references].some((id) => id === other.id || other.references.includes(id));
  for (const [at, one] of mailbox.entries()) {
    for (const [before, other] of mailbox.slice(0, at).entries()) {
      if (!share(one, other) || !mayJoin(one, other)) continue;
      const [from, to] = [names[at], names[before]];
      for (const [index, name] of names.entries()) if (name === from) names[index] = to ?? 0;
    }
  }
  return names.map(String);
}

/** Jamie Zawinski's algorithm, steps 1 to 3: containers linked by References, each named by the root that it hangs from. */
function threadByJwz(mailbox: readonly Threaded[]): string[] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  const link = (child: string, parent: string): void => {
    if (child !== parent && !parents.has(child) && rootOf(parent) !== child) parents.set(child, parent);
  };
  for (const { id, references } of mailbox) {
    for (const [at, reference] of references.entries()) {
      const parent = references[at - 1];
      if (parent !== undefined) link(reference, parent);
    }
    const last = references.at(-1);
    if (last === undefined) continue;
    // What the letter itself says counts more than what others guessed.
    if (rootOf(last) !== id) parents.set(id, last);
  }
  return mailbox.map(({ id }) => rootOf(id));
}
