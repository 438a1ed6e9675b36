import type { Tx } from "#app/db/transaction.ts";
import { actsWordsFor, type WordedPlace } from "#jobs/handlers/process-inbound/acts-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import { sendReceipt } from "#jobs/handlers/process-inbound/receipts.ts";

export interface ToldPlace {
  /** null: a remark, or a question. */
  item: number | null;
  title: string | null;
  asked: boolean;
}

/** A letter that answered several things at once gets one receipt: where each part went, and how to change that. */
export async function tellPlaces(
  tx: Tx,
  letter: Letter,
  author: Author,
  places: readonly ToldPlace[],
): Promise<void> {
  if (places.length < 2) return;
  const words = actsWordsFor(author);
  const worded = places.map(({ item, title, asked }): WordedPlace => {
    if (asked) return { kind: "asked" };
    return item === null ? { kind: "remark" } : { kind: "item", item, title: title ?? "" };
  });
  await sendReceipt(tx, letter, author, {
    ...words.places(worded),
    asked: null,
    undo: words.undo,
    part: "places",
  });
}
