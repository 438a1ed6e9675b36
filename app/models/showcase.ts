import type { Showcase } from "#prisma/generated/client.ts";
import type { Stock } from "#prisma/generated/enums.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "./audit.ts";
import { insistMay, type Actor } from "./roles.ts";
import { lockShowcase } from "./showcase/lock.ts";
import { placePhotos, type NewPhoto } from "./showcase/photos.ts";
import { startThread } from "./thread.ts";

export { addPhoto, describePhoto, orderPhotos, removePhoto, type NewPhoto } from "./showcase/photos.ts";
export { listShowcases, showcaseById, type ListedShowcase } from "./showcase/list.ts";

export interface ShowcaseInput {
  title: string;
  story: string;
  /** In the currency's smallest unit; null: no price told. */
  priceMinor: number | null;
  currency: string;
  stock: Stock;
  tags: readonly string[];
}

/** A draft that only its maker and the curators see. Curators may write one for somebody else. */
export async function createShowcase(
  actor: Actor,
  input: Pick<ShowcaseInput, "title"> &
    Partial<ShowcaseInput> & { makerId?: string; photos?: readonly NewPhoto[] },
): Promise<Showcase> {
  insistMay(actor, "make-showcase");
  const { makerId = actor.membership.id, photos = [], ...words } = input;
  if (makerId !== actor.membership.id) insistMay(actor, "edit-showcases");

  return transaction(async (tx) => {
    await insistMember(tx, actor, makerId);
    const showcase = await tx.showcase.create({
      data: {
        ...asColumns(words),
        title: tidyTitle(input.title),
        communityId: actor.community.id,
        makerId,
        createdAt: now(),
      },
    });
    await placePhotos(tx, showcase.id, photos);
    await note(tx, actor, "showcase.created", showcase);
    return showcase;
  });
}

export async function editShowcase(
  actor: Actor,
  id: string,
  patch: Partial<ShowcaseInput>,
): Promise<Showcase> {
  return transaction(async (tx) => {
    const before = await lockShowcase(tx, actor, id);
    const showcase = await tx.showcase.update({ where: { id }, data: asColumns(patch) });
    if (showcase.threadId && showcase.title !== before.title) {
      await tx.thread.update({ where: { id: showcase.threadId }, data: { subject: showcase.title } });
    }
    await note(tx, actor, "showcase.edited", showcase, { before: wordsOf(before) });
    return showcase;
  });
}

/** Shows it to the community and opens its thread. Publishing twice changes nothing; from the archive it comes back. */
export async function publishShowcase(actor: Actor, id: string): Promise<Showcase> {
  return transaction(async (tx) => {
    const draft = await lockShowcase(tx, actor, id);
    if (draft.status === "published") return draft;

    const threadId = draft.threadId ?? (await openThread(tx, draft)).id;
    const showcase = await tx.showcase.update({
      where: { id },
      data: { status: "published", threadId, publishedAt: draft.publishedAt ?? now() },
    });
    await note(tx, actor, "showcase.published", showcase);
    return showcase;
  });
}

/** Takes it off the wall; its pictures and what was said about it stay. `publishShowcase` brings it back. */
export async function archiveShowcase(actor: Actor, id: string): Promise<Showcase> {
  return transaction(async (tx) => {
    const before = await lockShowcase(tx, actor, id);
    if (before.status === "archived") return before;

    const showcase = await tx.showcase.update({ where: { id }, data: { status: "archived" } });
    await note(tx, actor, "showcase.archived", showcase, { from: before.status });
    return showcase;
  });
}

function openThread(tx: Tx, showcase: Showcase) {
  return startThread(tx, {
    communityId: showcase.communityId,
    subject: showcase.title,
    startedById: showcase.makerId,
    kind: "showcase",
  });
}

async function insistMember(tx: Tx, actor: Actor, membershipId: string): Promise<void> {
  if (membershipId === actor.membership.id) return;
  const found = await tx.membership.count({ where: { id: membershipId, communityId: actor.community.id } });
  if (found === 0) throw new Refusal("not-found");
}

function asColumns({ title, tags, ...rest }: Partial<ShowcaseInput>) {
  return {
    ...rest,
    ...(title === undefined ? {} : { title: tidyTitle(title) }),
    ...(tags === undefined ? {} : { tags: tidyTags(tags) }),
  };
}

function wordsOf({ title, story, priceMinor, currency, stock, tags }: Showcase) {
  return { title, story, priceMinor, currency, stock, tags };
}

type ShowcaseAct = "created" | "edited" | "published" | "archived";

function note(tx: Tx, actor: Actor, act: `showcase.${ShowcaseAct}`, { id }: Showcase, details = {}) {
  return record(tx, {
    communityId: actor.community.id,
    actorId: actor.person.id,
    act,
    subjectId: id,
    details,
  });
}

function tidyTitle(title: string): string {
  return (
    title
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, 160) || "Without a title"
  );
}

/** Lower case, without the #, each once, twelve at most. */
function tidyTags(tags: readonly string[]): string[] {
  const plain = tags.map((tag) =>
    tag
      .replace(/^[#\s]+/, "")
      .replace(/\s+/g, " ")
      .trim()
      .toLowerCase()
      .slice(0, 30),
  );
  return [...new Set(plain.filter((tag) => tag !== ""))].slice(0, 12);
}
