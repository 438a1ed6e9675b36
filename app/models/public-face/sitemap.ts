import { db } from "#app/db/client.ts";
import type { Community } from "#prisma/generated/client.ts";
import { isPublic } from "./parts.ts";
import { partsShown } from "./parts-shown.ts";

const MOST = 5_000;

export interface MappedPage {
  kind: "showcases" | "makers" | "events" | "threads";
  number: number;
  title: string;
  changedAt: Date;
}

/** Communities that may be found by search engines. */
export function findableCommunities() {
  return db().community.findMany({
    where: { publicHome: true, unlisted: false },
    select: { slug: true },
    orderBy: { slug: "asc" },
    take: 50_000,
  });
}

/** Every page of a thing that may be found, of those parts that are neither unlisted nor the members' own. */
export async function mappedPages(community: Community): Promise<MappedPage[]> {
  const shown = partsShown(community);
  const where = { communityId: community.id };
  const none = Promise.resolve([]);
  const [showcases, makers, events, threads] = await Promise.all([
    shown.showcases === "everybody"
      ? db().showcase.findMany({
          where: { ...where, ...isPublic.showcase },
          select: { number: true, title: true, updatedAt: true },
          orderBy: { number: "desc" },
          take: MOST,
        })
      : none,
    shown.makers === "everybody"
      ? db().membership.findMany({
          where: { ...where, showcases: { some: isPublic.showcase } },
          select: { number: true, name: true, createdAt: true },
          orderBy: { number: "desc" },
          take: MOST,
        })
      : none,
    shown.events === "everybody"
      ? db().event.findMany({
          where: { ...where, ...isPublic.event },
          select: { number: true, title: true, updatedAt: true },
          orderBy: { number: "desc" },
          take: MOST,
        })
      : none,
    shown.home === "everybody"
      ? db().thread.findMany({
          where: { ...where, ...isPublic.thread },
          select: { number: true, subject: true, lastPostAt: true },
          orderBy: { number: "desc" },
          take: MOST,
        })
      : none,
  ]);
  return [
    ...showcases.map(({ number, title, updatedAt }) => page("showcases", number, title, updatedAt)),
    ...makers.map(({ number, name, createdAt }) => page("makers", number, name, createdAt)),
    ...events.map(({ number, title, updatedAt }) => page("events", number, title, updatedAt)),
    ...threads.map(({ number, subject, lastPostAt }) => page("threads", number, subject, lastPostAt)),
  ];
}

function page(kind: MappedPage["kind"], number: number, title: string, changedAt: Date): MappedPage {
  return { kind, number, title, changedAt };
}
