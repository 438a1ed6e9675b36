import type { Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { WayLimits } from "#app/lib/ways-out.ts";

/** A way out with its limits, and how many letters to each domain this process has in its hands on it. */
export interface LimitedWay {
  name: string;
  limits: WayLimits;
  inHand: ReadonlyMap<string, number>;
}

/** How much of what is due may be taken now. Infinity where nothing limits. */
export interface Allowance {
  letters: number;
  /** Of those that may wait: some room is kept for sign-ins and receipts. */
  bulk: number;
  /** For each domain that is not free; all others may have `perDomain`. */
  domains: ReadonlyMap<string, number>;
  perDomain: number;
  /** Held back by the pace of seconds: in so many milliseconds there is room. */
  paceMs: number | null;
}

/** Letters of this urgency and above are bulk. */
export const BULK_URGENCY = 5;
/** The share of an hour's and a day's letters that only urgent ones may use. */
const KEPT_FOR_URGENT = 0.05;

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How a new sender grows: letters on its first day, its second … A provider that has never heard of an address believes
 * it only little by little. After the last row the plan is over.
 */
const warmupPlan = [
  50, 100, 200, 400, 600, 1_000, 1_500, 2_500, 4_000, 6_000, 9_000, 13_000, 20_000, 30_000, 45_000, 70_000,
  100_000, 150_000, 220_000, 330_000, 500_000,
] as const;

/** The most letters of a day of the plan; null: it is over, or was never begun. Before its first day, that one's. */
export function warmupLimit(firstDay: string | null, at: Date): number | null {
  if (firstDay === null) return null;
  const day = Math.floor((at.getTime() - Date.parse(`${firstDay}T00:00:00Z`)) / DAY);
  return warmupPlan[Math.max(day, 0)] ?? null;
}

/** Counted in the database, so that restarts and any number of workers keep to it. Under the lock of leasing. */
export async function allowanceOf(tx: Tx, { name, limits, inHand }: LimitedWay): Promise<Allowance> {
  const at = now();
  const perDay = least(limits.perDay, warmupLimit(limits.warmup, at));
  const room = { letters: Infinity, bulk: Infinity };

  if (limits.perHour !== null || perDay !== null) {
    const [counted] = await tx.$queryRaw<{ hour: number; day: number }[]>`
      SELECT coalesce(sum(letters) FILTER (WHERE minute > ${before(at, HOUR)}), 0)::int AS hour,
        coalesce(sum(letters), 0)::int AS day
      FROM sending_count WHERE way = ${name} AND domain = '' AND minute > ${before(at, DAY)}`;
    narrow(room, limits.perHour, counted?.hour ?? 0);
    narrow(room, perDay, counted?.day ?? 0);
  }
  const pace = limits.perSecond === null ? null : await paceOf(tx, name, limits.perSecond, at);
  return {
    letters: Math.min(room.letters, pace?.letters ?? Infinity),
    bulk: Math.min(room.bulk, pace?.letters ?? Infinity),
    paceMs: pace?.letters === 0 && room.letters > 0 ? pace.waitMs : null,
    ...(await domainAllowance(tx, { name, limits, inHand }, at)),
  };
}

/** What was taken counts from now on. */
export async function countTaken(
  tx: Tx,
  { name, limits }: Pick<LimitedWay, "name" | "limits">,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0 || !isCounted(limits)) return;
  const at = now();
  const byDomain = new Map([["", addresses.length]]);
  if (limits.perDomainPerMinute !== null)
    for (const address of addresses)
      byDomain.set(domainOf(address), (byDomain.get(domainOf(address)) ?? 0) + 1);
  await tx.$executeRaw`
    INSERT INTO sending_count (way, domain, minute, letters)
    SELECT ${name}, new.domain, date_trunc('minute', ${at}::timestamptz), new.letters
    FROM unnest(${[...byDomain.keys()]}::text[], ${[...byDomain.values()]}::int[]) AS new (domain, letters)
    ON CONFLICT (way, domain, minute) DO UPDATE SET letters = sending_count.letters + EXCLUDED.letters`;
  if (limits.perSecond !== null)
    await tx.$executeRaw`
      INSERT INTO sending_pace (way, free_at)
      VALUES (${name}, ${at}::timestamptz + make_interval(secs => ${addresses.length / limits.perSecond}::float))
      ON CONFLICT (way) DO UPDATE SET free_at = greatest(sending_pace.free_at, ${at}::timestamptz)
        + make_interval(secs => ${addresses.length / limits.perSecond}::float)`;
}

/** What was taken and not sent after all does not count. */
export async function uncount(
  tx: Tx,
  { name, limits }: Pick<LimitedWay, "name" | "limits">,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0 || !isCounted(limits)) return;
  const domains = ["", ...addresses.map(domainOf)];
  const counts = new Map<string, number>();
  for (const domain of domains)
    counts.set(domain, domain === "" ? addresses.length : (counts.get(domain) ?? 0) + 1);
  await tx.$executeRaw`
    UPDATE sending_count SET letters = greatest(sending_count.letters - gone.letters, 0)
    FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) AS gone (domain, letters)
    WHERE way = ${name} AND sending_count.domain = gone.domain AND minute = (
      SELECT max(minute) FROM sending_count latest WHERE latest.way = ${name} AND latest.domain = gone.domain)`;
}

/** Counts that no limit asks for any more. */
export async function forgetCounts(tx: Tx): Promise<void> {
  await tx.$executeRaw`DELETE FROM sending_count WHERE minute < ${before(now(), 2 * DAY)}`;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function isCounted({ perSecond, perHour, perDay, perDomainPerMinute, warmup }: WayLimits): boolean {
  return [perSecond, perHour, perDay, perDomainPerMinute, warmup].some((limit) => limit !== null);
}

function narrow(room: { letters: number; bulk: number }, limit: number | null, used: number): void {
  if (limit === null) return;
  room.letters = Math.min(room.letters, Math.max(limit - used, 0));
  room.bulk = Math.min(room.bulk, Math.max(Math.floor(limit * (1 - KEPT_FOR_URGENT)) - used, 0));
}

/** A second's worth may go at once, then as they come free: a quarter of a second's together. */
async function paceOf(tx: Tx, name: string, perSecond: number, at: Date) {
  const [row] = await tx.$queryRaw<{ freeAt: Date }[]>`
    SELECT free_at AS "freeAt" FROM sending_pace WHERE way = ${name}`;
  const owed = Math.max((row?.freeAt.getTime() ?? 0) - at.getTime(), 0);
  const letters = Math.floor(((SECOND - owed) / SECOND) * perSecond);
  const together = Math.max(1, Math.floor(perSecond / 4));
  if (letters >= together) return { letters, waitMs: 0 };
  return { letters: 0, waitMs: Math.max(owed - SECOND + (together / perSecond) * SECOND, 5) };
}

async function domainAllowance(tx: Tx, { name, limits, inHand }: LimitedWay, at: Date) {
  const { perDomainConnections, perDomainPerMinute } = limits;
  const perDomain = least(perDomainConnections, perDomainPerMinute) ?? Infinity;
  const domains = new Map<string, number>();
  if (perDomainConnections !== null)
    for (const [domain, count] of inHand) domains.set(domain, Math.max(perDomainConnections - count, 0));
  if (perDomainPerMinute !== null) {
    const used = await tx.$queryRaw<{ domain: string; letters: number }[]>`
      SELECT domain, letters FROM sending_count
      WHERE way = ${name} AND domain <> '' AND minute = date_trunc('minute', ${at}::timestamptz)`;
    for (const { domain, letters } of used)
      domains.set(
        domain,
        Math.min(domains.get(domain) ?? perDomain, Math.max(perDomainPerMinute - letters, 0)),
      );
  }
  return { domains, perDomain };
}

function least(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other);
}

function before(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() - milliseconds);
}
