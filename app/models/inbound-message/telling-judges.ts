import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import { mayDo } from "#app/models/roles.ts";
import type { InboundMessage } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { prepareDeliveries } from "../delivery/prepare.ts";

const MINUTE = 60_000;
/** The person in whose name it came may say at once that it was they; then nobody else need decide. */
const TOLD_AFTER = 10 * MINUTE;
const WITHIN = 7 * 24 * 60 * MINUTE;
/** Whoever floods the community's address does not flood those who look after it: the console has the rest. */
const MOST_A_DAY = 10;

/** Those who may decide hear that something is held, each by a letter that can be answered with the decision. */
export async function tellJudges(
  tx: Tx,
  { id, communityId }: Pick<InboundMessage, "id" | "communityId">,
  written: string,
): Promise<void> {
  if (communityId === null) return;
  const at = now();
  const lately = await tx.delivery.groupBy({
    by: ["letterKey"],
    where: { communityId, kind: "held_notice", createdAt: { gt: new Date(at.getTime() - 24 * 60 * MINUTE) } },
  });
  if (lately.length >= MOST_A_DAY) return;

  const judges = await tx.membership.findMany({
    where: { communityId, status: "active", role: { in: judgingRoles } },
    select: {
      id: true,
      person: { select: { addresses: { where: { isPrimary: true }, select: { address: true } } } },
    },
  });
  await prepareDeliveries(
    tx,
    judges.flatMap((judge) =>
      judge.person.addresses.slice(0, 1).map(({ address }) => ({
        communityId,
        kind: "held_notice" as const,
        letterKey: `held-notice:${id}`,
        address,
        membershipId: judge.id,
        facts: { inboundMessageId: id, written: withoutTokens(written.slice(0, 2_000)) },
        urgency: 5,
        notBefore: new Date(at.getTime() + TOLD_AFTER),
        notAfter: new Date(at.getTime() + WITHIN),
      })),
    ),
  );
}

const judgingRoles = (Object.keys(mayDo) as Role[]).filter((role) =>
  (mayDo[role] as readonly string[]).includes("judge-held"),
);
