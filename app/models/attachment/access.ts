import { db } from "#app/db/client.ts";
import { isUuid } from "#app/lib/ids.ts";

export interface OpenAttachment {
  filename: string;
  blobId: string;
  mediaType: string;
}

/** Null when it is not there, or was said in a community where this person does not belong. */
export async function attachmentForPerson(personId: string, id: string): Promise<OpenAttachment | null> {
  if (!isUuid(id)) return null;
  const attachment = await db().attachment.findFirst({
    where: {
      id,
      post: { removedAt: null },
      community: {
        memberships: { some: { personId, status: { in: ["active", "paused"] }, role: { not: "follower" } } },
      },
    },
    include: { blob: { select: { mediaType: true } } },
  });
  return (
    attachment && {
      filename: attachment.filename,
      blobId: attachment.blobId,
      mediaType: attachment.blob.mediaType,
    }
  );
}
