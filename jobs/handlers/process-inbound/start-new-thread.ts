import type { Tx } from "#app/db/transaction.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import { threadThatWaitedFor } from "#app/models/inbound-message/waiting.ts";
import { postReply } from "#app/models/post.ts";
import { startThread } from "#app/models/thread.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { keepAttachments } from "#app/models/attachment/keep.ts";
import { greetingSubject } from "#jobs/handlers/process-inbound/receipt-words.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { tellRefusedFiles } from "#jobs/handlers/process-inbound/receipts.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import { newWords, plain, writtenBy } from "#jobs/handlers/process-inbound/written.ts";

/** Something new, by the subject that it came with. */
export async function startNewThread(
  letter: Letter,
  author: Author,
  { greeting }: Extract<Target, { kind: "new-thread" }>,
): Promise<Placed> {
  const files = await keepAttachments(letter.message);
  const subject = greeting ? greetingSubject(author) : plain(letter.message.subject);
  // Some say it all in the subject.
  const saidInSubject =
    letter.reply.text.trim() === "" && letter.reply.spans.every(({ text }) => text.trim() === "");
  const words = saidInSubject && subject !== "" ? { text: subject, html: null } : newWords(letter, files);

  const early = await answeredBefore(letter, author);

  const isPlain = files.kept.length + files.refused.length === 0;
  return {
    membershipId: author.id,
    ...(isPlain
      ? {
          plain: {
            post: { ...writtenBy(letter, author, files), ...words },
            to: early === null ? { newSubject: subject } : { threadId: early },
          },
        }
      : {}),
    async act(tx) {
      if (early !== null) return say(tx, early);
      const thread = await startThread(tx, {
        communityId: author.communityId,
        subject,
        startedById: author.id,
      });
      const said = await say(tx, thread.id);
      return [{ kind: "thread", id: thread.id }, ...said];
    },
  };

  async function say(tx: Tx, threadId: string): Promise<Outcome> {
    const post = await postReply(tx, { ...writtenBy(letter, author, files), ...words, threadId });
    await tellRefusedFiles(tx, letter, author, files);
    return [{ kind: "post", id: post.id, threadId }];
  }
}

/** An answer to this very message came so much earlier that it began a thread: this one belongs into it. */
function answeredBefore({ message }: Letter, { communityId }: Author): Promise<string | null> {
  return message.messageId === null
    ? Promise.resolve(null)
    : threadThatWaitedFor({ communityId, messageId: message.messageId });
}
