import { Link } from "@remix-run/react";
import { publicPath } from "#app/lib/public-paths.ts";
import { WrittenText } from "../written-text.tsx";
import { useWords } from "./use-words.ts";
import {
  MeetingInLetter,
  PieceInLetter,
  PublicTurn,
  type ShownMeeting,
  type ShownPiece,
  type ShownWords,
} from "./public-things.tsx";

export type ShownItem =
  | { kind: "showcase"; showcase: ShownPiece }
  | { kind: "event"; event: ShownMeeting }
  | { kind: "thread"; thread: { number: number; title: string }; posts: readonly ShownWords[] };

/** What an issue tells, in its order, as a letter has it. */
export function NewsletterItems({ slug, items }: { slug: string; items: readonly ShownItem[] }) {
  return (
    <div>
      {items.map((item, at) => (
        <div key={at} className="border-t border-line py-10 first:border-t-0 first:pt-0">
          <Item slug={slug} item={item} eager={at === 0} />
        </div>
      ))}
    </div>
  );
}

function Item({ slug, item, eager }: { slug: string; item: ShownItem; eager: boolean }) {
  if (item.kind === "showcase") return <PieceInLetter slug={slug} piece={item.showcase} eager={eager} />;
  if (item.kind === "event")
    return (
      <MeetingInLetter slug={slug} event={item.event}>
        {item.event.story ? (
          <div className="mt-3">
            <WrittenText text={item.event.story} />
          </div>
        ) : null}
      </MeetingInLetter>
    );
  return <Conversation slug={slug} item={item} />;
}

function Conversation({ slug, item }: { slug: string; item: Extract<ShownItem, { kind: "thread" }> }) {
  const words = useWords().newsletters;
  const to = publicPath(slug, "threads", item.thread);
  return (
    <section>
      <p className="text-sm text-quiet">{words.conversation}</p>
      <h2 className="text-xl" dir="auto">
        <Link to={to} className="hover:text-accent">
          {item.thread.title}
        </Link>
      </h2>
      <div className="mt-5 space-y-6">
        {item.posts.map((said) => (
          <PublicTurn key={said.id} said={said} whole={false} />
        ))}
      </div>
      <p className="mt-5">
        <Link to={to} className="link">
          {words.readAll}
        </Link>
      </p>
    </section>
  );
}
