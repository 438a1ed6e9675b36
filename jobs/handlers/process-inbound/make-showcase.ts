import { parsePrice } from "#app/lib/price.ts";
import { asActor } from "#app/models/membership.ts";
import { draftShowcase, type ShowcaseInput } from "#app/models/showcase.ts";
import { sendCard } from "#app/models/showcase/letters.ts";
import { mayBeAnswered, Rejection } from "#app/models/rejection.ts";
import { readShowcaseWords, type ShowcaseStock } from "#emails/reading/showcase-words.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { takeShowcasePictures } from "#jobs/handlers/process-inbound/showcase-pictures.ts";
import { plain } from "#jobs/handlers/process-inbound/written.ts";

const mostPhotos = 12;

/** A mail to `+showcase` becomes a draft, and its card goes back to its maker: nobody else sees it before they say so. */
export async function makeShowcase(letter: Letter, author: Author): Promise<Placed> {
  const { message, reply } = letter;
  const { blobIds, hints } = await takeShowcasePictures(message);
  const said = saidOf(plain(reply.text));
  const title = titleOf(plain(message.subject)) || firstLine(said.words.story);
  if (title === "" && blobIds.length === 0) throw new Rejection("no-new-words");

  return {
    membershipId: author.id,
    async act(tx) {
      const showcase = await draftShowcase(tx, asActor(author), {
        ...said.words,
        title,
        photos: blobIds.slice(0, mostPhotos).map((blobId) => ({ blobId })),
      });
      if (mayBeAnswered(message, letter.inbound.envelopeFrom)) {
        await sendCard(tx, showcase, {
          occasion: "draft",
          key: letter.inbound.id,
          address: message.from[0]?.address,
          hints: [
            ...(blobIds.length === 0 ? ["no-photo"] : []),
            ...(blobIds.length > mostPhotos ? ["too-many"] : []),
            ...hints,
            ...said.hints,
          ],
        });
      }
      return [{ kind: "showcase", id: showcase.id }];
    },
  };
}

/** What a text says of a thing, as the house keeps it. What is not told is left out, and stays as it was. */
export function saidOf(
  text: string,
  currency = "EUR",
): {
  words: Partial<ShowcaseInput> & { story: string };
  hints: string[];
} {
  const { story, price, prices, stock, tags } = readShowcaseWords(text);
  const read = price === null ? null : parsePrice(price, currency);
  return {
    words: {
      story: story.slice(0, 10_000),
      ...(read ?? {}),
      ...(stock ? stockOf(stock) : {}),
      ...(tags.length > 0 ? { tags } : {}),
    },
    hints: prices.length > 1 ? [`which-price:${prices.slice(0, 4).join(", ")}`] : [],
  };
}

export function stockOf(stock: ShowcaseStock): Partial<ShowcaseInput> {
  if (stock.kind === "count") return { stockCount: stock.left };
  if (stock.kind === "sold") return { stock: "sold" };
  return stock.kind === "available"
    ? { stock: "available", stockCount: null }
    : { stock: "made_to_order", stockCount: null };
}

function titleOf(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|fwd?|wg|tr|rv|sv)\s*:)+\s*/i, "").trim();
}

function firstLine(story: string): string {
  const [line = ""] = story.split("\n");
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
