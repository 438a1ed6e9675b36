import type { Tx } from "#app/db/transaction.ts";
import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { parsePrice } from "#app/lib/price.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { asActor } from "#app/models/membership.ts";
import { mayBeAnswered, Rejection } from "#app/models/rejection.ts";
import type { Actor } from "#app/models/roles.ts";
import { changeShowcase, hideShowcase, showShowcase } from "#app/models/showcase.ts";
import { type CardOccasion, sendCard } from "#app/models/showcase/letters.ts";
import { dropPhoto, photoFirst, placePhotos, swapPhoto } from "#app/models/showcase/photos.ts";
import { readShowcaseReply, type ShowcaseWish } from "#emails/reading/showcase-reply.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { saidOf, stockOf } from "#jobs/handlers/process-inbound/make-showcase.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { takeShowcasePictures } from "#jobs/handlers/process-inbound/showcase-pictures.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import { plain } from "#jobs/handlers/process-inbound/written.ts";
import type { Showcase } from "#prisma/generated/client.ts";

/**
 * A maker's wishes for their showcase: publish it, another price, another picture, sold. null: these are words for the
 * thread, or somebody else's. A lone "sold" is left to the commands, which can be undone.
 */
export async function doShowcaseWishes(
  letter: Letter,
  author: Author,
  target: Target,
): Promise<Placed | null> {
  const showcase = await ownShowcase(author, target);
  const wishes = showcase && readShowcaseReply(plain(letter.reply.text), now());
  if (!showcase || !wishes || isLoneSold(wishes, showcase) || isOnlyYes(wishes, showcase)) return null;

  const { blobIds, hints } = await takeShowcasePictures(letter.message);
  return answered(letter, author, showcase, async (tx, actor) => {
    const spare = [...blobIds];
    const told = [...hints];
    for (const wish of wishes) told.push(...(await doWish(tx, actor, { showcase, wish, spare })));
    if (spare.length > 0) told.push(...(await hangAll(tx, showcase, spare)));
    return told;
  });
}

/** Words in answer to a draft's card are its text anew; pictures that come with them hang beside the others. */
export async function correctDraft(
  letter: Letter,
  author: Author,
  { showcaseId }: Extract<Target, { kind: "showcase-draft" }>,
): Promise<Placed> {
  const showcase = await db().showcase.findUniqueOrThrow({ where: { id: showcaseId } });
  const { blobIds, hints } = await takeShowcasePictures(letter.message);
  const text = plain(letter.reply.text);
  if (text.trim() === "" && blobIds.length === 0) throw new Rejection("no-new-words");

  return answered(letter, author, showcase, async (tx, actor) => {
    const said = saidOf(text, showcase.currency);
    const { story, ...facts } = said.words;
    // "45 €, three left" alone is no new story.
    await changeShowcase(tx, actor, showcase.id, story === "" ? facts : { ...facts, story });
    return [...hints, ...said.hints, ...(await hangAll(tx, showcase, blobIds))];
  });
}

/** Does it in one transaction, and sends the card as it is then. */
function answered(
  letter: Letter,
  author: Author,
  showcase: Showcase,
  change: (tx: Tx, actor: Actor) => Promise<string[]>,
): Placed {
  const { message, inbound } = letter;
  return {
    membershipId: author.id,
    async act(tx) {
      const hints = await change(tx, asActor(author));
      const after = await tx.showcase.findUniqueOrThrow({ where: { id: showcase.id } });
      const occasion = occasionOf(showcase, after);
      if (mayBeAnswered(message, inbound.envelopeFrom)) {
        const address = message.from[0]?.address;
        await sendCard(tx, after, { occasion, key: inbound.id, address, hints });
      }
      return [{ kind: "showcase", id: showcase.id }];
    },
  };
}

function occasionOf(before: Showcase, after: Showcase): CardOccasion {
  if (after.status === "draft") return after.submittedAt ? "submitted" : "draft";
  return after.status === "published" && before.status !== "published" ? "published" : "changed";
}

interface WishInHand {
  showcase: Showcase;
  wish: ShowcaseWish;
  /** Pictures that came along and hang nowhere yet. */
  spare: string[];
}

/** @returns hints about what could not be done */
async function doWish(tx: Tx, actor: Actor, { showcase, wish, spare }: WishInHand): Promise<string[]> {
  const { id, currency } = showcase;
  switch (wish.wish) {
    case "publish":
      await showShowcase(tx, actor, id);
      return [];
    case "archive":
      await hideShowcase(tx, actor, id);
      return [];
    case "title":
      await changeShowcase(tx, actor, id, { title: wish.title });
      return [];
    case "story": {
      await changeShowcase(tx, actor, id, { story: wish.story.slice(0, 10_000) });
      return [];
    }
    case "tags":
      await changeShowcase(tx, actor, id, { tags: wish.tags });
      return [];
    case "stock":
      await changeShowcase(tx, actor, id, stockOf(wish.stock));
      return [];
    case "price": {
      const price = wish.price === null ? { priceMinor: null } : parsePrice(wish.price, currency);
      if (!price) return [`price-unread:${wish.price ?? ""}`];
      await changeShowcase(tx, actor, id, price);
      return [];
    }
    case "swap-photo": {
      const blobId = spare.shift();
      if (blobId === undefined) return [`no-new-photo:${wish.place}`];
      const swapped = await swapPhoto(tx, { showcaseId: id, place: wish.place, blobId });
      if (swapped) return [];
      spare.unshift(blobId);
      return [`no-such-photo:${wish.place}`];
    }
    case "drop-photo":
      return (await dropPhoto(tx, id, wish.place)) ? [] : [`no-such-photo:${wish.place}`];
    case "photo-first":
      return (await photoFirst(tx, id, wish.place)) ? [] : [`no-such-photo:${wish.place}`];
  }
}

async function hangAll(tx: Tx, { id }: Showcase, blobIds: readonly string[]): Promise<string[]> {
  try {
    await placePhotos(
      tx,
      id,
      blobIds.map((blobId) => ({ blobId })),
    );
    return [];
  } catch (error) {
    if (isRefusal(error)) return ["too-many"];
    throw error;
  }
}

async function ownShowcase(author: Author, target: Target): Promise<Showcase | null> {
  const id =
    target.kind === "thread"
      ? target.showcaseId
      : target.kind === "showcase-draft"
        ? target.showcaseId
        : null;
  if (id === null) return null;
  return db().showcase.findFirst({ where: { id, communityId: author.communityId, makerId: author.id } });
}

function isLoneSold(wishes: readonly ShowcaseWish[], { status }: Showcase): boolean {
  const [wish] = wishes;
  return status !== "draft" && wishes.length === 1 && wish?.wish === "stock" && wish.stock.kind === "sold";
}

/** "Yes" and "ok" under what hangs already answer somebody's question. */
function isOnlyYes(wishes: readonly ShowcaseWish[], { status }: Showcase): boolean {
  return status === "published" && wishes.every(({ wish }) => wish === "publish");
}
