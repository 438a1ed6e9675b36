import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import type { Community } from "#prisma/generated/client.ts";
import { pagesOfMembers } from "./members.ts";

const PAGE = 200;

/** What a community is made of, as one JSON object: `{ community, members: […], threads: […], … }`, written as it is read. */
export async function* communityAsJson(community: Community): AsyncGenerator<Uint8Array> {
  const { id, name, slug, tagline, description, accent, locale, timeZone, createdAt } = community;
  const about = { name, slug, tagline, description, accent, locale, timeZone, createdAt };
  yield text(`{"format":"roundletter export 1","exportedAt":${json(now())},"community":${json(about)}`);
  yield* list("members", members(id));
  yield* list("invitations", invitations(id));
  yield* list("threads", threads(id));
  yield* list("showcases", showcases(id));
  yield* list("events", events(id));
  yield* list("digests", digests(id));
  yield text("}\n");
}

async function* list(name: string, rows: AsyncIterable<object[]>): AsyncGenerator<Uint8Array> {
  yield text(`,${json(name)}:[`);
  let first = true;
  for await (const page of rows) {
    yield text((first ? "" : ",") + page.map(json).join(","));
    first = false;
  }
  yield text("]");
}

async function* members(communityId: string): AsyncGenerator<object[]> {
  for await (const page of pagesOfMembers(communityId)) {
    yield page.map(({ person, invitedBy, ...member }) => ({
      ...{ id: member.id, name: member.name, addresses: person.addresses.map(({ address }) => address) },
      ...{ role: member.role, status: member.status, makes: member.makes, story: member.story },
      ...{ place: member.place, links: member.links, photo: member.photoId, locale: member.locale },
      ...{ timeZone: member.timeZone, digestRhythm: member.digestRhythm },
      ...{ digestWeekday: member.digestWeekday, digestHour: member.digestHour },
      ...{ joinedAt: member.joinedAt, endedAt: member.endedAt, invitedBy: invitedBy?.name ?? null },
    }));
  }
}

function invitations(communityId: string): AsyncGenerator<object[]> {
  return pages((at) =>
    db().invitation.findMany({
      where: { communityId },
      select: {
        ...{ id: true, kind: true, address: true, name: true, role: true, seats: true, seatsTaken: true },
        ...{ expiresAt: true, revokedAt: true, acceptedAt: true, createdAt: true, inviterId: true },
      },
      ...at,
    }),
  );
}

function threads(communityId: string): AsyncGenerator<object[]> {
  return pages((at) =>
    db().thread.findMany({
      where: { communityId },
      select: {
        ...{ id: true, kind: true, subject: true, startedById: true, closedAt: true, publicAt: true },
        createdAt: true,
        posts: {
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
          select: {
            ...{ id: true, authorId: true, inReplyToId: true, text: true, html: true, source: true },
            ...{ createdAt: true, editedAt: true, removedAt: true },
            reactions: { select: { membershipId: true, emoji: true } },
            attachments: { select: { blobId: true, filename: true } },
          },
        },
      },
      ...at,
    }),
  );
}

function showcases(communityId: string): AsyncGenerator<object[]> {
  return pages((at) =>
    db().showcase.findMany({
      where: { communityId },
      select: {
        ...{ id: true, makerId: true, title: true, story: true, priceMinor: true, currency: true },
        ...{ stock: true, tags: true, status: true, publishedAt: true, publicAt: true, threadId: true },
        photos: { orderBy: { position: "asc" }, select: { blobId: true, alt: true } },
      },
      ...at,
    }),
  );
}

function events(communityId: string): AsyncGenerator<object[]> {
  return pages((at) =>
    db().event.findMany({
      where: { communityId },
      include: { rsvps: { select: { membershipId: true, answer: true, guests: true } } },
      ...at,
    }),
  );
}

function digests(communityId: string): AsyncGenerator<object[]> {
  return pages((at) =>
    db().digest.findMany({
      where: { communityId, status: "issued" },
      select: { id: true, issue: true, opening: true, issuedAt: true, threadId: true },
      ...at,
    }),
  );
}

interface At {
  orderBy: { id: "asc" };
  take: number;
  cursor?: { id: string };
  skip?: number;
}

/** Page by page, in the order in which things came to be. */
async function* pages(find: (at: At) => Promise<{ id: string }[]>): AsyncGenerator<object[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await find({
      orderBy: { id: "asc" },
      take: PAGE,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id;
  }
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

function text(words: string): Uint8Array {
  return Buffer.from(words);
}
