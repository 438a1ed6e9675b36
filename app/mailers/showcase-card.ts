import { z } from "zod";
import { links } from "#app/lib/links.ts";
import { formatPrice } from "#app/lib/price.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import { showcasesForLetters } from "#app/models/showcase/letters.ts";
import type { ListedShowcase } from "#app/models/showcase.ts";
import { type CardHint, showcaseCard } from "#emails/templates/showcase-card.ts";
import { finishLetter, letterProps, replyAddress, type Composition } from "./letter.ts";
import { stockWords } from "./stock-words.ts";

const frozen = z.object({
  occasion: z.enum(["draft", "changed", "submitted", "published", "hung"]).default("draft"),
  /** `refused:IMG_1.heic`: what could not be done, and what it is about. */
  hints: z.array(z.string()).default([]),
});

/** How a showcase looks, to its maker: to say ok to, or as it is now. Facts: `{ showcaseId, occasion, hints }`. */
export async function composeShowcaseCards(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const [facts, showcases] = await Promise.all([letterFacts(deliveries), showcasesForLetters(deliveries)]);
  const composed = await Promise.all(facts.map((one) => composeOne(one, showcases.get(one.delivery.id))));
  return new Map(
    facts.map(({ delivery }, index) => [delivery.id, composed[index] ?? { cancelled: "showcase-gone" }]),
  );
}

async function composeOne(facts: LetterFacts, showcase: ListedShowcase | undefined): Promise<Composition> {
  const { community, member } = facts;
  if (!community || !member || !showcase) return { cancelled: "showcase-gone" };
  const { occasion, hints } = frozen.parse(facts.delivery.facts);
  if (occasion === "draft" && showcase.status !== "draft") return { cancelled: "showcase-settled" };

  const props = letterProps(facts);
  const { priceMinor, currency } = showcase;
  const draft = showcaseCard({
    ...props,
    occasion,
    hints: hints.map(readHint),
    title: showcase.title,
    story: showcase.story,
    maker: showcase.maker.name,
    price: priceMinor === null ? null : formatPrice(priceMinor, currency, props.locale),
    stock: stockWords(showcase.stock, props.locale, showcase.stockCount),
    tags: showcase.tags,
    photos: showcase.photos.map(({ blobId, alt, blob }) => ({
      // The digest's own size: all pictures of a letter together weigh 800 KB at most.
      url: links.photo(blobId, 640),
      width: blob.width ?? 1200,
      height: blob.height ?? 900,
      alt: alt || showcase.title,
    })),
    url: links.console(community.slug, `/showcases/${showcase.id}`),
  });
  return finishLetter(facts, draft, {
    replyTo: replyAddress(community, member, "showcase", showcase.number),
  });
}

function readHint(written: string): { hint: CardHint; value: string } {
  const at = written.indexOf(":");
  const [hint, value] = at < 0 ? [written, ""] : [written.slice(0, at), written.slice(at + 1)];
  return { hint: hint as CardHint, value };
}
