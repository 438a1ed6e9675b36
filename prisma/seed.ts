import { db } from "#app/db/client.ts";
import { now, setClock } from "#app/lib/clock.ts";
import { findCommunity } from "#app/models/community.ts";
import { liveThrough, settlePastLetters } from "./demo/life.ts";
import { owner } from "./demo/people.ts";
import { printShowcases } from "./demo/prints.ts";
import { tellStory } from "./demo/story.ts";

const slug = "kiln-circle";

/**
 * A makers' circle that has lived for five weeks, up to this hour: everything in it went through the models' own
 * verbs, at the time at which it happened. A second call changes nothing.
 */
export async function seedDemo(progress: (words: string) => void): Promise<void> {
  if (await isSeeded()) return;
  await clearHalfSeeded();

  const today = now();
  try {
    progress("Eight pictures are printed, and five weeks pass");
    const prints = printShowcases();
    await liveThrough(tellStory(slug, prints, today));
    await settlePastLetters(today);
  } finally {
    setClock(null);
  }
  await markSeeded();
  progress("Fourteen people are there, and a letter waits for its hour");
}

async function isSeeded(): Promise<boolean> {
  return (await db().deployment.count({ where: { id: 1, demoSeededAt: { not: null } } })) > 0;
}

/** What an interrupted seeding left behind; a real community of this name is left alone (and stops us later). */
async function clearHalfSeeded(): Promise<void> {
  const found = await findCommunity(slug);
  if (!found) return;
  const ours = await db().membership.count({
    where: {
      communityId: found.id,
      role: "owner",
      person: { addresses: { some: { address: owner.address } } },
    },
  });
  if (ours > 0) await db().community.delete({ where: { id: found.id } });
}

async function markSeeded(): Promise<void> {
  const demoSeededAt = now();
  await db().deployment.upsert({
    where: { id: 1 },
    create: { id: 1, demoSeededAt },
    update: { demoSeededAt },
  });
}
