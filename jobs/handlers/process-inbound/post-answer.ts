import { postReply } from "#app/models/post.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { keepAttachments } from "#app/models/attachment/keep.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { tellRefusedFiles } from "#jobs/handlers/process-inbound/receipts.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import { newWords, writtenBy } from "#jobs/handlers/process-inbound/written.ts";

/** Words under what others said. */
export async function postAnswer(
  letter: Letter,
  author: Author,
  { threadId, aboutPostId }: Extract<Target, { kind: "thread" }>,
): Promise<Placed> {
  const files = await keepAttachments(letter.message);
  const words = newWords(letter, files);

  const isPlain = files.kept.length + files.refused.length === 0;
  return {
    membershipId: author.id,
    ...(isPlain
      ? {
          plain: {
            post: { ...writtenBy(letter, author, files), ...words, inReplyToId: aboutPostId },
            to: { threadId },
          },
        }
      : {}),
    async act(tx) {
      const post = await postReply(tx, {
        ...writtenBy(letter, author, files),
        ...words,
        threadId,
        inReplyToId: aboutPostId,
      });
      await tellRefusedFiles(tx, letter, author, files);
      return [{ kind: "post", id: post.id, threadId }];
    },
  };
}
