import type { Prisma } from "#prisma/generated/client.ts";

/**
 * What everybody may see, and which of its columns: only what stands in these selections is read for public pages,
 * feeds and newsletters, so that nothing else can slip into one.
 */
export const isPublic = {
  showcase: { status: "published", publicAt: { not: null } },
  event: { status: "published", publicAt: { not: null } },
  thread: { publicAt: { not: null }, kind: { not: "digest" } },
  post: { removedAt: null },
} as const satisfies {
  showcase: Prisma.ShowcaseWhereInput;
  event: Prisma.EventWhereInput;
  thread: Prisma.ThreadWhereInput;
  post: Prisma.PostWhereInput;
};

export const personColumns = {
  id: true,
  number: true,
  name: true,
  makes: true,
  story: true,
  place: true,
  links: true,
  photoId: true,
  profilePublicAt: true,
} as const satisfies Prisma.MembershipSelect;

const threadColumns = { number: true, subject: true, publicAt: true, postCount: true } as const;

export const showcaseColumns = {
  id: true,
  number: true,
  title: true,
  story: true,
  priceMinor: true,
  currency: true,
  stock: true,
  stockCount: true,
  tags: true,
  publishedAt: true,
  updatedAt: true,
  maker: { select: personColumns },
  thread: { select: threadColumns },
  photos: {
    select: { alt: true, blob: { select: { id: true, width: true, height: true, preview: true } } },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.ShowcaseSelect;

/** Not its link: who may come in by it is for the organizer to say. Not who comes. */
export const eventColumns = {
  id: true,
  number: true,
  title: true,
  story: true,
  startsAt: true,
  endsAt: true,
  timeZone: true,
  place: true,
  capacity: true,
  closedAt: true,
  allDay: true,
  sequence: true,
  publishedAt: true,
  updatedAt: true,
  organizer: { select: personColumns },
  thread: { select: threadColumns },
} as const satisfies Prisma.EventSelect;

export const publicThreadColumns = {
  id: true,
  number: true,
  subject: true,
  lastPostAt: true,
  publicAt: true,
} as const satisfies Prisma.ThreadSelect;

/** Words and pictures; nothing of how they came, nothing that was folded away. */
export const postColumns = {
  id: true,
  threadId: true,
  text: true,
  html: true,
  createdAt: true,
  author: { select: personColumns },
  attachments: {
    where: { blob: { mediaType: { startsWith: "image/" } } },
    select: { blob: { select: { id: true, width: true, height: true, preview: true } } },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.PostSelect;

type Columns<Row> = { [Key in keyof Row]: Row[Key] };
export type PersonRow = Columns<Prisma.MembershipGetPayload<{ select: typeof personColumns }>>;
export type ShowcaseRow = Prisma.ShowcaseGetPayload<{ select: typeof showcaseColumns }>;
export type EventRow = Prisma.EventGetPayload<{ select: typeof eventColumns }>;
export type PostRow = Prisma.PostGetPayload<{ select: typeof postColumns }>;
type ThreadRow = Prisma.ThreadGetPayload<{ select: typeof threadColumns }>;

/** By the name they chose. Face, place, story and links are theirs to show: empty unless they do. */
export interface PublicPerson {
  id: string;
  number: number;
  name: string;
  makes: string;
  story: string;
  place: string;
  links: string[];
  photoId: string | null;
}

export function publicPerson({ profilePublicAt, ...person }: PersonRow): PublicPerson {
  if (profilePublicAt) return person;
  return { ...person, story: "", place: "", links: [], photoId: null };
}

/** Where it is talked about, when everybody may read that too. */
function publicThreadOf(thread: ThreadRow | null) {
  if (!thread?.publicAt || thread.postCount === 0) return null;
  return { number: thread.number, title: thread.subject, postCount: thread.postCount };
}

export type PublicShowcase = ReturnType<typeof publicShowcase>;
export function publicShowcase({ maker, thread, ...showcase }: ShowcaseRow) {
  return { ...showcase, maker: publicPerson(maker), thread: publicThreadOf(thread) };
}

export type PublicEvent = ReturnType<typeof publicEvent>;
export function publicEvent({ organizer, thread, ...event }: EventRow) {
  return { ...event, organizer: publicPerson(organizer), thread: publicThreadOf(thread) };
}

export type PublicPost = ReturnType<typeof publicPost>;
export function publicPost({ author, attachments, ...post }: PostRow) {
  return { ...post, author: publicPerson(author), pictures: attachments.map(({ blob }) => blob) };
}
