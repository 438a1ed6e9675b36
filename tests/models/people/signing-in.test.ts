import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import {
  askSignIn,
  endSession,
  findSession,
  findSignIn,
  forgetSessions,
  forgetSignIns,
  mintOneClickSignIn,
  signInByCode,
  signInByToken,
  signInSecrets,
} from "#app/models/session.ts";
import { aCommunity, aMember, type MemberOfTest } from "#tests/support/circle.ts";

const noon = new Date("2026-03-02T12:00:00Z");
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const days = (count: number) => minutes(count * 24 * 60);

async function aPersonAsking(): Promise<MemberOfTest & { token: string; code: string }> {
  setClock(noon);
  const member = await aMember(await aCommunity());
  await askSignIn(` ${member.address.toUpperCase()} `);
  return { ...member, ...(await latestSecrets(member)) };
}

async function latestSecrets({ personId }: MemberOfTest) {
  const { id } = await db().signIn.findFirstOrThrow({ where: { personId }, orderBy: { createdAt: "desc" } });
  return signInSecrets(id);
}

function anotherCode(code: string): string {
  return code === "123456" ? "654321" : "123456";
}

describe("the mailed link", () => {
  it("shows a page, and signs in once, by its button", async () => {
    const { token, personId, name } = await aPersonAsking();
    expect(await findSignIn(token)).toEqual({ name });
    expect(await findSignIn(token)).toEqual({ name });
    expect(await db().session.count({ where: { personId } })).toBe(0);

    const presses = await Promise.allSettled([
      signInByToken(token, "Firefox"),
      signInByToken(token, "Firefox"),
    ]);

    expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().session.count({ where: { personId } })).toBe(1);
    expect(await findSignIn(token)).toBeNull();
  });

  it("is good for fifteen minutes", async () => {
    const { token } = await aPersonAsking();
    setClock(minutes(15));

    expect(await findSignIn(token)).toBeNull();
    await expect(signInByToken(token, "")).rejects.toThrow("expired");
    await expect(signInByToken("guessed", "")).rejects.toThrow("expired");
  });

  it("is nowhere in the database, nor is the code", async () => {
    const { token, code, address, personId } = await aPersonAsking();
    const kept = JSON.stringify([
      await db().signIn.findMany({ where: { personId } }),
      await db().delivery.findMany({ where: { address } }),
    ]);

    expect(kept).not.toContain(token);
    expect(kept).not.toContain(`"${code}"`);
  });
});

describe("the code", () => {
  it("signs in where it was asked for", async () => {
    const { address, code, personId } = await aPersonAsking();

    const { person, token } = await signInByCode(address, `${code.slice(0, 3)} ${code.slice(3)}`, "Safari");

    expect(person.id).toBe(personId);
    expect((await findSession(token))?.id).toBe(personId);
    await expect(signInByCode(address, code, "Safari")).rejects.toThrow("does not fit");
  });

  it("can be tried five times, also all at once", async () => {
    const { address, code } = await aPersonAsking();
    const wrong = await Promise.allSettled(
      Array.from({ length: 9 }, () => signInByCode(address, anotherCode(code), "")),
    );

    expect(wrong.every(({ status }) => status === "rejected")).toBe(true);
    expect(
      (await db().signIn.findFirstOrThrow({ where: { person: { addresses: { some: { address } } } } }))
        .attempts,
    ).toBe(5);
    await expect(signInByCode(address, code, "")).rejects.toThrow("does not fit");
  });

  it("is the one of the latest letter", async () => {
    const member = await aPersonAsking();
    setClock(minutes(1));
    await askSignIn(member.address);
    const latest = await latestSecrets(member);

    await expect(signInByCode(member.address, member.code, "")).rejects.toThrow("does not fit");
    expect((await signInByCode(member.address, latest.code, "")).person.id).toBe(member.personId);
  });

  it("does not open what has no code", async () => {
    setClock(noon);
    const member = await aMember(await aCommunity());
    await mintOneClickSignIn(member.personId);

    await expect(signInByCode(member.address, "", "")).rejects.toThrow("does not fit");
  });
});

describe("an address that nobody has", () => {
  it("gets the same answer, in the same time, and no letter", async () => {
    const known = (await aMember(await aCommunity())).address;
    const times = { known: 0, unknown: 0 };

    for (const [kind, address] of [
      ["known", known],
      ["unknown", "nobody@example.org"],
    ] as const) {
      const start = performance.now();
      await askSignIn(address);
      await expect(signInByCode(address, "000000", "")).rejects.toThrow("does not fit");
      times[kind] = performance.now() - start;
    }

    expect(times.known).toBeGreaterThan(480);
    expect(times.unknown).toBeGreaterThan(480);
    expect(await db().delivery.count({ where: { address: "nobody@example.org" } })).toBe(0);
  });

  it("is not written to, and a known one ten times an hour at most", async () => {
    const member = await aPersonAsking();
    await Promise.all(Array.from({ length: 5 }, () => askSignIn(member.address)));
    await Promise.all(Array.from({ length: 5 }, () => askSignIn(member.address)));
    await askSignIn(member.address);

    const letters = await db().delivery.count({ where: { address: member.address } });
    expect(letters).toBeGreaterThanOrEqual(10);
    expect(letters).toBeLessThanOrEqual(11);
  });
});

describe("a session", () => {
  it("lasts thirty days from the last visit", async () => {
    const member = await aPersonAsking();
    const { token } = await signInByToken(member.token, "");
    setClock(days(29));
    expect((await findSession(token))?.id).toBe(member.personId);
    setClock(days(58));
    expect((await findSession(token))?.id).toBe(member.personId);
    setClock(days(89));

    expect(await findSession(token)).toBeNull();
    await forgetSessions();
    expect(await db().session.count({ where: { personId: member.personId } })).toBe(0);
  });

  it("ends when one signs out", async () => {
    const member = await aPersonAsking();
    const { token } = await signInByToken(member.token, "");

    await endSession(token);

    expect(await findSession(token)).toBeNull();
    expect(await findSession("guessed")).toBeNull();
  });

  it("begins by one click from the terminal, once within a day", async () => {
    setClock(noon);
    const member = await aMember(await aCommunity());
    const token = await mintOneClickSignIn(member.personId);
    setClock(days(0.9));

    expect((await signInByToken(token, "")).person.id).toBe(member.personId);
    await expect(signInByToken(token, "")).rejects.toThrow("expired");
    setClock(days(2));
    await forgetSignIns();
    expect(await db().signIn.count({ where: { personId: member.personId } })).toBe(0);
  });
});
