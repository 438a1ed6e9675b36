import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { publicPath } from "#app/lib/public-paths.ts";
import { DayLeaf } from "../event-time.tsx";
import { Face } from "../face.tsx";
import { Photo, type Picture } from "../photo.tsx";
import { PieceLine } from "./piece-line.tsx";
import { PublicDay } from "./public-day.tsx";
import { PublicTime } from "./public-time.tsx";
import { useWords } from "./use-words.ts";
import { WrittenHtml, WrittenText } from "../written-text.tsx";

export interface ShownMaker {
  id: string;
  number: number;
  name: string;
  makes: string;
  photoId: string | null;
}

export interface ShownPiece {
  number: number;
  title: string;
  story: string;
  stock: "available" | "made_to_order" | "sold";
  priceMinor: number | null;
  currency: string;
  maker: ShownMaker;
  photos: readonly { alt: string; blob: Picture }[];
}

export interface ShownMeeting {
  number: number;
  title: string;
  story: string;
  startsAt: string | Date;
  endsAt: string | Date;
  timeZone: string;
  allDay?: boolean;
  place: string;
}

export interface ShownWords {
  id: string;
  text: string;
  html: string | null;
  createdAt: string | Date;
  author: ShownMaker;
  pictures: readonly Picture[];
}

/** A piece as a letter shows it: the photograph across the column, then its name, its maker and its story. */
export function PieceInLetter({ slug, piece, eager }: { slug: string; piece: ShownPiece; eager: boolean }) {
  const [photo] = piece.photos;
  const to = publicPath(slug, "showcases", piece);
  return (
    <article>
      {photo ? (
        <Link to={to} tabIndex={-1} aria-hidden="true" className="-mx-5 block sm:mx-0">
          <Photo
            picture={photo.blob}
            alt={photo.alt || piece.title}
            eager={eager}
            sizes="(min-width: 44rem) 41rem, 100vw"
          />
        </Link>
      ) : null}
      <h2 className="mt-5 text-xl" dir="auto">
        <Link to={to} className="hover:text-accent">
          {piece.title}
        </Link>
      </h2>
      <p className="mt-1 flex flex-wrap gap-x-2 text-sm text-quiet">
        <MakerLink slug={slug} maker={piece.maker} />
        <PieceLine piece={piece} />
      </p>
      {piece.story ? (
        <div className="mt-4">
          <WrittenText text={piece.story} />
        </div>
      ) : null}
    </article>
  );
}

/** "by Ana Ferreira", to her page. */
export function MakerLink({ slug, maker }: { slug: string; maker: ShownMaker }) {
  return (
    <span>
      {useWords().showcases.by}{" "}
      <Link
        className="link"
        to={publicPath(slug, "makers", { number: maker.number, title: maker.name })}
        dir="auto"
      >
        {maker.name}
      </Link>
    </span>
  );
}

/** An event beside its leaf of the calendar. */
export function MeetingInLetter({
  slug,
  event,
  heading = "h2",
  to,
  children,
}: {
  slug: string;
  event: ShownMeeting;
  heading?: "h2" | "h3";
  /** Left out: its public page. */
  to?: string;
  children?: ReactNode;
}) {
  const Heading = heading;
  return (
    <article className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-5">
      <DayLeaf at={event.startsAt} timeZone={event.timeZone} />
      <div className="min-w-0">
        <Heading className="text-lg" dir="auto">
          <Link to={to ?? publicPath(slug, "events", event)} className="hover:text-accent">
            {event.title}
          </Link>
        </Heading>
        <p className="text-base text-soft">
          <PublicTime event={event} />
          {event.place ? (
            <>
              , <span dir="auto">{event.place}</span>
            </>
          ) : null}
        </p>
        {children}
      </div>
    </article>
  );
}

/** One turn of a conversation that everybody may read. */
export function PublicTurn({ said, whole }: { said: ShownWords; whole: boolean }) {
  const { author } = said;
  return (
    <article id={`post-${said.id}`} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-4">
      <Face id={author.id} name={author.name} photoId={author.photoId} />
      <div className="min-w-0">
        <p className="text-sm text-quiet">
          <span className="text-base font-semibold text-ink" dir="auto">
            {author.name}
          </span>
          , <PublicDay at={said.createdAt} />
        </p>
        <div className="mt-2">
          {whole ? <WrittenHtml html={said.html} text={said.text} /> : <WrittenText text={said.text} />}
        </div>
        {whole ? <Prints pictures={said.pictures} of={author.name} /> : null}
      </div>
    </article>
  );
}

function Prints({ pictures, of }: { pictures: readonly Picture[]; of: string }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="mt-4 space-y-4">
      {pictures.map((picture, at) => (
        <li key={picture.id} className="max-w-120">
          <Photo
            picture={picture}
            alt={`Photograph ${at + 1} by ${of}`}
            sizes="(min-width: 44rem) 30rem, 85vw"
          />
        </li>
      ))}
    </ul>
  );
}
