import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { isUuid } from "#app/lib/ids.ts";
import { hashToken } from "#app/lib/keys.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { type StartedSession, startSession } from "#app/models/session.ts";
import type { Passkey, Person } from "#prisma/generated/client.ts";

const MINUTES = 5;
const MOST_PASSKEYS = 20;

/** A passkey belongs to the site (WebAuthn, 5.1.2): the name that people open it by. */
function site() {
  const { hostname, origin } = new URL(config().appUrl);
  return { rpID: hostname, origin };
}

/** What the person's device is asked to make a key for. */
export async function askForPasskey(person: Pick<Person, "id" | "name">, address: string) {
  const known = await db().passkey.findMany({ where: { personId: person.id } });
  const options = await generateRegistrationOptions({
    rpName: "Roundletter",
    rpID: site().rpID,
    userName: address,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: transports as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
  });
  await keepChallenge(options.challenge, person.id);
  return options;
}

/** @throws Refusal "passkey-unknown" when the device's answer does not hold */
export async function addPasskey(
  person: Pick<Person, "id">,
  response: RegistrationResponseJSON,
  name: string,
): Promise<void> {
  const { rpID, origin } = site();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(challenge, person.id),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
  }).catch(refuse);
  if (!verified) throw new Refusal("passkey-unknown");
  if ((await db().passkey.count({ where: { personId: person.id } })) >= MOST_PASSKEYS)
    throw new Refusal("not-allowed");

  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  await transaction(async (tx) => {
    const row = await tx.passkey.create({
      data: {
        personId: person.id,
        credentialId: id,
        publicKey: Uint8Array.from(publicKey),
        counter,
        transports,
        name: name.trim().slice(0, 80) || "A passkey",
        createdAt: now(),
      },
    });
    await record(tx, { communityId: null, actorId: person.id, act: "passkey.added", subjectId: row.id });
  });
}

/** Whose key it is, the device says: nobody is asked for an address. */
export async function askToSignIn() {
  const options = await generateAuthenticationOptions({
    rpID: site().rpID,
    userVerification: "preferred",
  });
  await keepChallenge(options.challenge, null);
  return options;
}

/** @throws Refusal "passkey-unknown" */
export async function signInByPasskey(
  response: AuthenticationResponseJSON,
  userAgent: string,
): Promise<StartedSession> {
  const passkey = await db().passkey.findUnique({ where: { credentialId: response.id } });
  if (!passkey) throw new Refusal("passkey-unknown");
  const { rpID, origin } = site();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(challenge, null),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: false,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
  }).catch(refuse);
  if (!verified) throw new Refusal("passkey-unknown");

  return transaction(async (tx) => {
    await tx.passkey.update({
      where: { id: passkey.id },
      data: { counter: authenticationInfo.newCounter, lastUsedAt: now() },
    });
    return startSession(tx, passkey.personId, userAgent);
  });
}

export function passkeysOf(
  personId: string,
): Promise<Pick<Passkey, "id" | "name" | "createdAt" | "lastUsedAt">[]> {
  return db().passkey.findMany({
    where: { personId },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: "asc" },
  });
}

/** @throws Refusal "not-found" when it is another's */
export async function removePasskey(person: Pick<Person, "id">, id: string): Promise<void> {
  if (!isUuid(id)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id, personId: person.id } });
    if (count === 0) throw new Refusal("not-found");
    await record(tx, { communityId: null, actorId: person.id, act: "passkey.removed", subjectId: id });
  });
}

async function keepChallenge(challenge: string, personId: string | null): Promise<void> {
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now() } } });
  await db().passkeyChallenge.create({
    data: {
      challengeHash: hashToken(challenge),
      personId,
      expiresAt: new Date(now().getTime() + MINUTES * 60_000),
    },
  });
}

async function spendChallenge(challenge: string, personId: string | null): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({
    where: { challengeHash: hashToken(challenge), personId, expiresAt: { gt: now() } },
  });
  return count === 1;
}

/** What the library does not like comes from the browser, and is no fault of ours. */
function refuse(): never {
  throw new Refusal("passkey-unknown");
}
