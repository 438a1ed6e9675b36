import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { TextArea } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { ClosedDoor, notOurs } from "#app/components/letter-pages/closed-door.tsx";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PostView } from "#app/components/post-view.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { now } from "#app/lib/clock.ts";
import { itemThread } from "#app/models/digest/item-thread.ts";
import { asActor, memberToken, membershipByLink, type FullMembership } from "#app/models/membership.ts";
import { isRevoked } from "#app/models/membership/revoking.ts";
import { postOnWeb } from "#app/models/post/on-web.ts";
import { threadWithPosts } from "#app/models/thread.ts";
import { hostOf } from "#app/web/arrival.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { pageOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded?.thread ? loaded.thread.title : "Answer");

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await findItem(params.token);
  const page = pageOf(new URL(request.url).searchParams);
  const conversation =
    found && (await threadWithPosts(found.membership.communityId, found.item.threadId, { page }));
  if (!found || !conversation) return data({ thread: null, community: null }, { status: 404 });

  const { membership, item } = found;
  const { timeZone, locale, name, role } = membership;
  return data({
    community: hostOf(membership.community),
    reader: { timeZone, locale, now: now().toISOString() },
    thread: { title: item.title, issue: item.issue, closed: conversation.thread.closedAt !== null },
    posts: conversation.posts.filter(({ removedAt }) => removedAt === null).map(withFileLinks(membership)),
    page: conversation.page,
    pages: conversation.pages,
    name,
    mayWrite: role !== "follower",
  });
}

/** Whoever came by their link has what came with a post by one as good, without a sign-in. */
function withFileLinks(membership: FullMembership) {
  return <Told extends { number: number; attachments: readonly object[] }>(post: Told) => {
    const token = memberToken(membership, "file", post.number);
    return {
      ...post,
      attachments: post.attachments.map((each) => ({ ...each, token })) as Told["attachments"],
    };
  };
}

/** The link names the member and the item of their digest. */
async function findItem(token = "") {
  const found = await membershipByLink("answer", token);
  if (!found || !["active", "paused"].includes(found.membership.status)) return null;
  const { membership, extra: target, issuedDay } = found;
  if (await isRevoked({ kind: "item", member: membership.number, target, issuedDay })) return null;
  const item = await itemThread(found.membership.communityId, found.extra);
  return item && { membership: found.membership, item };
}

const answerForm = z.object({
  text: z
    .string()
    .trim()
    .min(1, "Nothing is written here yet.")
    .max(50_000, "This is too long for one letter: 50,000 letters at most."),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const found = await findItem(params.token);
  if (!found) throw new Response(null, { status: 404 });

  return doIntent(request, {
    answer: async (form) => {
      const { text } = insistForm(form, answerForm);
      await postOnWeb(asActor(found.membership), found.item.threadId, text);
      return redirectWithToast(new URL(request.url).pathname, {
        words: "Posted. The others get it with their next letter.",
      });
    },
  });
}

export default function AnswerItem() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.thread) return <ClosedDoor refused={notOurs} />;
  return (
    <ReaderProvider value={loaded.reader}>
      <Conversation {...loaded} />
    </ReaderProvider>
  );
}

type Loaded = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { thread: object }>;

function Conversation({ community, thread, posts, page, pages, name, mayWrite }: Loaded) {
  return (
    <LetterPage
      community={community}
      title={<span dir="auto">{thread.title}</span>}
      foot="You can as well answer the letter itself: both ways lead here."
    >
      {thread.issue === null ? null : <p className="text-sm text-quiet">In the digest No. {thread.issue}</p>}
      <Earlier page={page} pages={pages} />
      <div className="mt-6">
        {posts.map((post) => (
          <PostView key={post.id} post={post} />
        ))}
        {posts.length === 0 ? (
          <p className="border-t border-line py-6 text-soft">
            Nobody has said anything yet. Yours would be the first word.
          </p>
        ) : null}
      </div>
      {page < pages ? (
        <Later page={page} />
      ) : (
        <WriteAnswer closed={thread.closed} mayWrite={mayWrite} name={name} latest={posts.at(-1)?.id ?? ""} />
      )}
    </LetterPage>
  );
}

function WriteAnswer({
  closed,
  mayWrite,
  name,
  latest,
}: {
  closed: boolean;
  mayWrite: boolean;
  name: string;
  latest: string;
}) {
  const form = useMistakes("answer");
  if (closed)
    return (
      <p className="border-t border-line py-6 text-soft">
        This thread is closed. Write to the community&rsquo;s address to start a new one.
      </p>
    );
  if (!mayWrite)
    return (
      <p className="border-t border-line py-6 text-soft">Members talk here; as a follower you read along.</p>
    );
  return (
    <Form method="post" className="border-t border-line pt-6" key={latest}>
      <RefusalLine words={form.refusal} />
      <TextArea
        label={`Your answer, ${name}`}
        name="text"
        rows={7}
        letter
        required
        defaultValue={form.typed("text")}
        error={form.error("text")}
      />
      <div className="mt-4">
        <Button look="primary" name="intent" value="answer" wide>
          Post the answer
        </Button>
      </div>
    </Form>
  );
}

function Earlier({ page, pages }: { page: number; pages: number }) {
  if (page < 2) return pages > 1 ? <PageLink page={pages} words="To the latest posts" /> : null;
  return <PageLink page={page - 1} words="Earlier posts" />;
}

function Later({ page }: { page: number }) {
  return <PageLink page={page + 1} words="Later posts" />;
}

function PageLink({ page, words }: { page: number; words: string }) {
  return (
    <p className="mt-4">
      <Link className="link" to={`?page=${String(page)}`}>
        {words}
      </Link>
    </p>
  );
}
