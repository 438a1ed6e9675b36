import { db } from "#app/db/client.ts";
import { countFreeSeats } from "#app/models/membership/seats.ts";
import type { Community } from "#prisma/generated/client.ts";

/** For a page: how many more fit in now. Who takes a seat asks again, with the community locked. */
export function freeSeatsOf(community: Community): Promise<number> {
  return countFreeSeats(db(), community);
}
