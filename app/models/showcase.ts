import type { Showcase } from "#prisma/generated/client.ts";
import type { Stock } from "#prisma/generated/enums.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "./audit.ts";
import { actorMay, insistMay, type Actor } from "./roles.ts";
import { tellHung } from "./showcase/letters.ts";
import { lockShowcase } from "./showcase/lock.ts";
import { placePhotos, type NewPhoto } from "./showcase/photos.ts";
import { startThread } from "./thread.ts";

export {
  addPhotos,
  cropPhoto,
  describePhoto,
  orderPhotos,
  putPhoto,
  removePhoto,
  uncropPhoto,
  type NewPhoto,
} from "./showcase/photos.ts";
export { listShowcases, showcaseById, showcaseSorts, type ListedShowcase } from "./showcase/list.ts";

export interface ShowcaseInput {
  title: string;
  story: string;
  /** In the currency's smallest unit; null: no price told. */
  priceMinor: number | null;
  currency: string;
  stock: Stock;
  /** How many are left; null: the maker does not count. None left is sold. */
  stockCount: number | null;
  tags: readonly string[];
}

type NewShowcase = Pick<ShowcaseInput, "title"> &
  Partial<ShowcaseInput> & { makerId?: string; photos?: readonly NewPhoto[] };

/** A draft that only its maker and the curators see. Curators may write one for somebody else. */
export function createShowcase(actor: Actor, input: NewShowcase): Promise<Showcase> {
  return transaction((tx) => draftShowcase(tx, actor, input));
}

/** The same within a transaction of the caller's. */
export async function draftShowcase(tx: Tx, actor: Actor, input: NewShowcase): Promise<Showcase> {
  insistMay(actor, "make-showcase");
  const { makerId = actor.membership.id, photos = [], ...words } = input;
  if (makerId !== actor.membership.id) insistMay(actor, "edit-showcases");

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
}

export async function editShowcase(
  actor: Actor,
  id: string,
  { makerId, ...patch }: Partial<ShowcaseInput> & { makerId?: string },
): Promise<Showcase> {
  return transaction((tx) => changeShowcase(tx, actor, id, { ...patch, ...(makerId && { makerId }) }));
}

/** The same within a transaction of the caller's. */
export async function changeShowcase(
  tx: Tx,
  actor: Actor,
  id: string,
  { makerId, ...patch }: Partial<ShowcaseInput> & { makerId?: string },
): Promise<Showcase> {
  const before = await lockShowcase(tx, actor, id);
  if (makerId !== undefined && makerId !== before.makerId) {
    insistMay(actor, "edit-showcases");
    await insistMember(tx, actor, makerId);
  }
  const data = { ...asColumns(patch), ...(makerId === undefined ? {} : { makerId }) };
  const showcase = await tx.showcase.update({ where: { id }, data });
  if (showcase.threadId && showcase.title !== before.title) {
    await tx.thread.update({ where: { id: showcase.threadId }, data: { subject: showcase.title } });
  }
  await note(tx, actor, "showcase.edited", showcase, { before: wordsOf(before) });
  return showcase;
}

/**
 * Shows it to the community and opens its thread. Publishing twice changes nothing; from the archive it comes back.
 * Where the community wishes it, a member's first one waits for a curator instead: then it is still a draft, and
 * `submittedAt` says since when.
 */
export function publishShowcase(actor: Actor, id: string): Promise<Showcase> {
  return transaction((tx) => showShowcase(tx, actor, id));
}

/** The same within a transaction of the caller's. */
export async function showShowcase(tx: Tx, actor: Actor, id: string): Promise<Showcase> {
  const draft = await lockShowcase(tx, actor, id);
  if (draft.status === "published") return draft;
  if (await waitsForCurator(tx, actor, draft)) return submit(tx, actor, draft);

  const threadId = draft.threadId ?? (await openThread(tx, draft)).id;
  const showcase = await tx.showcase.update({
    where: { id },
    data: { status: "published", threadId, publishedAt: draft.publishedAt ?? now(), submittedAt: null },
  });
  await note(tx, actor, "showcase.published", showcase);
  if (draft.submittedAt && showcase.makerId !== actor.membership.id) await tellHung(tx, showcase);
  return showcase;
}

/** Only who curates shows a first one at once; whoever has shown something before is known. */
async function waitsForCurator(tx: Tx, actor: Actor, { makerId, publishedAt }: Showcase): Promise<boolean> {
  if (!actor.community.holdsFirstShowcases || publishedAt || actorMay(actor, "edit-showcases")) return false;
  return (await tx.showcase.count({ where: { makerId, publishedAt: { not: null } } })) === 0;
}

async function submit(tx: Tx, actor: Actor, draft: Showcase): Promise<Showcase> {
  if (draft.submittedAt) return draft;
  const showcase = await tx.showcase.update({ where: { id: draft.id }, data: { submittedAt: now() } });
  await note(tx, actor, "showcase.submitted", showcase);
  return showcase;
}

/** Takes it off the wall; its pictures and what was said about it stay. `publishShowcase` brings it back. */
export function archiveShowcase(actor: Actor, id: string): Promise<Showcase> {
  return transaction((tx) => hideShowcase(tx, actor, id));
}

/** The same within a transaction of the caller's. */
export async function hideShowcase(tx: Tx, actor: Actor, id: string): Promise<Showcase> {
  const before = await lockShowcase(tx, actor, id);
  if (before.status === "archived") return before;

  const showcase = await tx.showcase.update({
    where: { id },
    data: { status: "archived", submittedAt: null },
  });
  await note(tx, actor, "showcase.archived", showcase, { from: before.status });
  return showcase;
}

/** From the archive back to where it was before anybody saw it. */
export function reviveDraft(actor: Actor, id: string): Promise<Showcase> {
  return transaction(async (tx) => {
    const before = await lockShowcase(tx, actor, id);
    if (before.status !== "archived" || before.publishedAt) return before;
    const showcase = await tx.showcase.update({ where: { id }, data: { status: "draft" } });
    await note(tx, actor, "showcase.revived", showcase);
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

function asColumns({ title, tags, stockCount, ...rest }: Partial<ShowcaseInput>) {
  return {
    ...rest,
    ...(stockCount === undefined ? {} : countColumns(stockCount)),
    // What is sold or made anew each time is not counted any more.
    ...(rest.stock === undefined || rest.stock === "available" ? {} : { stockCount: null }),
    ...(title === undefined ? {} : { title: tidyTitle(title) }),
    ...(tags === undefined ? {} : { tags: tidyTags(tags) }),
  };
}

function countColumns(stockCount: number | null) {
  if (stockCount === null) return { stockCount };
  const whole = Math.trunc(stockCount);
  return whole <= 0
    ? ({ stock: "sold", stockCount: null } as const)
    : ({ stock: "available", stockCount: Math.min(whole, 9_999) } as const);
}

function wordsOf({ title, story, priceMinor, currency, stock, stockCount, tags, makerId }: Showcase) {
  return { title, story, priceMinor, currency, stock, stockCount, tags, makerId };
}

type ShowcaseAct = "created" | "edited" | "submitted" | "published" | "archived" | "revived";

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
