import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { isTimeZone } from "#app/lib/local-time.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { nameFirstOperator } from "#app/models/operator/naming.ts";
import { insistSlug } from "#app/models/community/slug.ts";
import { ensureDraft } from "#app/models/digest.ts";
import { nextDigestOf } from "#app/models/membership/rhythm.ts";
import { offerSeat } from "#app/models/membership/seats.ts";
import { ensurePerson, insistAddress, insistName } from "#app/models/person.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Community, Membership, Person } from "#prisma/generated/client.ts";
import type { DigestRhythm, StartedBy } from "#prisma/generated/enums.ts";

export interface NewCommunity {
  slug: string;
  name: string;
  tagline?: string;
  description?: string;
  accent?: string;
  locale?: string;
  timeZone: string;
  owner: { name: string; address: string };
}

export interface CommunityPatch {
  name?: string;
  tagline?: string;
  description?: string;
  accent?: string;
  locale?: string;
  timeZone?: string;
  postalAddress?: string | null;
  memberLimit?: number;
  digestRhythm?: DigestRhythm;
  digestWeekday?: number;
  digestHour?: number;
  instantGraceMinutes?: number;
  sendsUncertainAgain?: boolean;
  holdMinutes?: number;
  proofRequired?: boolean;
  startedBy?: StartedBy;
  holdsFirstPosts?: boolean;
  followersMayAnswer?: boolean;
  /** So long raw mail is kept; null: for ever. */
  rawMailDays?: number | null;
  publicHome?: boolean;
  /** Its public pages are for who knows their address. */
  unlisted?: boolean;
}

const UNLESS_TOLD = { accent: "#9a4a2f", locale: "en" };

/** A community with its owner as first member and its first digest drafted. @throws Refusal "slug-taken" and what is odd */
export function createCommunity(wanted: NewCommunity): Promise<{ community: Community; owner: Membership }> {
  return transaction((tx) => createCommunityIn(tx, wanted));
}

/** The same inside a transaction of the caller. */
export async function createCommunityIn(
  tx: Tx,
  wanted: NewCommunity,
): Promise<{ community: Community; owner: Membership; person: Person }> {
  const community = await foundCommunity(tx, wanted);
  const person = await ensurePerson(tx, {
    name: insistName(wanted.owner.name),
    address: insistAddress(wanted.owner.address),
    locale: community.locale,
    verified: true,
  });
  const owner = await seatOwner(tx, community, person);

  await ensureDraft(tx, community.id);
  await record(tx, { communityId: community.id, actorId: person.id, act: "community.founded" });
  await nameFirstOperator(tx, person.id);
  return { community, owner, person };
}

export function findCommunity(slug: string): Promise<Community | null> {
  return db().community.findUnique({ where: { slug } });
}

export function communityById(id: string): Promise<Community | null> {
  return db().community.findUnique({ where: { id } });
}

/** Every community where this person is a member, by name. */
export async function communitiesOf(
  personId: string,
): Promise<{ community: Community; membership: Membership }[]> {
  const memberships = await db().membership.findMany({
    where: { personId, status: { in: ["active", "paused"] } },
    include: { community: true },
    orderBy: { community: { name: "asc" } },
  });
  return memberships.map(({ community, ...membership }) => ({ community, membership }));
}

/** `potters@example.org`: where a member writes to start a thread. */
export function communityAddress(community: Pick<Community, "slug">): string {
  return `${community.slug}@${config().mailDomain}`;
}

/** A higher member limit lets the first in line in; a lower one sends nobody away. Each change is kept, before and after. */
export async function updateCommunity(actor: Actor, patch: CommunityPatch): Promise<Community> {
  insistMay(actor, "edit-community");
  const changes = tidyPatch(patch);
  const { id } = actor.community;

  return transaction(async (tx) => {
    const before = await tx.community.findUniqueOrThrow({ where: { id } });
    const community = await tx.community.update({ where: { id }, data: changes });
    if (community.memberLimit > before.memberLimit) await offerSeat(tx, id);
    await recordChanges(tx, actor, before, changes);
    return community;
  });
}

/** What stayed as it was is no change. */
async function recordChanges(tx: Tx, actor: Actor, before: Community, patch: CommunityPatch): Promise<void> {
  const fields = Object.keys(patch) as (keyof CommunityPatch)[];
  const changed = fields.filter((field) => patch[field] !== before[field]);
  if (changed.length === 0) return;
  const told = (from: CommunityPatch) =>
    Object.fromEntries(changed.map((field) => [field, shortened(from[field])]));
  await record(tx, {
    communityId: before.id,
    actorId: actor.person.id,
    act: "community.changed",
    details: { changed, before: told(before), after: told(patch) },
  });
}

/** The log tells what changed; it is no second place for long texts. */
function shortened(value: CommunityPatch[keyof CommunityPatch]): string | number | boolean | null {
  if (typeof value === "string") return value.length > 120 ? `${value.slice(0, 119)}…` : value;
  return value ?? null;
}

async function foundCommunity(tx: Tx, wanted: NewCommunity): Promise<Community> {
  const slug = insistSlug(wanted.slug);
  const chosen = tidyPatch({
    name: wanted.name,
    tagline: wanted.tagline ?? "",
    description: wanted.description ?? "",
    accent: wanted.accent ?? UNLESS_TOLD.accent,
    locale: wanted.locale ?? UNLESS_TOLD.locale,
    timeZone: wanted.timeZone,
  });
  const { count } = await tx.community.createMany({
    data: { ...chosen, slug, name: insistName(wanted.name), createdAt: now() },
    skipDuplicates: true,
  });

  if (count === 0) throw new Refusal("slug-taken");
  return tx.community.findUniqueOrThrow({ where: { slug } });
}

function seatOwner(tx: Tx, community: Community, person: Person): Promise<Membership> {
  const rhythm = {
    timeZone: community.timeZone,
    digestRhythm: community.digestRhythm,
    digestWeekday: community.digestWeekday,
    digestHour: community.digestHour,
  };
  return tx.membership.create({
    data: {
      ...rhythm,
      communityId: community.id,
      personId: person.id,
      role: "owner",
      status: "active",
      name: person.name,
      locale: community.locale,
      nextDigestAt: nextDigestOf(rhythm, now()),
      toldUntil: now(),
      joinedAt: now(),
      createdAt: now(),
    },
  });
}

function tidyPatch(patch: CommunityPatch): CommunityPatch {
  if (patch.timeZone !== undefined && !isTimeZone(patch.timeZone)) throw new Refusal("zone-unknown");
  const { holdMinutes, rawMailDays } = patch;
  if (holdMinutes !== undefined && !(Number.isInteger(holdMinutes) && holdMinutes >= 0 && holdMinutes <= 120))
    throw new Refusal("hold-odd");
  if (rawMailDays != null && !(Number.isInteger(rawMailDays) && rawMailDays >= 1))
    throw new Refusal("days-odd");
  if (patch.memberLimit !== undefined && !(patch.memberLimit >= 1 && Number.isInteger(patch.memberLimit))) {
    throw new Refusal("limit-odd");
  }
  return {
    ...patch,
    ...(patch.name !== undefined && { name: insistName(patch.name) }),
    ...(patch.accent !== undefined && { accent: insistAccent(patch.accent) }),
  };
}

/** Any colour will do: pages and letters darken or lighten it as far as it must be to be read. */
function insistAccent(typed: string): string {
  const accent = typed.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(accent)) throw new Refusal("accent-odd");
  return accent;
}
