import { Face } from "../face.tsx";
import { Photo, type Picture } from "../photo.tsx";
import { PublicDay } from "../public/public-day.tsx";
import { WrittenHtml } from "../written-text.tsx";

export interface SpokenPost {
  id: string;
  text: string;
  html: string | null;
  createdAt: string | Date;
  author: { id: string; name: string; photoId: string | null };
  attachments: readonly { id: string; filename: string; picture: Picture | null }[];
  reactions: readonly { emoji: string; names: readonly string[] }[];
}

/** One turn of a conversation, as a member reads it. */
export function Spoken({ post }: { post: SpokenPost }) {
  const { author, attachments, reactions } = post;
  return (
    <article id={`post-${post.id}`} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-4 py-6 first:pt-0">
      <Face id={author.id} name={author.name} photoId={author.photoId} />
      <div className="min-w-0">
        <p className="text-sm text-quiet">
          <span className="text-base font-semibold text-ink" dir="auto">
            {author.name}
          </span>
          , <PublicDay at={post.createdAt} />
        </p>
        <div className="mt-2">
          <WrittenHtml html={post.html} text={post.text} />
        </div>
        {attachments.length > 0 ? (
          <ul className="mt-4 space-y-4">
            {attachments.map(({ id, filename, picture }) => (
              <li key={id} className="max-w-120 text-sm text-soft">
                {picture ? (
                  <Photo picture={picture} alt={filename} sizes="(min-width: 44rem) 30rem, 85vw" />
                ) : (
                  <span dir="auto">{filename}</span>
                )}
              </li>
            ))}
          </ul>
        ) : null}
        {reactions.length > 0 ? (
          <p className="mt-3 flex flex-wrap gap-x-4 text-sm text-soft">
            {reactions.map(({ emoji, names }) => (
              <span key={emoji}>
                {emoji} <span className="text-quiet">{names.join(", ")}</span>
              </span>
            ))}
          </p>
        ) : null}
      </div>
    </article>
  );
}
