import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";

/** For the clock: questions that nobody confirmed are forgotten, talks in which nobody has written for 90 days are done. */
export async function forgetInquiries(): Promise<number> {
  const past = { lte: now() };
  const { count } = await db().inquiry.deleteMany({ where: { state: "asked", expiresAt: past } });
  await db().inquiry.updateMany({ where: { state: "open", expiresAt: past }, data: { state: "done" } });
  return count;
}
