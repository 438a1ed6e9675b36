import { ZipFile } from "yazl";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { blobBytes } from "#app/models/blob.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { Membership } from "#prisma/generated/client.ts";

const readMe = (name: string, community: string) => `Everything that ${community} knows of ${name}.

person.json   profile, addresses, wishes, posts, nods, answers, letters, and what owners noted
mail.mbox     the mail that they sent, as it came; any mail program opens it
files/        their photo and what they attached, by the name that person.json gives them
`;

/**
 * All that is known of a member, as one zip file (GDPR, articles 15 and 20): their own, or anybody's for an owner.
 * @throws Refusal "not-allowed", "not-found"
 */
export async function everythingAbout(actor: Actor, member: Membership): Promise<AsyncIterable<Uint8Array>> {
  if (actor.membership.id !== member.id) insistMay(actor, "manage-members");
  const communityId = actor.community.id;
  if (member.communityId !== communityId) throw new Refusal("not-found");

  const known = await knownOf(member);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(readMe(member.name, actor.community.name)), "README.txt");
  zip.addBuffer(Buffer.from(JSON.stringify({ exportedAt: now(), ...known }, null, 2)), "person.json");
  zip.addBuffer(
    await mailOf(
      member,
      known.addresses.map(({ address }) => address),
    ),
    "mail.mbox",
  );
  const blobs = new Set([...known.posts.flatMap(({ attachments }) => attachments), member.photoId ?? ""]);
  for (const id of blobs) {
    const bytes = id === "" ? null : await blobBytes(id);
    if (bytes) zip.addBuffer(bytes, `files/${id}`, { compress: false });
  }
  zip.end();
  await transaction((tx) =>
    record(tx, { communityId, actorId: actor.person.id, act: "member.exported", subjectId: member.id }),
  );
  return zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}

async function knownOf({ id, personId }: Membership) {
  const [profile, addresses, posts, reactions, rsvps, letters, showcases, events, acts] = await Promise.all([
    db().membership.findUniqueOrThrow({ where: { id }, omit: { personId: true, communityId: true } }),
    db().emailAddress.findMany({ where: { personId }, omit: { personId: true } }),
    db().post.findMany({
      where: { authorId: id },
      select: {
        ...{
          id: true,
          text: true,
          html: true,
          createdAt: true,
          editedAt: true,
          removedAt: true,
          source: true,
        },
        thread: { select: { id: true, subject: true } },
        attachments: { select: { blobId: true } },
      },
      orderBy: { createdAt: "asc" },
    }),
    db().reaction.findMany({
      where: { membershipId: id },
      select: { postId: true, emoji: true, createdAt: true },
    }),
    db().rsvp.findMany({
      where: { membershipId: id },
      select: { answer: true, guests: true, answeredAt: true, event: { select: { id: true, title: true } } },
    }),
    db().delivery.findMany({
      where: { membershipId: id },
      select: { kind: true, address: true, status: true, sentAt: true, createdAt: true },
      orderBy: { createdAt: "asc" },
    }),
    db().showcase.findMany({
      where: { makerId: id },
      include: { photos: { select: { blobId: true, alt: true } } },
    }),
    db().event.findMany({ where: { organizerId: id } }),
    db().auditEntry.findMany({
      where: { OR: [{ subjectId: id }, { actorId: personId, communityId: { not: null } }] },
      select: { act: true, at: true },
      orderBy: { at: "asc" },
    }),
  ]);
  return {
    profile,
    addresses,
    posts: posts.map((post) => ({ ...post, attachments: post.attachments.map(({ blobId }) => blobId) })),
    ...{ reactions, rsvps, letters, showcases, events, acts },
  };
}

/** What came from their own addresses; what only claimed to be theirs is not theirs. RFC 4155, with `>From ` quoted. */
async function mailOf({ id, communityId }: Membership, addresses: readonly string[]): Promise<Buffer> {
  const messages = await db().inboundMessage.findMany({
    where: {
      communityId,
      OR: [{ fromAddress: { in: [...addresses] } }, { membershipId: id, status: "accepted" }],
    },
    select: { raw: true, fromAddress: true, receivedAt: true },
    orderBy: [{ receivedAt: "asc" }, { number: "asc" }],
  });
  return Buffer.concat(
    messages
      .filter(({ raw }) => raw.byteLength > 0)
      .flatMap(({ raw, fromAddress, receivedAt }) => {
        const sender = (fromAddress ?? "").replace(/[^\x21-\x7e]/g, "") || "MAILER-DAEMON";
        const text = Buffer.from(raw).toString("latin1").replaceAll("\r\n", "\n");
        const body = text.replace(/^(>*From )/gm, ">$1");
        return [
          Buffer.from(`From ${sender} ${asctime(receivedAt)}\n`),
          Buffer.from(`${body.trimEnd()}\n\n`, "latin1"),
        ];
      }),
  );
}

/** "Thu Nov  4 10:20:30 2027", in UTC. */
function asctime(at: Date): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = at.toUTCString().split(/,? /);
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}
