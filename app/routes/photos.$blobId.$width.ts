import type { LoaderFunctionArgs } from "@remix-run/node";
import { isDerivativeWidth, photo } from "#app/models/blob.ts";

/**
 * A picture of ours, by the SHA-256 of its master: nobody can guess the address, and what it leads to never changes.
 * Only JPEGs that we made ourselves are shown; anything else is a file to save (see files.$attachmentId).
 */
export async function loader({ params }: LoaderFunctionArgs) {
  const width = Number(params.width);
  const jpeg = isDerivativeWidth(width) ? await photo(params.blobId ?? "", width) : null;
  if (!jpeg) throw new Response(null, { status: 404 });

  return new Response(new Uint8Array(jpeg), {
    headers: {
      "Content-Type": "image/jpeg",
      "Content-Length": String(jpeg.byteLength),
      "Cache-Control": "public, max-age=31536000, immutable",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      // Letters show it in mail programs, which live elsewhere.
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
