import { postReply } from "#app/models/post.ts";
import { startThread } from "#app/models/thread.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { keepAttachments } from "#jobs/handlers/process-inbound/keep-attachments.ts";
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

  return {
    membershipId: author.id,
    async act(tx) {
      const thread = await startThread(tx, {
        communityId: author.communityId,
        subject,
        startedById: author.id,
      });
      const post = await postReply(tx, {
        ...writtenBy(letter, author, files),
        ...words,
        threadId: thread.id,
      });
      await tellRefusedFiles(tx, letter, author, files);
      return [
        { kind: "thread", id: thread.id },
        { kind: "post", id: post.id, threadId: thread.id },
      ];
    },
  };
}
