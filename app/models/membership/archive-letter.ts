import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { publicWords } from "#app/lib/public-words/index.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { SEATED_ROLES } from "#app/models/roles.ts";
import { archiveUrl } from "./links.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Mails a member the link that opens the archive, once an hour at most. Who is none gets nothing, and nobody is told. */
export async function mailArchiveLink(communityId: string, address: string): Promise<void> {
  const membership = await db().membership.findFirst({
    where: {
      communityId,
      role: { in: [...SEATED_ROLES] },
      status: { in: ["active", "paused"] },
      person: { addresses: { some: { address: address.trim(), verifiedAt: { not: null } } } },
    },
    include: { person: true, community: true },
  });
  if (!membership) return;

  const at = now();
  const words = publicWords(membership.locale).archive;
  await transaction((tx) =>
    prepareDelivery(tx, {
      communityId,
      kind: "receipt",
      letterKey: `archive-link:${membership.id}:${String(Math.floor(at.getTime() / HOUR))}`,
      address: address.trim(),
      membershipId: membership.id,
      facts: {
        done: words.letterTitle,
        sentence: words.openLine(membership.name),
        asked: null,
        undo: null,
        page: { words: words.open, url: archiveUrl(membership) },
      },
      urgency: 0,
      notAfter: new Date(at.getTime() + DAY),
    }),
  );
}
