import { createHash } from "node:crypto";

import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { log } from "#app/lib/log.ts";
import { record } from "./audit.ts";
import { countOne, tallyOf } from "./tally.ts";

/** What can be guessed, how many wrong ones are only mistakes, and for how long they are counted. */
const guesses = {
  /** Links with a token, by network: pages that are not found, or used up. */
  link: { most: 60, seconds: 900 },
  /** Reply addresses, by network, at the door for mail. */
  address: { most: 100, seconds: 3_600 },
  /** Reply addresses, by sender, wherever they came in. */
  sender: { most: 20, seconds: 3_600 },
} as const;

export type Guess = keyof typeof guesses;

/** One that was wrong. The first one too many is noticed: a line in the log and in the audit of the house. Returns how many. */
export async function noteGuess(guess: Guess, who: string): Promise<number> {
  const { most, seconds } = guesses[guess];
  const { count } = await countOne(`guess:${guess}`, keptName(guess, who), seconds);
  if (count === most + 1) {
    log.warn({ guess, count }, "somebody guesses addresses or links");
    await record(db(), { communityId: null, actorId: null, act: "guess.noticed", details: { guess, count } });
  }
  return count;
}

/** Seconds to wait for who guessed too often; 0 for everybody else. */
export async function waitOfGuesser(guess: Guess, who: string): Promise<number> {
  const tally = await tallyOf(`guess:${guess}`, keptName(guess, who));
  if (!tally || tally.count <= guesses[guess].most) return 0;
  return Math.ceil((tally.until.getTime() - now().getTime()) / 1000);
}

/** For the operator: how many guess just now. */
export async function countGuessers(): Promise<number> {
  const counted = await Promise.all(
    (Object.keys(guesses) as Guess[]).map((guess) =>
      db().tally.count({
        where: { name: `guess:${guess}`, count: { gt: guesses[guess].most }, until: { gt: now() } },
      }),
    ),
  );
  return counted.reduce((sum, count) => sum + count, 0);
}

/** A network is kept as it is, for who wants to shut it out; a person's address only as a hash. */
function keptName(guess: Guess, who: string): string {
  return guess === "sender" ? createHash("sha256").update(who.toLowerCase()).digest("hex").slice(0, 24) : who;
}
