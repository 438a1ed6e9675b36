import { db } from "#app/db/client.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const PAGE = 50;

export const inquiryFilters = ["open", "done", "reported", "asked"] as const;
export type InquiryFilter = (typeof inquiryFilters)[number];

const where: Record<InquiryFilter, Prisma.InquiryWhereInput> = {
  open: { state: "open" },
  done: { state: { in: ["done", "blocked"] }, reportedAt: null },
  reported: { reportedAt: { not: null } },
  asked: { state: "asked" },
};

export interface ListedInquiry {
  id: string;
  state: "asked" | "open" | "done" | "blocked";
  createdAt: Date;
  lastMessageAt: Date | null;
  messages: number;
  /** Words of the maker: whether somebody has an answer. */
  answered: boolean;
  maker: { id: string; name: string; photoId: string | null };
  showcase: { id: string; title: string } | null;
  /** Only of one that was reported: who asked, and what was written. */
  reported: {
    at: Date;
    by: "asker" | "maker";
    askerName: string;
    said: { id: string; side: "asker" | "maker"; text: string; createdAt: Date }[];
  } | null;
}

/** For who curates: counts, state and age. What was written is told only when one side has reported it. */
export async function listInquiries(
  communityId: string,
  { filter, page: wanted = 1 }: { filter?: InquiryFilter | undefined; page?: number } = {},
): Promise<{
  inquiries: ListedInquiry[];
  counts: Record<InquiryFilter, number>;
  page: number;
  pages: number;
}> {
  const counts = await countEach(communityId);
  const total = filter ? counts[filter] : Object.values(counts).reduce((sum, each) => sum + each, 0);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const found = await db().inquiry.findMany({
    where: { communityId, ...(filter && where[filter]) },
    include: {
      maker: { select: { id: true, name: true, photoId: true } },
      showcase: { select: { id: true, title: true } },
      messages: {
        select: { id: true, side: true, text: true, createdAt: true },
        orderBy: { createdAt: "asc" },
      },
    },
    orderBy: [{ createdAt: "desc" }, { number: "desc" }],
    skip: (page - 1) * PAGE,
    take: PAGE,
  });
  const inquiries = found.map(
    ({
      id,
      state,
      createdAt,
      lastMessageAt,
      maker,
      showcase,
      messages,
      reportedAt,
      reportedBy,
      askerName,
    }) => ({
      id,
      state,
      createdAt,
      lastMessageAt,
      maker,
      showcase,
      messages: messages.length,
      answered: messages.some(({ side }) => side === "maker"),
      reported:
        reportedAt === null ? null : { at: reportedAt, by: reportedBy ?? "maker", askerName, said: messages },
    }),
  );
  return { inquiries, counts, page, pages };
}

async function countEach(communityId: string): Promise<Record<InquiryFilter, number>> {
  const [open, done, reported, asked] = await Promise.all(
    inquiryFilters.map((filter) => db().inquiry.count({ where: { communityId, ...where[filter] } })),
  );
  return { open: open ?? 0, done: done ?? 0, reported: reported ?? 0, asked: asked ?? 0 };
}
