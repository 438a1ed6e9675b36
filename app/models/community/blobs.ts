import { db } from "#app/db/client.ts";

/** Every picture and file that this community shows somewhere, by its SHA-256. */
export async function blobsOf(communityId: string): Promise<{ id: string; mediaType: string }[]> {
  return db().$queryRaw`
    SELECT id, media_type AS "mediaType" FROM blob WHERE id IN (
      SELECT blob_id FROM attachment WHERE community_id = ${communityId}::uuid
      UNION SELECT blob_id FROM showcase_photo JOIN showcase ON showcase.id = showcase_id
             WHERE showcase.community_id = ${communityId}::uuid
      UNION SELECT photo_id FROM membership WHERE community_id = ${communityId}::uuid AND photo_id IS NOT NULL
      UNION SELECT logo_id FROM community WHERE id = ${communityId}::uuid AND logo_id IS NOT NULL)
    ORDER BY id`;
}

export async function everyBlobOf(communityId: string): Promise<string[]> {
  return (await blobsOf(communityId)).map(({ id }) => id);
}
