import type { LoaderFunctionArgs } from "@remix-run/node";
import { accentTints } from "#app/components/accent.ts";
import { cardOf, cardPicture, cardTag } from "#app/web/public-card.ts";
import { hasAlready, requirePublicCommunity } from "#app/web/public-page.ts";

const DAY = 86_400;

/** The picture that is shown where an address of ours is shared. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const community = await requirePublicCommunity(params.slug);
  const card = await cardOf(community, {
    name: (params.card ?? "").replace(/\.png$/, ""),
    accent: accentTints(community.accent, "day").ink,
  });
  if (!card) throw new Response(null, { status: 404 });

  const headers = {
    ETag: `"${cardTag(card).slice(0, 32)}"`,
    "Cache-Control": `public, max-age=${DAY}`,
    // Those who show it are elsewhere.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
  };
  if (hasAlready(request, headers.ETag)) return new Response(null, { status: 304, headers });
  const picture = await cardPicture(card);
  return new Response(new Uint8Array(picture), {
    headers: { ...headers, "Content-Type": "image/png", "Content-Length": String(picture.byteLength) },
  });
}
