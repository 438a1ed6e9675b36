import { transaction, type Tx } from "#app/db/transaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { Prisma, type Membership } from "#prisma/generated/client.ts";
import type { Role } from "#prisma/generated/enums.ts";
import { insistOnlyHere } from "./addresses.ts";
import { withdrawLetters } from "./leaving.ts";
import { lockCommunity, offerSeat } from "./seats.ts";

/**
 * One person who is here twice becomes one: addresses, posts, letters, answers, everything that names the double names
 * the other from now on. The double's entry stays behind, empty, so that letters which it got lead to the right person.
 * Of two answers to the same question, that of the one who stays counts.
 * @throws Refusal "not-allowed", "not-found", "same-thing", "belongs-elsewhere"
 */
export async function mergeMembers(actor: Actor, doubleId: string, intoId: string): Promise<void> {
  insistMay(actor, "manage-members");
  const communityId = actor.community.id;
  if (doubleId === intoId) throw new Refusal("same-thing");
  await transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const [double, into] = [
      await insistMember(tx, communityId, doubleId),
      await insistMember(tx, communityId, intoId),
    ];
    for (const one of [double, into]) await insistOnlyHere(tx, one);

    await withdrawLetters(tx, double.id, "the member was here twice");
    await tx.$executeRaw`
      UPDATE email_address SET person_id = ${into.personId}::uuid, is_primary = false
      WHERE person_id = ${double.personId}::uuid`;
    await tx.session.deleteMany({ where: { personId: double.personId } });
    await tx.signIn.deleteMany({ where: { personId: double.personId } });
    const kept = await handOver(tx, double.id, into.id);

    await tx.membership.updateMany({ where: { mergedIntoId: double.id }, data: { mergedIntoId: into.id } });
    await tx.membership.update({ where: { id: double.id }, data: emptied(double, into) });
    await tx.membership.update({ where: { id: into.id }, data: joined(double, into) });
    await record(tx, {
      communityId,
      actorId: actor.person.id,
      act: "member.merged",
      subjectId: into.id,
      details: { double: double.id, kept },
    });
    await offerSeat(tx, communityId);
  });
}

function emptied(double: Membership, into: Membership): Prisma.MembershipUncheckedUpdateInput {
  return {
    mergedIntoId: into.id,
    status: "removed",
    role: double.role === "follower" ? "follower" : "member",
    endedAt: double.endedAt ?? double.joinedAt,
    nextDigestAt: null,
    pausedUntil: null,
    waitingSince: null,
    seatHeldUntil: null,
    notes: "",
  };
}

const rank: readonly Role[] = ["follower", "member", "moderator", "owner"];

/** What only the double had said is said by both now; the wider role counts. */
function joined(double: Membership, into: Membership): Prisma.MembershipUncheckedUpdateInput {
  const first = [double.joinedAt, into.joinedAt].filter((at) => at !== null).toSorted((a, b) => +a - +b)[0];
  return {
    role: rank.indexOf(double.role) > rank.indexOf(into.role) ? double.role : into.role,
    makes: into.makes || double.makes,
    place: into.place || double.place,
    story: into.story || double.story,
    links: into.links.length > 0 ? into.links : double.links,
    photoId: into.photoId ?? double.photoId,
    notes: [into.notes, double.notes].filter(Boolean).join("\n\n"),
    joinedAt: first ?? null,
  };
}

interface Reference {
  table: string;
  column: string;
  /** Of each unique key that the column is part of: the other columns. */
  uniques: (string[] | null)[];
}

/** What names a membership, the database itself knows: a table that is added tomorrow is not forgotten. */
async function referencesTo(tx: Tx): Promise<Reference[]> {
  return tx.$queryRaw<Reference[]>`
    SELECT fk.conrelid::regclass::text AS "table", quote_ident(att.attname) AS "column",
      coalesce((
        SELECT json_agg((
          SELECT json_agg(quote_ident(other.attname)) FROM unnest(key.indkey::int2[]) AS part (attnum)
          JOIN pg_attribute other ON other.attrelid = key.indrelid AND other.attnum = part.attnum
          WHERE part.attnum <> att.attnum))
        FROM pg_index key WHERE key.indrelid = fk.conrelid AND key.indisunique AND key.indexprs IS NULL
          AND att.attnum = ANY (key.indkey::int2[])), '[]') AS uniques
    FROM pg_constraint fk
    JOIN pg_attribute att ON att.attrelid = fk.conrelid AND att.attnum = fk.conkey[1]
    WHERE fk.contype = 'f' AND fk.confrelid = 'membership'::regclass AND cardinality(fk.conkey) = 1
      AND att.attname <> 'merged_into_id'
    ORDER BY 1, 2`;
}

/** Returns how many rows of each table are the other's now. */
async function handOver(tx: Tx, from: string, to: string): Promise<Record<string, number>> {
  const kept: Record<string, number> = {};
  for (const { table, column, uniques } of await referencesTo(tx)) {
    const [t, c] = [Prisma.raw(table), Prisma.raw(column)];
    const doubles = uniques.map((columns) => {
      const same = (columns ?? []).map((name) =>
        Prisma.raw(`other.${name} IS NOT DISTINCT FROM mine.${name}`),
      );
      return Prisma.sql`AND NOT EXISTS (
        SELECT FROM ${t} other WHERE ${Prisma.join([Prisma.sql`other.${c} = ${to}::uuid`, ...same], " AND ")})`;
    });
    const moved = await tx.$executeRaw`
      UPDATE ${t} mine SET ${c} = ${to}::uuid
      WHERE mine.${c} = ${from}::uuid ${doubles.length > 0 ? Prisma.join(doubles, " ") : Prisma.empty}`;
    if (doubles.length > 0) await tx.$executeRaw`DELETE FROM ${t} WHERE ${c} = ${from}::uuid`;
    if (moved > 0) kept[table] = (kept[table] ?? 0) + moved;
  }
  return kept;
}

async function insistMember(tx: Tx, communityId: string, id: string): Promise<Membership> {
  const where = {
    id,
    communityId,
    mergedIntoId: null,
    status: { in: ["active" as const, "paused" as const] },
  };
  const member = isUuid(id) ? await tx.membership.findFirst({ where }) : null;
  if (!member) throw new Refusal("not-found");
  return member;
}
