import type { LoaderFunctionArgs } from "@remix-run/node";
import { isDerivativeWidth, photo } from "#app/models/blob.ts";

/**
 * A picture of ours, by the SHA-256 of its master: nobody can guess the address, and what it leads to never changes.
 * `640` is a JPEG, `640.webp` the same as WebP. Only what we drew ourselves is shown; anything else is a file to save
 * (see files.$attachmentId).
 */
export async function loader({ params }: LoaderFunctionArgs) {
  const [, digits, webp] = /^(\d{1,4})(\.webp)?$/.exec(params.width ?? "") ?? [];
  const width = Number(digits);
  const drawn = isDerivativeWidth(width)
    ? await photo(params.blobId ?? "", width, webp ? "webp" : "jpeg")
    : null;
  if (!drawn) throw new Response(null, { status: 404 });

  return new Response(new Uint8Array(drawn), {
    headers: {
      "Content-Type": webp ? "image/webp" : "image/jpeg",
      "Content-Length": String(drawn.byteLength),
      "Cache-Control": "public, max-age=31536000, immutable",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      // Letters show it in mail programs, which live elsewhere.
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
