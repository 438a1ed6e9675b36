import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { hashToken, randomToken } from "#app/lib/keys.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { createCommunityIn, type NewCommunity } from "#app/models/community.ts";
import { startSession } from "#app/models/session.ts";
import type { Community, Person } from "#prisma/generated/client.ts";

const THE_ONE = 1;

/** Whether somebody has made a first community, by the page, the command line or the demo. */
export async function isSetUp(): Promise<boolean> {
  const [deployment, community] = await Promise.all([
    db().deployment.findUnique({ where: { id: THE_ONE } }),
    db().community.findFirst({ select: { id: true } }),
  ]);
  return community !== null || (deployment?.setupFinishedAt ?? null) !== null;
}

/**
 * A new token for the page `/setup/:token`, printed on the terminal; the one before it ends.
 * null when there is nothing to set up: the door does not open a second time.
 */
export async function mintSetupToken(): Promise<string | null> {
  if (await isSetUp()) return null;
  const token = randomToken();
  const setupTokenHash = hashToken(token);
  await db().deployment.upsert({
    where: { id: THE_ONE },
    create: { id: THE_ONE, setupTokenHash },
    update: { setupTokenHash },
  });
  return token;
}

/** For the page: whether this is the link on the terminal, and still needed. Changes nothing. */
export async function isSetupToken(token: string): Promise<boolean> {
  const waiting = await db().deployment.count({ where: waitingFor(token) });
  return waiting > 0 && !(await isSetUp());
}

/**
 * The first community, its owner, and their session, all or nothing: a mistake in the form leaves the link good.
 * @throws Refusal "link-expired", and what is odd about the community
 */
export async function finishSetup(
  token: string,
  wanted: NewCommunity & { userAgent: string },
): Promise<{ community: Community; owner: Person; sessionToken: string }> {
  return transaction(async (tx) => {
    const { count } = await tx.deployment.updateMany({
      where: waitingFor(token),
      data: { setupFinishedAt: now(), setupTokenHash: null },
    });
    if (count === 0 || (await tx.community.count()) > 0) throw new Refusal("link-expired");

    const { community, person } = await createCommunityIn(tx, wanted);
    const session = await startSession(tx, person.id, wanted.userAgent);
    return { community, owner: person, sessionToken: session.token };
  });
}

function waitingFor(token: string) {
  return { id: THE_ONE, setupTokenHash: hashToken(token), setupFinishedAt: null };
}
