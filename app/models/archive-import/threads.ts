import { db } from "#app/db/client.ts";
import { newId } from "#app/lib/ids.ts";
import type { Archived } from "#app/models/archive-import/read-archived.ts";
import { tidySubject } from "#app/models/thread.ts";

const REPLY = /^\s*(?:re|aw|sv|antw|vs|tr|rv)(?:\[\d+\])?\s*:/i;

/** Which thread a message belongs to: by what it answers and by who answers it, then by its subject. */
export class Threads {
  begun = 0;
  readonly #communityId: string;
  /** Message-IDs that were seen, or that others answer, and their thread. */
  readonly #byMessage = new Map<string, string>();
  readonly #bySubject = new Map<string, string>();

  constructor(communityId: string) {
    this.#communityId = communityId;
  }

  /** What earlier runs and live mail have put into threads. */
  async recall(messages: readonly Archived[]): Promise<void> {
    const ids = messages.flatMap(({ messageId, answers }) => [...(messageId ? [messageId] : []), ...answers]);
    const unknown = [...new Set(ids)].filter((id) => !this.#byMessage.has(id));
    const inThreads = await db().inboundMessage.findMany({
      where: {
        communityId: this.#communityId,
        status: "accepted",
        OR: [{ messageId: { in: unknown } }, { waitsFor: { in: unknown } }],
      },
      select: { messageId: true, waitsFor: true, posts: { select: { threadId: true }, take: 1 } },
    });
    for (const { messageId, waitsFor, posts } of inThreads) {
      const threadId = posts[0]?.threadId;
      if (threadId !== undefined) this.#remember([messageId, waitsFor], threadId);
    }
    await this.#recallLetters(unknown);
    await this.#recallSubjects(messages);
  }

  /** `isNew`: the thread is to be made, with this message in it. */
  threadOf({ messageId, answers, subject }: Archived): { threadId: string; isNew: boolean } {
    const ids = [messageId, ...answers];
    const tidy = tidySubject(subject);
    const known =
      ids.map((id) => (id === null ? undefined : this.#byMessage.get(id))).find((id) => id !== undefined) ??
      (REPLY.test(subject) ? this.#bySubject.get(tidy) : undefined);
    const threadId = known ?? newId();
    this.#remember(ids, threadId);
    if (!this.#bySubject.has(tidy)) this.#bySubject.set(tidy, threadId);
    if (known === undefined) this.begun += 1;
    return { threadId, isNew: known === undefined };
  }

  #remember(ids: readonly (string | null)[], threadId: string): void {
    for (const id of ids) if (id !== null && !this.#byMessage.has(id)) this.#byMessage.set(id, threadId);
  }

  /** Answers to letters of ours. */
  async #recallLetters(ids: readonly string[]): Promise<void> {
    const letters = await db().delivery.findMany({
      where: { communityId: this.#communityId, messageId: { in: [...ids] }, post: { isNot: null } },
      select: { messageId: true, post: { select: { threadId: true } } },
    });
    for (const { messageId, post } of letters) if (post) this.#remember([messageId], post.threadId);
  }

  async #recallSubjects(messages: readonly Archived[]): Promise<void> {
    const subjects = [...new Set(messages.map(({ subject }) => tidySubject(subject)))];
    const unknown = subjects.filter((subject) => !this.#bySubject.has(subject));
    const threads = await db().thread.findMany({
      where: {
        communityId: this.#communityId,
        kind: "discussion",
        subject: { in: unknown },
        removedAt: null,
      },
      select: { id: true, subject: true },
      orderBy: { lastPostAt: "desc" },
    });
    for (const { id, subject } of threads)
      if (!this.#bySubject.has(subject)) this.#bySubject.set(subject, id);
  }
}
