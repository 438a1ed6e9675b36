import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachmentById } from "#app/models/attachment.ts";
import { blobBytes } from "#app/models/blob.ts";
import { communitiesOf } from "#app/models/community.ts";
import { requirePerson } from "#app/web/current.ts";

/** What came with a post, for its community's members: to save, never to show, for anybody may have made it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const person = await requirePerson(request);
  const attachment = await findAmongOwn(person.id, params.attachmentId ?? "");
  const bytes = attachment && (await blobBytes(attachment.blobId));
  if (!bytes) throw new Response(null, { status: 404 });

  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": `attachment; ${filenameParameters(attachment.filename)}`,
      "Cache-Control": "private, max-age=3600",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

async function findAmongOwn(personId: string, id: string) {
  for (const { community, membership } of await communitiesOf(personId)) {
    if (membership.role === "follower") continue;
    const attachment = await attachmentById(community.id, id);
    if (attachment) return attachment;
  }
  return null;
}

/** RFC 6266 with RFC 8187: a plain name for old programs, the true one for the others. */
function filenameParameters(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${exact}`;
}
