import type { Tx } from "#app/db/transaction.ts";
import { localDate } from "#app/lib/local-time.ts";
import type { Membership } from "#prisma/generated/client.ts";
import { frozenHead } from "./edition.ts";

/** The local day of the digest that a member had last, `2026-11-24`; null when they never had one. (audience.ts asks the same for many.) */
export async function lastDigestDay(
  tx: Tx,
  { id, timeZone }: Pick<Membership, "id" | "timeZone">,
): Promise<string | null> {
  const last = await tx.delivery.findFirst({
    where: { membershipId: id, kind: "digest", status: { notIn: ["cancelled", "suppressed"] } },
    orderBy: { createdAt: "desc" },
    select: { facts: true, createdAt: true },
  });
  return last && (frozenHead(last.facts).day ?? localDate(last.createdAt, timeZone));
}
