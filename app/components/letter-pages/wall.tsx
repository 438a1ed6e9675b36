import { Link } from "@remix-run/react";
import type { CSSProperties } from "react";
import { publicPath } from "#app/lib/public-paths.ts";
import { Photo, type Picture } from "../photo.tsx";
import { PieceLine, type Priced } from "../public/piece-line.tsx";

export interface HungShowcase extends Priced {
  id: string;
  number: number;
  title: string;
  maker: { name: string };
  photos: readonly { alt: string; blob: Picture }[];
}

interface WallProps {
  showcases: readonly HungShowcase[];
  /** Each leads there; left out: nowhere. */
  to?: ((showcase: HungShowcase) => string) | undefined;
  /** All by the one whose page it is: no name below each. */
  ofOne?: boolean;
  /** How many are on the screen when the page opens: the others come when they are looked at. */
  eager?: number;
}

/**
 * Makers' work as on a wall: in rows whose pictures are as high as each other, each in its own proportion, read from left
 * to right as the keyboard goes. A row is filled by letting its pictures grow together; the last one is not stretched.
 */
export function PublicWall({ showcases, to, ofOne = false, eager = 3 }: WallProps) {
  return (
    <ul className="mt-6 flex flex-wrap gap-x-5 gap-y-8 after:grow-[9999] after:content-[''] sm:gap-x-7 sm:gap-y-10">
      {showcases.map((showcase, index) => (
        <li
          key={showcase.id}
          style={{ "--ratio": ratioOf(showcase), flexGrow: ratioOf(showcase) } as CSSProperties}
          className="group relative min-w-0 basis-[calc(var(--ratio)*8.5rem)] sm:basis-[calc(var(--ratio)*15rem)]"
        >
          <Piece showcase={showcase} to={to?.(showcase)} eager={index < eager} />
          <p className="flex flex-wrap gap-x-2 text-sm text-quiet">
            {ofOne ? null : <span dir="auto">{showcase.maker.name}</span>}
            <PieceLine piece={showcase} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** By slug, for `to`. */
export function pieceOf(slug: string) {
  return (showcase: { number: number; title: string }) => publicPath(slug, "showcases", showcase);
}

/** A few of them, small: for who has not come in yet. */
export function Glimpse({ showcases }: { showcases: readonly HungShowcase[] }) {
  return (
    <ul className="grid grid-cols-3 items-end gap-3 sm:gap-4">
      {showcases.map((showcase) => (
        <li key={showcase.id}>
          <Piece showcase={showcase} eager small />
        </li>
      ))}
    </ul>
  );
}

/** Width by height, within what a row can bear. */
function ratioOf({ photos: [photo] }: Pick<HungShowcase, "photos">): number {
  const { width, height } = photo?.blob ?? {};
  const ratio = width && height ? width / height : 1;
  return Math.round(Math.min(2.2, Math.max(0.62, ratio)) * 100) / 100;
}

function Piece({
  showcase,
  eager,
  small = false,
  to,
}: {
  showcase: HungShowcase;
  to?: string | undefined;
  eager: boolean;
  small?: boolean;
}) {
  const [photo] = showcase.photos;
  return (
    <figure>
      {photo ? (
        <Photo
          picture={photo.blob}
          alt={photo.alt || showcase.title}
          eager={eager}
          sizes={
            small
              ? "(min-width: 34rem) 11rem, 30vw"
              : "(min-width: 64rem) 24rem, (min-width: 40rem) 45vw, 92vw"
          }
        />
      ) : (
        <span
          aria-hidden="true"
          className="flex aspect-square items-center justify-center rounded-small bg-shade p-6 text-center font-letter text-xl text-quiet"
        >
          {showcase.title.slice(0, 40)}
        </span>
      )}
      <figcaption
        className={
          small ? "mt-1 text-sm leading-5 text-soft" : "mt-3 font-letter text-lg leading-7 wrap-anywhere"
        }
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
