import { setTimeout as pass } from "node:timers/promises";

import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid, newId } from "#app/lib/ids.ts";
import { hashToken, randomToken, sameSecret } from "#app/lib/keys.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { findPersonByAddress, tidyAddress } from "#app/models/person.ts";
import { codeHashes, hashCode, signInSecrets } from "#app/models/session/secrets.ts";
import { startSession, type StartedSession } from "#app/models/session/sessions.ts";
import type { Person, Prisma, SignIn } from "#prisma/generated/client.ts";

const MINUTE = 60_000;
const GOOD_FOR = 15 * MINUTE;
const ONE_CLICK_FOR = 24 * 60 * MINUTE;
const MOST_ATTEMPTS = 5;
const LETTERS_AN_HOUR = 10;
/** Longer than the work for a known address takes, so that the time of an answer does not tell who is known. */
const ANSWER_AFTER_MS = 250;
/** A sign-in that no code opens. */
const NO_CODE = "";

/** Writes a letter with a link and a code, if somebody has this address. The answer is the same if nobody has. */
export function askSignIn(address: string): Promise<void> {
  return inEqualTime(async () => {
    const person = await findPersonByAddress(address);
    if (person) await mailSignIn(person, address.trim());
  });
}

/** For the page behind the link: whose it is; changes nothing, for scanners open links too. null: used or too old. */
export async function findSignIn(token: string): Promise<{ name: string } | null> {
  const found = await db().signIn.findFirst({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now() } },
    select: { person: { select: { name: true } } },
  });
  return found?.person ?? null;
}

/** The button was pressed. @throws Refusal "link-expired" */
export async function signInByToken(token: string, userAgent: string): Promise<StartedSession> {
  return transaction(async (tx) => {
    const signIn = await tx.signIn.findUnique({ where: { tokenHash: hashToken(token) } });
    if (!signIn || !(await useUp(tx, signIn))) throw new Refusal("link-expired");
    return startSession(tx, signIn.personId, userAgent);
  });
}

/**
 * The code from the latest letter to this address: five tries, each counted before it is compared.
 * @throws Refusal "code-wrong", the same for an unknown address, a wrong code, an old one and the sixth try
 */
export function signInByCode(address: string, code: string, userAgent: string): Promise<StartedSession> {
  return inEqualTime(async () => {
    const signIn = await latestSignIn(address);
    const open = signIn !== null && (await countAttempt(signIn));
    const kept = signIn?.codeHash ?? randomToken();
    const right = codeHashes(signIn?.id ?? newId(), code.replace(/\s/g, "")).some((hash) =>
      sameSecret(hash, kept),
    );
    if (!signIn || !open || !right) throw new Refusal("code-wrong");

    return transaction(async (tx) => {
      if (!(await useUp(tx, signIn))) throw new Refusal("code-wrong");
      return startSession(tx, signIn.personId, userAgent);
    });
  });
}

export type AskedSignIn = Prisma.SignInGetPayload<{ include: { person: true } }>;

/** For the letters; with whom they are written to. */
export async function signInsById(ids: readonly string[]): Promise<Map<string, AskedSignIn>> {
  const found = await db().signIn.findMany({
    where: { id: { in: ids.filter(isUuid) } },
    include: { person: true },
  });
  return new Map(found.map((signIn) => [signIn.id, signIn]));
}

/** For the operator at the terminal and the demo: a token for the page `/sign-in/:token`, good once within a day. */
export async function mintOneClickSignIn(personId: string): Promise<string> {
  const token = randomToken();
  const expiresAt = new Date(now().getTime() + ONE_CLICK_FOR);
  await db().signIn.create({
    data: { personId, tokenHash: hashToken(token), codeHash: NO_CODE, createdAt: now(), expiresAt },
  });
  return token;
}

/** For the clock. */
export async function forgetSignIns(): Promise<number> {
  const { count } = await db().signIn.deleteMany({
    where: { expiresAt: { lte: new Date(now().getTime() - 60 * MINUTE) } },
  });
  return count;
}

async function mailSignIn(person: Person, typed: string): Promise<void> {
  const address = tidyAddress(typed);
  const at = now();
  const lately = { personId: person.id, createdAt: { gt: new Date(at.getTime() - 60 * MINUTE) } };
  // Told to nobody: who asks for others must not learn that they exist, and the letters sent before still open the door.
  if (address === null || (await db().signIn.count({ where: lately })) >= LETTERS_AN_HOUR) return;

  const id = newId();
  const { token, code } = signInSecrets(id);
  const expiresAt = new Date(at.getTime() + GOOD_FOR);
  await transaction(async (tx) => {
    await tx.signIn.create({
      data: {
        id,
        personId: person.id,
        tokenHash: hashToken(token),
        codeHash: hashCode(id, code),
        createdAt: at,
        expiresAt,
      },
    });
    await prepareDelivery(tx, {
      communityId: null,
      kind: "sign_in",
      letterKey: `sign-in:${id}`,
      address,
      facts: { signInId: id },
      urgency: 0,
      notAfter: expiresAt,
    });
  });
}

function latestSignIn(address: string): Promise<SignIn | null> {
  return db().signIn.findFirst({
    where: {
      person: { addresses: { some: { address: address.trim() } } },
      codeHash: { not: NO_CODE },
      expiresAt: { gt: now() },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}

async function countAttempt({ id }: SignIn): Promise<boolean> {
  const { count } = await db().signIn.updateMany({
    where: { id, usedAt: null, attempts: { lt: MOST_ATTEMPTS } },
    data: { attempts: { increment: 1 } },
  });
  return count === 1;
}

/** Compare and set: of two presses in the same moment, one signs in. */
async function useUp(tx: Tx, { id }: SignIn): Promise<boolean> {
  const { count } = await tx.signIn.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now() } },
    data: { usedAt: now() },
  });
  return count === 1;
}

async function inEqualTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const [outcome] = await Promise.allSettled([work(), pass(ANSWER_AFTER_MS)]);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}
