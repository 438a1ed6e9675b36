import { Link } from "@remix-run/react";
import { formatPrice } from "#app/lib/price.ts";
import { Pick as PickBox } from "./bulk.tsx";
import { Chip } from "./chip.tsx";
import type { Picture } from "./photo.tsx";
import { Photo } from "./photo.tsx";
import { useReader } from "./reader.tsx";

export interface ShownShowcase {
  id: string;
  number: number;
  title: string;
  status: "draft" | "published" | "archived";
  stock: "available" | "made_to_order" | "sold";
  stockCount?: number | null;
  submittedAt?: string | Date | null;
  priceMinor: number | null;
  currency: string;
  maker: { name: string };
  photos: readonly { alt: string; blob: Picture }[];
}

export const stockWords = { available: "available", made_to_order: "made to order", sold: "sold" } as const;

/** Pictures hang as on a wall: columns, each in its own proportion. */
export function Wall({
  showcases,
  to,
  picks = false,
}: {
  showcases: readonly ShownShowcase[];
  to: (showcase: ShownShowcase) => string;
  /** Several can be chosen, for a bar of acts (bulk.tsx). */
  picks?: boolean;
}) {
  return (
    <ul className="mt-8 columns-1 gap-8 min-[30rem]:columns-2 lg:columns-3">
      {showcases.map((showcase, index) => (
        <li key={showcase.id} className="mb-10 break-inside-avoid">
          <ShowcaseCard showcase={showcase} to={to(showcase)} eager={index < 2} pick={picks} />
        </li>
      ))}
    </ul>
  );
}

interface ShowcaseCardProps {
  showcase: ShownShowcase;
  to: string;
  eager: boolean;
  pick: boolean;
}

function ShowcaseCard({ showcase, to, eager, pick }: ShowcaseCardProps) {
  const [photo] = showcase.photos;
  return (
    <article className="group relative" data-row>
      {photo ? (
        <Photo
          picture={photo.blob}
          alt={photo.alt}
          eager={eager}
          sizes="(min-width: 64rem) 20rem, (min-width: 30rem) 45vw, 92vw"
        />
      ) : (
        <div className="flex aspect-4/3 items-center justify-center rounded-small bg-shade text-sm text-quiet">
          No picture yet
        </div>
      )}
      <div className="mt-3 flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-letter text-lg leading-7 wrap-anywhere" dir="auto">
          <Link
            to={to}
            prefetch="intent"
            data-row-link
            className="group-hover:text-accent after:absolute after:inset-0"
          >
            {showcase.title}
          </Link>
        </h2>
        {pick ? <PickBox number={showcase.number} name={showcase.title} /> : null}
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-quiet">
        <span dir="auto">{showcase.maker.name}</span>
        <Price showcase={showcase} />
        {showcase.status === "published" ? null : (
          <Chip tone={showcase.status === "draft" ? "accent" : "quiet"}>
            {showcase.submittedAt ? "waits for a look" : showcase.status}
          </Chip>
        )}
      </p>
    </article>
  );
}

/** "€48, made to order"; nothing when no price is told and it is simply there. */
export function Price({
  showcase,
}: {
  showcase: Pick<ShownShowcase, "priceMinor" | "currency" | "stock" | "stockCount">;
}) {
  const { locale } = useReader();
  const price =
    showcase.priceMinor === null ? null : formatPrice(showcase.priceMinor, showcase.currency, locale);
  const stock = stockLine(showcase);
  const words = [price, stock].filter(Boolean).join(", ");
  return words ? <span className="text-soft">{words}</span> : null;
}

function stockLine({ stock, stockCount }: Pick<ShownShowcase, "stock" | "stockCount">): string | null {
  if (stock !== "available") return stockWords[stock];
  return stockCount ? `${String(stockCount)} left` : null;
}
