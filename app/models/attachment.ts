import type { Attachment, Blob, Post } from "#prisma/generated/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";

export interface NewAttachment {
  blobId: string;
  filename: string;
}

/** Hangs kept blobs on a post, in the order given. */
export async function addAttachments(
  tx: Tx,
  post: Pick<Post, "id" | "communityId">,
  attachments: readonly NewAttachment[],
): Promise<void> {
  if (attachments.length === 0) return;
  await tx.attachment.createMany({
    data: attachments.map(({ blobId, filename }, position) => ({
      communityId: post.communityId,
      postId: post.id,
      blobId,
      filename: tidyFilename(filename),
      position,
    })),
  });
}

/** Null when it is another community's, or its post has been removed. */
export async function attachmentById(
  communityId: string,
  id: string,
): Promise<(Attachment & { blob: Blob; post: { number: number } }) | null> {
  if (!isUuid(id)) return null;
  return db().attachment.findFirst({
    where: { id, communityId, post: { removedAt: null } },
    include: { blob: true, post: { select: { number: true } } },
  });
}

/** A name to save under: no path, no control or direction characters, and never empty. */
export function tidyFilename(filename: string): string {
  const last = filename.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const short = plain.length > 120 ? plain.slice(0, 100) + plain.slice(-20) : plain;
  return /^\.*$/.test(short) ? "attachment" : short;
}
