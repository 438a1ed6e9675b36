import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachmentById } from "#app/models/attachment.ts";
import { blobBytes } from "#app/models/blob.ts";
import { communitiesOf } from "#app/models/community.ts";
import { membershipByLink } from "#app/models/membership.ts";
import { requirePerson } from "#app/web/current.ts";

/** What came with a post, for its community's members: to save, never to show, for anybody may have made it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.attachmentId ?? "";
  const token = new URL(request.url).searchParams.get("token");
  const attachment =
    token === null ? await findAmongOwn((await requirePerson(request)).id, id) : await findByLink(token, id);
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

/** By a member's own link, which says of which post: good while they belong, and its letters are not signed out. */
async function findByLink(token: string, id: string) {
  const found = await membershipByLink("file", token);
  if (!found || found.membership.role === "follower") return null;
  if (!["active", "paused"].includes(found.membership.status)) return null;
  const attachment = await attachmentById(found.membership.communityId, id);
  return attachment?.post.number === found.extra ? attachment : null;
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
