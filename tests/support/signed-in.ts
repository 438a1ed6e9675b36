import { db } from "#app/db/client.ts";
import { startSession } from "#app/models/session.ts";
import type { MemberOfTest } from "./circle.ts";

/** The cookie of this member's browser. */
export async function cookieOf({ personId }: Pick<MemberOfTest, "personId">): Promise<string> {
  const { token } = await startSession(db(), personId, "test");
  return `session=${token}`;
}
