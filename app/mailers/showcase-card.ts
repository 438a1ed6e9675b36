import { links } from "#app/lib/links.ts";
import { formatPrice } from "#app/lib/price.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import { showcasesForLetters } from "#app/models/showcase/letters.ts";
import type { ListedShowcase } from "#app/models/showcase.ts";
import { showcaseCard } from "#emails/templates/showcase-card.ts";
import { finishLetter, letterProps, replyAddress, type Composition } from "./letter.ts";

/** "This is how it will look", to the maker of a draft. Facts: `{ showcaseId }`. */
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
  if (showcase.status !== "draft") return { cancelled: "showcase-settled" };

  const props = letterProps(facts);
  const { priceMinor, currency } = showcase;
  const draft = showcaseCard({
    ...props,
    title: showcase.title,
    story: showcase.story,
    price: priceMinor === null ? null : formatPrice(priceMinor, currency, props.locale),
    stock: showcase.stock === "available" ? "" : showcase.stock.replaceAll("_", " "),
    tags: showcase.tags,
    photos: showcase.photos.slice(0, 4).map(({ blobId, alt, blob }) => ({
      url: links.photo(blobId, 1200),
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
