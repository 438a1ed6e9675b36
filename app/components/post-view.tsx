import type { ReactNode } from "react";
import type { Print } from "./attachment-prints.tsx";
import { AttachmentPrints } from "./attachment-prints.tsx";
import { Face } from "./face.tsx";
import { Fold } from "./fold.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { WrittenHtml } from "./written-text.tsx";

export interface ShownPost {
  id: string;
  text: string;
  html: string | null;
  folded: readonly { kind: string; text: string }[];
  source: "mail" | "web" | "demo" | "archive";
  client: string | null;
  createdAt: Date;
  editedAt: Date | null;
  removedAt: Date | null;
  author: { id: string; name: string; photoId: string | null };
  inReplyTo: { author: { name: string } } | null;
  attachments: readonly Print[];
  reactions: readonly { emoji: string; people: readonly { id: string; name: string }[] }[];
  /** What it said before each of its edits. */
  edits?: readonly { at: Date; by: string | null; before: string }[];
  removalReason?: string | null;
}

interface PostViewProps {
  post: ShownPost;
  acts?: ReactNode;
  /** In the place of its words: the form that edits them. */
  editing?: ReactNode;
  /** In the place of its reactions, where they can be given. */
  reactions?: ReactNode;
  below?: ReactNode;
}

/** One turn of a conversation: who, when, how; then the words; then what was folded away. */
export function PostView({ post, acts, editing, reactions, below }: PostViewProps) {
  if (post.removedAt) {
    return (
      <article
        id={`post-${post.id}`}
        className="flex items-center justify-between gap-4 border-t border-line py-3 text-sm text-quiet"
      >
        <p className="min-w-0">
          A post of {post.author.name} was removed{post.removalReason ? `: “${post.removalReason}”` : "."}
        </p>
        {acts}
      </article>
    );
  }
  return (
    <article
      id={`post-${post.id}`}
      className="group/post grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-6"
    >
      <Face id={post.author.id} name={post.author.name} photoId={post.author.photoId} />
      <div className="min-w-0">
        <header className="flex items-start justify-between gap-x-4">
          <p className="min-w-0 text-sm text-quiet">
            <span className="text-base font-semibold text-ink">{post.author.name}</span>
            {post.inReplyTo ? <span> to {post.inReplyTo.author.name}</span> : null},{" "}
            <RelativeTime at={post.createdAt} />
            {comingWords(post)}
          </p>
          {acts}
        </header>
        <div className="mt-2">{editing ?? <WrittenHtml html={post.html} text={post.text} />}</div>
        <AttachmentPrints attachments={post.attachments} />
        <Folded parts={post.folded} />
        <Edits edits={post.edits ?? []} />
        {reactions ?? <Reactions reactions={post.reactions} />}
        {below}
      </div>
    </article>
  );
}

function Folded({ parts }: { parts: ShownPost["folded"] }) {
  if (parts.length === 0) return null;
  return (
    <div className="mt-3">
      <Fold line={foldedWords(parts)}>
        <div className="space-y-3 border-l-2 border-line pl-4">
          {parts.map((part, index) => (
            <pre key={index} className="font-plain text-sm whitespace-pre-wrap text-quiet" dir="auto">
              {part.text.trim()}
            </pre>
          ))}
        </div>
      </Fold>
    </div>
  );
}

function Edits({ edits }: { edits: NonNullable<ShownPost["edits"]> }) {
  if (edits.length === 0) return null;
  return (
    <div className="mt-3">
      <Fold
        line={edits.length === 1 ? "Edited: what it said before" : "Edited: what it said before, each time"}
      >
        <ol className="space-y-3 border-l-2 border-line pl-4 text-sm text-quiet">
          {edits.map(({ at, by, before }, index) => (
            <li key={index}>
              <p>
                until <RelativeTime at={at} />
                {by ? `, changed by ${by}` : null}
              </p>
              <p className="whitespace-pre-wrap text-soft" dir="auto">
                {before}
              </p>
            </li>
          ))}
        </ol>
      </Fold>
    </div>
  );
}

function Reactions({ reactions }: { reactions: ShownPost["reactions"] }) {
  if (reactions.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
      {reactions.map(({ emoji, people }) => (
        <li key={emoji}>
          {emoji}{" "}
          <span className="text-quiet">{people.map(({ name }) => name.split(" ")[0]).join(", ")}</span>
        </li>
      ))}
    </ul>
  );
}

/** ", by mail, Gmail" … ", edited". */
function comingWords({ source, client, editedAt }: ShownPost): string {
  return ways[source] + (source === "mail" && client ? `, ${client}` : "") + (editedAt ? ", edited" : "");
}

const ways: Record<ShownPost["source"], string> = {
  mail: ", by mail",
  demo: ", by mail",
  web: ", on the web",
  archive: ", from an archive",
};

const foldWords: Record<string, string> = {
  quote: "what they answered to",
  attribution: "what they answered to",
  forward: "a forwarded mail",
  signature: "the signature",
  disclaimer: "a disclaimer",
  tagline: "the mail program’s line",
  "list-footer": "a list’s footer",
  "reply-mark": "our mark",
  "own-footer": "our letter’s foot",
  unedited: "the words before they were edited",
};

/** "Folded away: what they answered to, the signature". */
export function foldedWords(parts: readonly { kind: string }[]): string {
  const words = new Set(parts.map(({ kind }) => foldWords[kind] ?? kind.replace(/[-_]/g, " ")));
  return `Folded away: ${[...words].join(", ")}`;
}
