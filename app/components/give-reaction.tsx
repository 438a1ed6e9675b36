import { Form } from "@remix-run/react";
import type { ReactNode } from "react";

const offered = ["👍", "❤️", "👏", "😄", "🎉", "🙏"];

interface GiveReactionProps {
  post: { id: string; author: { name: string } };
  reactions: readonly { emoji: string; people: readonly { id: string; name: string }[] }[];
  /** The membership that looks. */
  myId: string;
}

/** What others nodded, each a button that joins in or takes one's own back; and a few more to give. */
export function GiveReaction({ post, reactions, myId }: GiveReactionProps) {
  const given = new Set(reactions.map(({ emoji }) => emoji));
  return (
    <Form
      method="post"
      preventScrollReset
      className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm"
    >
      <input type="hidden" name="post" value={post.id} />
      {reactions.map(({ emoji, people }) => (
        <Nod key={emoji} emoji={emoji} mine={people.some(({ id }) => id === myId)}>
          <span className="text-quiet">{people.map(({ name }) => name.split(" ")[0]).join(", ")}</span>
        </Nod>
      ))}
      <details className="group/react">
        <summary className="shy inline-flex min-h-8 items-center rounded-base px-2 text-quiet hover:text-ink">
          React<span className="sr-only"> to the post of {post.author.name}</span>
        </summary>
        <div className="flex flex-wrap gap-1">
          {offered
            .filter((emoji) => !given.has(emoji))
            .map((emoji) => (
              <Nod key={emoji} emoji={emoji} mine={false} />
            ))}
        </div>
      </details>
    </Form>
  );
}

function Nod({ emoji, mine, children }: { emoji: string; mine: boolean; children?: ReactNode }) {
  return (
    <button
      type="submit"
      name={mine ? "unreact" : "react"}
      value={emoji}
      aria-pressed={mine}
      className={`min-h-8 rounded-base border px-2 ${mine ? "border-accent bg-tint" : "border-line hover:border-line-strong"}`}
    >
      {emoji} {children}
    </button>
  );
}
