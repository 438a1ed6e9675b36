import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ArchivePage } from "#app/components/archive/archive-page.tsx";
import { Spoken } from "#app/components/archive/spoken.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { PublicPager } from "#app/components/public/public-pager.tsx";
import { publicWords } from "#app/lib/public-words/index.ts";
import { numberInPath } from "#app/lib/public-paths.ts";
import { threadToRead } from "#app/models/archive.ts";
import { threadReplyAddress } from "#app/mailers/thread-address.ts";
import { archiveHost } from "#app/web/archive-host.ts";
import { requireReader } from "#app/web/archive-reader.ts";
import { pageOf } from "#app/web/search.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => privatePage(data?.thread.subject ?? "");

/** One conversation, and the member's own address to answer it by mail. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const reader = await requireReader(request, params.slug);
  const number = numberInPath(params.number);
  const page = pageOf(new URL(request.url).searchParams);
  const found = number === null ? null : await threadToRead(reader.community.id, number, page);
  if (!found) throw new Response(null, { status: 404 });

  const { thread, posts, pages } = found;
  return {
    ...archiveHost(reader),
    thread: {
      subject: thread.subject,
      startedBy: thread.startedBy?.name ?? null,
      closed: thread.closedAt !== null,
    },
    answerTo: thread.closedAt ? null : threadReplyAddress(reader.community, reader.membership, thread.number),
    posts: posts.map(({ id, text, html, createdAt, author, attachments, reactions }) => ({
      id,
      text,
      html,
      createdAt,
      author: { id: author.id, name: author.name, photoId: author.photoId },
      attachments: attachments.map(({ id: file, filename, blob }) => ({
        id: file,
        filename,
        picture: blob.width && blob.height ? blob : null,
      })),
      reactions: reactions.map(({ emoji, people }) => ({ emoji, names: people.map(({ name }) => name) })),
    })),
    page: found.page,
    pages,
  };
}

export default function Thread() {
  const loaded = useLoaderData<typeof loader>();
  const { thread, posts, answerTo, page, pages } = loaded;
  const words = publicWords(loaded.reader.locale).archive;
  return (
    <ArchivePage
      host={loaded}
      room="threads"
      title={thread.subject}
      line={[thread.startedBy ? words.startedBy(thread.startedBy) : "", thread.closed ? words.closed : ""]
        .filter(Boolean)
        .join(", ")}
    >
      <div className="divide-y divide-line">
        {posts.map((post) => (
          <Spoken key={post.id} post={post} />
        ))}
      </div>
      {answerTo ? (
        <p className="mt-8 border-t border-line pt-6">
          <a
            className="link"
            href={`mailto:${answerTo}?subject=${encodeURIComponent(`Re: ${thread.subject}`)}`}
          >
            {words.answer}
          </a>
        </p>
      ) : null}
      <PublicPager page={page} pages={pages} />
    </ArchivePage>
  );
}
