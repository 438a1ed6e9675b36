import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { record } from "#app/models/audit.ts";
import type { Inquiry } from "#prisma/generated/client.ts";
import type { InquirySide } from "#prisma/generated/enums.ts";

/** Either side says that it is done. A later reply opens it again. */
export async function finishInquiry({ id }: Pick<Inquiry, "id">, endedBy: InquirySide): Promise<void> {
  await transaction((tx) =>
    tx.inquiry.updateMany({ where: { id, state: "open" }, data: { state: "done", endedBy } }),
  );
}

/** Nothing more is passed on, to either side. The other is told only when they write. */
export async function blockInquiry({ id }: Pick<Inquiry, "id">, endedBy: InquirySide): Promise<void> {
  await transaction((tx) =>
    tx.inquiry.updateMany({
      where: { id, state: { in: ["open", "done"] } },
      data: { state: "blocked", endedBy },
    }),
  );
}

/** Shows it to those who look after the community, and blocks it. Its words are theirs to read from now on, and not before. */
export async function reportInquiry(
  { id, communityId }: Pick<Inquiry, "id" | "communityId">,
  reportedBy: InquirySide,
): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.inquiry.updateMany({
      where: { id, reportedAt: null, confirmedAt: { not: null } },
      data: { state: "blocked", endedBy: reportedBy, reportedAt: now(), reportedBy },
    });
    if (count > 0) await record(tx, { communityId, actorId: null, act: "inquiry.reported", subjectId: id });
  });
}
