import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Community, Suppression } from "#prisma/generated/client.ts";
import { draftOf } from "./digest.ts";
import { type DraftStanding, draftStanding } from "./digest/standing.ts";
import { listHeld, type ListedInbound } from "./inbound-message.ts";
import { listMembers, type ListedMember } from "./membership.ts";
import { countUncertain } from "./delivery/uncertain.ts";
import { SEATED_ROLES } from "./roles.ts";
import { type Health, healthOf } from "./today/health.ts";
import { quietMembers, type QuietMember } from "./today/quiet-members.ts";
import { listShowcases, type ListedShowcase } from "./showcase.ts";
import { listSuppressions } from "./suppression.ts";
import { excerptOf } from "./thread/list.ts";

const DAY = 86_400_000;

/** Something that happened, and where to read on. */
export interface Happening {
  kind: "post" | "member" | "showcase" | "event";
  at: Date;
  who: { id: string; name: string; photoId: string | null };
  title: string;
  words: string;
  /** Of the thread, the member, the showcase or the event. */
  subjectId: string;
}

export interface Today {
  held: ListedInbound[];
  waiting: ListedMember[];
  /** Seats that nobody has or is kept for: with somebody in line, a higher limit is not needed. */
  freeSeats: number;
  /** Addresses of members that no letter goes to. */
  stopped: (Suppression & { member: { id: string; name: string } })[];
  /** Of members who are no curators: to be looked at. */
  drafts: ListedShowcase[];
  digest: { standing: DraftStanding; itemCount: number; titles: string[]; hasOpening: boolean };
  /** Issues that somebody paused on their way. */
  paused: { id: string; issue: number | null; pausedAt: Date | null }[];
  /** Letters that may or may not have arrived. */
  uncertain: number;
  /** Of whom nothing was heard for long. */
  quiet: QuietMember[];
  health: Health;
  /** Since when `lately` tells. */
  since: Date;
  lately: Happening[];
}

/**
 * What needs somebody today, and what happened since `lastVisit` (or in the last two weeks): a constant number of queries,
 * however much there is.
 */
export async function todayOf(community: Community, lastVisit: Date | null): Promise<Today> {
  const communityId = community.id;
  const since = lastVisit ?? new Date(now().getTime() - 14 * DAY);
  const [held, { members: waiting }, seated, stopped, { showcases: drafts }, draft, paused, uncertain] =
    await Promise.all([
      listHeld(communityId),
      listMembers(communityId, { status: "waiting" }),
      countSeated(communityId),
      stoppedMembers(communityId),
      listShowcases(communityId, { status: "draft" }),
      draftOf(communityId),
      db().digest.findMany({
        where: { communityId, status: "paused" },
        select: { id: true, issue: true, pausedAt: true },
        orderBy: { issue: "asc" },
      }),
      countUncertain(communityId),
    ]);
  const [quiet, health, lately] = await Promise.all([
    quietMembers(communityId),
    healthOf(communityId),
    happenings(communityId, since),
  ]);
  const items = draft.items.filter(({ dropped }) => !dropped);
  const digest = {
    standing: await draftStanding(community, draft.digest),
    itemCount: items.length,
    titles: items.slice(0, 4).map(({ title }) => title),
    hasOpening: draft.opening !== "",
  };
  const freeSeats = Math.max(0, community.memberLimit - seated);
  return {
    ...{ held, waiting, freeSeats, stopped, drafts, digest, paused, uncertain },
    ...{ quiet, health, since, lately },
  };
}

function countSeated(communityId: string): Promise<number> {
  return db().membership.count({
    where: {
      communityId,
      role: { in: [...SEATED_ROLES] },
      OR: [{ status: { in: ["active", "paused"] } }, { status: "waiting", seatHeldUntil: { gt: now() } }],
    },
  });
}

async function stoppedMembers(communityId: string): Promise<Today["stopped"]> {
  const suppressions = await listSuppressions(communityId);
  const members = await db().membership.findMany({
    where: {
      communityId,
      status: { in: ["active", "paused"] },
      person: {
        addresses: { some: { address: { in: suppressions.map(({ address }) => address) }, isPrimary: true } },
      },
    },
    select: { id: true, name: true, person: { select: { addresses: { select: { address: true } } } } },
  });
  const byAddress = new Map(
    members.flatMap(({ person, ...member }) =>
      person.addresses.map(({ address }) => [address.toLowerCase(), member]),
    ),
  );
  return suppressions.flatMap((suppression) => {
    const member = byAddress.get(suppression.address.toLowerCase());
    return member ? [{ ...suppression, member }] : [];
  });
}

const person = { select: { id: true, name: true, photoId: true } } as const;
const MOST = 8;

async function happenings(communityId: string, since: Date): Promise<Happening[]> {
  const [posts, members, showcases, events] = await Promise.all([
    db().post.findMany({
      where: { communityId, createdAt: { gt: since, lte: now() }, removedAt: null },
      include: { author: person, thread: { select: { id: true, subject: true } } },
      orderBy: { createdAt: "desc" },
      take: MOST,
    }),
    db().membership.findMany({
      where: { communityId, joinedAt: { gt: since, lte: now() }, status: { in: ["active", "paused"] } },
      orderBy: { joinedAt: "desc" },
      take: MOST,
    }),
    db().showcase.findMany({
      where: { communityId, status: "published", publishedAt: { gt: since, lte: now() } },
      include: { maker: person },
      orderBy: { publishedAt: "desc" },
      take: MOST,
    }),
    db().event.findMany({
      where: { communityId, status: "published", publishedAt: { gt: since, lte: now() } },
      include: { organizer: person },
      orderBy: { publishedAt: "desc" },
      take: MOST,
    }),
  ]);
  const all: Happening[] = [
    ...posts.map(({ author, thread, createdAt, text }) => ({
      kind: "post" as const,
      at: createdAt,
      who: author,
      title: thread.subject,
      words: excerptOf(text),
      subjectId: thread.id,
    })),
    ...members.map(({ id, name, photoId, makes, joinedAt }) => ({
      kind: "member" as const,
      at: joinedAt ?? since,
      who: { id, name, photoId },
      title: name,
      words: makes,
      subjectId: id,
    })),
    ...showcases.map(({ id, title, maker, publishedAt }) => ({
      kind: "showcase" as const,
      at: publishedAt ?? since,
      who: maker,
      title,
      words: "",
      subjectId: id,
    })),
    ...events.map(({ id, title, organizer, publishedAt }) => ({
      kind: "event" as const,
      at: publishedAt ?? since,
      who: organizer,
      title,
      words: "",
      subjectId: id,
    })),
  ];
  return all.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST);
}
