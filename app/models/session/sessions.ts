import { db } from "#app/db/client.ts";
import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { hashToken, randomToken } from "#app/lib/keys.ts";
import type { Person } from "#prisma/generated/client.ts";

const HOUR = 3_600_000;
/** Thirty days from the last visit. */
const LASTS = 30 * 24 * HOUR;

export interface StartedSession {
  person: Person;
  /** For the cookie; only its hash is kept here. */
  token: string;
}

export async function startSession(tx: Tx, personId: string, userAgent: string): Promise<StartedSession> {
  const token = randomToken();
  const at = now();
  const { person } = await tx.session.create({
    data: {
      tokenHash: hashToken(token),
      personId,
      userAgent: userAgent.slice(0, 300),
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + LASTS),
    },
    include: { person: true },
  });
  return { person, token };
}

/** Whose session this is. It slides, written at most once an hour. */
export async function findSession(token: string): Promise<Person | null> {
  const at = now();
  const session = await db().session.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { person: true },
  });
  if (!session || session.expiresAt <= at) return null;

  if (at.getTime() - session.lastSeenAt.getTime() >= HOUR) {
    await db().session.updateMany({
      where: { id: session.id },
      data: { lastSeenAt: at, expiresAt: new Date(at.getTime() + LASTS) },
    });
  }
  return session.person;
}

export async function endSession(token: string): Promise<void> {
  await db().session.deleteMany({ where: { tokenHash: hashToken(token) } });
}

/** For the clock. */
export async function forgetSessions(): Promise<number> {
  const { count } = await db().session.deleteMany({ where: { expiresAt: { lte: now() } } });
  return count;
}

export interface ListedSession {
  id: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** The one that asks. */
  isThis: boolean;
}

/** Where a person is signed in, the latest visit first. */
export async function sessionsOf(personId: string, token: string): Promise<ListedSession[]> {
  const rows = await db().session.findMany({
    where: { personId, expiresAt: { gt: now() } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
  });
  return rows.map(({ id, userAgent, createdAt, lastSeenAt, tokenHash }) => ({
    id,
    userAgent,
    createdAt,
    lastSeenAt,
    isThis: tokenHash === hashToken(token),
  }));
}

/** Ends one, or all of a person's. */
export async function endSessions(personId: string, id?: string): Promise<number> {
  const { count } = await db().session.deleteMany({ where: { personId, ...(id !== undefined && { id }) } });
  return count;
}
