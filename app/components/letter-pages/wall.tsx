import { Link } from "@remix-run/react";
import { publicPath } from "#app/lib/public-paths.ts";
import { Photo, type Picture } from "../photo.tsx";
import { Price } from "../showcase-card.tsx";

export interface HungShowcase {
  id: string;
  number: number;
  title: string;
  stock: "available" | "made_to_order" | "sold";
  priceMinor: number | null;
  currency: string;
  maker: { name: string };
  photos: readonly { alt: string; blob: Picture }[];
}

/** Makers' work as on a wall, each in its own proportion. With `slug`, each leads to its own page. */
export function PublicWall({
  showcases,
  slug,
  ofOne = false,
}: {
  showcases: readonly HungShowcase[];
  slug?: string;
  /** All by the one whose page it is: no name below each. */
  ofOne?: boolean;
}) {
  return (
    <ul className="mt-6 columns-1 gap-8 min-[30rem]:columns-2 lg:columns-3">
      {showcases.map((showcase, index) => (
        <li key={showcase.id} className="group relative mb-10 break-inside-avoid">
          <Piece
            showcase={showcase}
            {...(slug && { to: publicPath(slug, "showcases", showcase) })}
            eager={index < 2}
            sizes="(min-width: 64rem) 20rem, (min-width: 30rem) 45vw, 92vw"
          />
          <p className="flex flex-wrap gap-x-2 text-sm text-quiet">
            {ofOne ? null : <span dir="auto">{showcase.maker.name}</span>}
            <Price showcase={showcase} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A few of them, small: for who has not come in yet. */
export function Glimpse({ showcases }: { showcases: readonly HungShowcase[] }) {
  return (
    <ul className="grid grid-cols-3 items-end gap-3 sm:gap-4">
      {showcases.map((showcase) => (
        <li key={showcase.id}>
          <Piece showcase={showcase} eager sizes="(min-width: 34rem) 11rem, 30vw" small />
        </li>
      ))}
    </ul>
  );
}

function Piece({
  showcase,
  eager,
  sizes,
  small = false,
  to,
}: {
  showcase: HungShowcase;
  to?: string;
  eager: boolean;
  sizes: string;
  small?: boolean;
}) {
  const [photo] = showcase.photos;
  return (
    <figure>
      {photo ? (
        <Photo picture={photo.blob} alt={photo.alt || showcase.title} eager={eager} sizes={sizes} />
      ) : null}
      <figcaption
        className={small ? "mt-1 text-sm leading-5 text-soft" : "mt-3 font-letter text-lg leading-7"}
        dir="auto"
      >
        {to ? (
          <Link to={to} className="group-hover:text-accent after:absolute after:inset-0">
            {showcase.title}
          </Link>
        ) : (
          showcase.title
        )}
      </figcaption>
    </figure>
  );
}
