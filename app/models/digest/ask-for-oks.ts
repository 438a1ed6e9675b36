import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import type { Community } from "#prisma/generated/client.ts";
import type { ProofReason } from "#prisma/generated/enums.ts";
import type { Actor } from "../roles.ts";
import { draftOf, findDraft } from "./draft.ts";
import { isEmpty, sendProof } from "./proof.ts";
import { nextIssue } from "./report.ts";

/** So long before the hour the proof comes. */
const AHEAD_HOURS = 12;
/** The reminder does not follow on the heels of the proof. */
const REMIND_AFTER_HOURS = 2;
const HOUR = 3_600_000;

/**
 * Where every digest needs an ok: half a day before its hour a proof goes to each owner, and one reminder (a proof as
 * fresh) when the hour has come and nobody has said ok. Gives back how many were written.
 */
export async function askForOks(at: Date = now()): Promise<number> {
  const soon = { lte: new Date(at.getTime() + AHEAD_HOURS * HOUR) };
  const communities = await db().community.findMany({
    where: {
      proofRequired: true,
      digests: { none: { status: "draft", OR: [{ approvedAt: { not: null } }, { heldAt: { not: null } }] } },
      OR: [
        { memberships: { some: { status: "active", nextDigestAt: soon } } },
        { digests: { some: { status: "draft", scheduledAt: soon } } },
      ],
    },
  });

  let written = 0;
  for (const community of communities) {
    try {
      written += await askFor(community, at);
    } catch (error) {
      log.error({ communityId: community.id, error }, "a proof could not be written");
    }
  }
  return written;
}

async function askFor(community: Community, at: Date): Promise<number> {
  const draft = await findDraft(community.id);
  const hour = draft.scheduledAt ?? (await nextIssue(community.id)).at;
  if (!hour || hour.getTime() - at.getTime() > AHEAD_HOURS * HOUR) return 0;
  const reason = await whatToAsk(draft.id, hour, at);
  if (!reason || isEmpty(await draftOf(community.id))) return 0;

  const owners = await ownersOf(community);
  for (const owner of owners) await sendProof(owner, { reason });
  return owners.length;
}

async function whatToAsk(digestId: string, hour: Date, at: Date): Promise<ProofReason | null> {
  const last = await db().proof.findFirst({ where: { digestId }, orderBy: { createdAt: "desc" } });
  if (!last) return "required";
  if (hour > at || at.getTime() - last.createdAt.getTime() < REMIND_AFTER_HOURS * HOUR) return null;
  const reminded = await db().proof.count({ where: { digestId, reason: "reminder" } });
  return reminded === 0 ? "reminder" : null;
}

async function ownersOf(community: Community): Promise<Actor[]> {
  const owners = await db().membership.findMany({
    where: {
      communityId: community.id,
      role: "owner",
      status: "active",
      person: { addresses: { some: {} } },
    },
    include: { person: true },
    orderBy: { number: "asc" },
  });
  return owners.map(({ person, ...membership }) => ({ person, membership, community }));
}
