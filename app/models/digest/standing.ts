import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { localDateTime } from "#app/lib/local-time.ts";
import type { Community, Digest } from "#prisma/generated/client.ts";
import type { DeliveryStatus, DraftHold } from "#prisma/generated/enums.ts";
import { excludeCandidates, readCandidates } from "./audience.ts";
import { nextIssue } from "./report.ts";
import { beginRound, whyWaits, type Waiting } from "./round.ts";

/** How the digest to come stands: when it goes, what it waits for, and whom it would reach now. */
export interface DraftStanding {
  waits: Waiting | null;
  /** The schedule's instant, or the first member's hour; null: it goes when it is sent. */
  at: Date | null;
  scheduledLocal: string | null;
  heldFor: DraftHold | null;
  approvedAt: Date | null;
  newsUntil: Date | null;
  skippedAt: Date | null;
  /** The latest proof of it. */
  proofAt: Date | null;
  /** Whom it reaches when it is sent now, and how many are left out because they had one today. */
  readers: number;
  hadOneToday: number;
}

/** Four queries. */
export async function draftStanding(community: Community, draft: Digest): Promise<DraftStanding> {
  const next = await nextIssue(community.id);
  const proof = await db().proof.findFirst({
    where: { digestId: draft.id },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  const round = beginRound(community, { kind: "publish", evenToday: false });
  const { readers, excluded } = excludeCandidates(await readCandidates(db(), community.id, round), round);
  return {
    waits: whyWaits(draft, community),
    at: draft.scheduledAt ?? next.at,
    scheduledLocal: draft.scheduledLocal,
    heldFor: draft.heldFor,
    approvedAt: draft.approvedAt,
    newsUntil: draft.newsUntil,
    skippedAt: draft.skippedAt,
    proofAt: proof?.createdAt ?? null,
    readers: readers.length,
    hadOneToday: [...excluded.values()].filter((reason) => reason === "had-one-today").length,
  };
}

/** What an issue is doing: told by its status, its hold window and its letters. */
export type IssuePhase = "holding" | "sending" | "paused" | "sent" | "stopped";

export function phaseOf(
  { status, holdsUntil }: Pick<Digest, "status" | "holdsUntil">,
  letters: Partial<Record<DeliveryStatus, number>>,
  at: Date = now(),
): IssuePhase {
  if (status === "stopped" || status === "paused") return status;
  const open = (letters.prepared ?? 0) + (letters.leased ?? 0) + (letters.deferred ?? 0);
  if (open === 0) return "sent";
  return holdsUntil && holdsUntil > at ? "holding" : "sending";
}

/** Three wall-clock times that owners often want, as the schedule's field writes them. */
export function scheduleExamples(
  timeZone: string,
  at: Date = now(),
): { name: "tomorrow" | "friday" | "sunday"; local: string }[] {
  const day = (count: number) =>
    localDateTime(new Date(at.getTime() + count * 86_400_000), timeZone).slice(0, 10);
  const weekdayOf = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay();
  const next = (weekday: number) =>
    [1, 2, 3, 4, 5, 6, 7].map(day).find((date) => weekdayOf(date) === weekday) ?? day(1);
  return [
    { name: "tomorrow", local: `${day(1)}T07:00` },
    { name: "friday", local: `${next(5)}T07:00` },
    { name: "sunday", local: `${next(0)}T18:00` },
  ];
}
