import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { TextArea } from "#app/components/field.tsx";
import { GiveReaction } from "#app/components/give-reaction.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { EditPost, PostMenu, postTools, PostToolPanel, type PostTool } from "#app/components/post-tools.tsx";
import { PostView } from "#app/components/post-view.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { ThreadTools } from "#app/components/thread-tools.tsx";
import { count } from "#app/components/words.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { postOnWeb } from "#app/models/post/on-web.ts";
import { movePost } from "#app/models/post/moving.ts";
import { editPost, latestUndoable, removePost, restorePost, revertPost, undoPost } from "#app/models/post.ts";
import { react, takeBackReaction } from "#app/models/reaction.ts";
import { isUuid } from "#app/lib/ids.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import {
  closeThread,
  followThread,
  forgetWish,
  mergeThreads,
  muteThread,
  removeThread,
  renameThread,
  reopenThread,
  restoreThread,
  splitThread,
  threadsToJoin,
  threadWithPosts,
  unmergeThread,
  wishFor,
} from "#app/models/thread.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm, textOf, type Deed } from "#app/web/intents.ts";
import { publicDeeds } from "#app/web/public-deeds.ts";
import { oneOf, pageOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? data.thread.subject : "Threads" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const conversation = await threadWithPosts(actor.community.id, params.id ?? "", {
    page: pageOf(new URL(request.url).searchParams),
  });
  if (!conversation) throw new Response(null, { status: 404 });
  const { id } = conversation.thread;
  // It was merged: its address leads on.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Remix's redirect is a Response
  if (id !== params.id) throw redirect(`/console/${actor.community.slug}/threads/${id}`);
  const mayModerate = actorMay(actor, "moderate-threads");
  const [wish, undoable, goals] = await Promise.all([
    wishFor(actor.membership.id, id),
    latestUndoable(actor, { threadId: id }),
    mayModerate ? threadsToJoin(actor.community.id, id) : [],
  ]);
  return {
    ...conversation,
    mayModerate,
    goals: goals.map(
      (goal) => [goal.id, goal.subject + (goal.publicAt ? " (everybody may read it)" : "")] as const,
    ),
    myName: actor.membership.name,
    myId: actor.membership.id,
    wish,
    undoableId: undoable?.id ?? null,
    publicPage: actor.community.publicHome
      ? publicPath(actor.community.slug, "threads", {
          number: conversation.thread.number,
          title: conversation.thread.subject,
        })
      : null,
  };
}

const wordsForm = z.object({
  text: z.string().trim().min(1, "Nothing is written here yet.").max(50_000),
});
const subjectForm = z.object({
  subject: z.string().trim().min(1, "It needs a subject.").max(200, "A shorter subject, please."),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;
  const threads = `/console/${actor.community.slug}/threads`;

  return doIntent(request, {
    ...publicDeeds(actor, { kind: "thread", id, here }),
    reply: async (form) => {
      const { text } = insistForm(form, wordsForm);
      const post = await postOnWeb(actor, id, text);
      return redirectWithToast(here, {
        words: "Posted. Others get it with their next letter.",
        ...(actor.community.instantGraceMinutes > 0 && {
          undo: { path: here, fields: { intent: "undo", post: post.id } },
        }),
      });
    },
    undo: async (form) => {
      const postId = textOf(form, "post");
      await undoPost(actor, postId);
      return redirectWithToast(here, {
        words: "Taken back. Nobody gets it.",
        undo: { path: here, fields: { intent: "restore", post: postId } },
      });
    },
    follow: async () => {
      await followThread(actor.membership.id, id);
      return redirectWithToast(here, { words: "Each of its posts comes to you at once." });
    },
    mute: async () => {
      await muteThread(actor.membership.id, id);
      return redirectWithToast(here, { words: "You hear no more of this thread." });
    },
    "forget-wish": async () => {
      await forgetWish(actor.membership.id, id);
      return redirectWithToast(here, { words: "This thread is as all the others now." });
    },
    close: async () => {
      await closeThread(actor, id);
      return redirectWithToast(here, {
        words: "The thread is closed.",
        undo: { path: here, fields: { intent: "reopen" } },
      });
    },
    reopen: async () => {
      await reopenThread(actor, id);
      return redirectWithToast(here, { words: "The thread is open again." });
    },
    remove: async (form) => {
      const postId = textOf(form, "post");
      await removePost(actor, postId, textOf(form, "reason").slice(0, 200));
      return redirectWithToast(here, {
        words: "The post is removed.",
        undo: { path: here, fields: { intent: "restore", post: postId } },
      });
    },
    edit: async (form) => {
      const { text } = insistForm(form, wordsForm);
      const postId = textOf(form, "post");
      await editPost(actor, postId, text);
      return redirectWithToast(`${here}#post-${postId}`, {
        words: "Changed. What it said before is kept.",
        undo: { path: here, fields: { intent: "revert", post: postId } },
      });
    },
    revert: async (form) => {
      await revertPost(actor, textOf(form, "post"));
      return redirectWithToast(here, { words: "It says what it said before." });
    },
    move: async (form) => {
      const [postId, to] = [textOf(form, "post"), textOf(form, "to")];
      await movePost(actor, postId, to);
      return redirectWithToast(here, {
        words: "Moved.",
        undo: { path: here, fields: { intent: "move", post: postId, to: id } },
      });
    },
    split: async (form) => {
      const { subject } = insistForm(form, subjectForm);
      const thread = await splitThread(actor, textOf(form, "post"), subject);
      return redirectWithToast(`${threads}/${thread.id}`, {
        words: "A thread of its own now.",
        undo: { path: `${threads}/${thread.id}`, fields: { intent: "merge", into: id } },
      });
    },
    ...nodding(actor, here),
    rename: async (form) => {
      await renameThread(actor, id, insistForm(form, subjectForm).subject);
      return redirectWithToast(here, { words: "The thread has another subject." });
    },
    merge: async (form) => {
      const into = textOf(form, "into");
      await mergeThreads(actor, id, into);
      return redirectWithToast(`${threads}/${into}`, {
        words: "One thread now.",
        undo: { path: here, fields: { intent: "unmerge" } },
      });
    },
    unmerge: async () => {
      await unmergeThread(actor, id);
      return redirectWithToast(here, { words: "Two threads again." });
    },
    "remove-thread": async (form) => {
      await removeThread(actor, id, textOf(form, "reason").slice(0, 200));
      return redirectWithToast(threads, {
        words: "The thread is removed.",
        undo: { path: here, fields: { intent: "restore-thread" } },
      });
    },
    "restore-thread": async () => {
      await restoreThread(actor, id);
      return redirectWithToast(here, { words: "The thread is back." });
    },
    restore: async (form) => {
      await restorePost(actor, textOf(form, "post"));
      return redirectWithToast(here, { words: "The post is back." });
    },
  });
}

/** The buttons under a post: their name says which way, their value the sign. */
function nodding(actor: Actor, here: string): Record<"", Deed> {
  return {
    "": async (form) => {
      const [given, taken] = [textOf(form, "react"), textOf(form, "unreact")];
      const postId = textOf(form, "post");
      const nod = { communityId: actor.community.id, membershipId: actor.membership.id, postId };
      if (!isUuid(postId)) throw new Response(null, { status: 404 });
      if (taken !== "") await takeBackReaction(null, { ...nod, emoji: taken });
      else await react(null, { ...nod, emoji: given });
      return redirect(`${here}#post-${postId}`);
    },
  };
}

export default function Thread() {
  const { thread, posts, page, pages, mayModerate, publicPage, goals } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../threads", words: "Threads" }}
        title={<span dir="auto">{thread.subject}</span>}
        line={<About />}
        acts={
          <>
            <Wish />
            {mayModerate ? <Closure closed={thread.closedAt !== null} /> : null}
          </>
        }
      />
      {thread.removedAt ? <Removed /> : null}
      {mayModerate && thread.kind !== "digest" && !thread.removedAt ? (
        <PublicSwitch isPublic={thread.publicAt !== null} to={publicPage} />
      ) : null}
      {mayModerate && !thread.removedAt ? (
        <ThreadTools
          key={thread.id}
          subject={thread.subject}
          isBound={thread.kind !== "discussion"}
          goals={goals}
        />
      ) : null}
      {posts.map((post, index) => (
        <ConversationPost key={post.id} post={post} isFirst={index === 0 && page === 1} />
      ))}
      <Pager page={page} pages={pages} />
      {thread.removedAt ? null : thread.closedAt ? (
        <p className="border-t border-line py-6 text-soft">
          This thread is closed. Answers by mail get a friendly notice.
        </p>
      ) : (
        <Reply />
      )}
    </div>
  );
}

type Post = ReturnType<typeof useLoaderData<typeof loader>>["posts"][number];

/** With what may be done to it: what is open of that stands in the URL. */
function ConversationPost({ post, isFirst }: { post: Post; isFirst: boolean }) {
  const { thread, mayModerate, undoableId, myId, goals } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const open = search.get("post") === post.id ? oneOf(search.get("act"), postTools) : undefined;
  const tools: PostTool[] = mayModerate
    ? [
        "edit",
        ...(goals.length > 0 ? ["move" as const] : []),
        ...(isFirst ? [] : ["split" as const]),
        "remove",
      ]
    : post.author.id === myId
      ? ["edit", "remove"]
      : [];
  const chosen = open && tools.includes(open) ? open : null;
  const turns = { id: post.id, undoable: post.id === undoableId, name: post.author.name };
  if (post.removedAt)
    return (
      <PostView
        post={post}
        acts={mayModerate && !thread.removedAt ? <PostTurn {...turns} removed /> : null}
      />
    );
  return (
    <PostView
      post={post}
      acts={
        <span className="flex shrink-0 items-center">
          {turns.undoable ? <PostTurn {...turns} removed={false} /> : null}
          {tools.length > 0 ? <PostMenu post={post} tools={tools} /> : null}
        </span>
      }
      editing={chosen === "edit" ? <EditPost post={post} /> : undefined}
      reactions={<GiveReaction post={post} reactions={post.reactions} myId={myId} />}
      below={
        chosen !== null && chosen !== "edit" ? (
          <PostToolPanel tool={chosen} post={post} goals={goals} />
        ) : null
      }
    />
  );
}

function Removed() {
  const { thread, mayModerate } = useLoaderData<typeof loader>();
  return (
    <Form method="post" className="mb-6 flex flex-wrap items-center gap-4 border-l-2 border-bad pl-4">
      <p className="text-soft">
        This thread was removed{thread.removalReason ? `: “${thread.removalReason}”` : "."}
      </p>
      {mayModerate ? (
        <Button small name="intent" value="restore-thread">
          Put it back
        </Button>
      ) : null}
    </Form>
  );
}

function About() {
  const { thread } = useLoaderData<typeof loader>();
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span>{count(thread.postCount, "post")}</span>
      {thread.closedAt ? <Chip>closed</Chip> : null}
      {thread.showcase ? (
        <Link className="link" to={`../showcases/${thread.showcase.id}`}>
          The showcase
        </Link>
      ) : null}
      {thread.event ? (
        <Link className="link" to={`../events/${thread.event.id}`}>
          The event
        </Link>
      ) : null}
      {thread.digest ? (
        <Link className="link" to={`../digests/${thread.digest.id}`}>
          The digest
        </Link>
      ) : null}
    </span>
  );
}

function Closure({ closed }: { closed: boolean }) {
  return (
    <Form method="post">
      <Button name="intent" value={closed ? "reopen" : "close"} small>
        {closed ? "Open it again" : "Close the thread"}
      </Button>
    </Form>
  );
}

/** How much of this thread its reader wants to hear. */
function Wish() {
  const { wish } = useLoaderData<typeof loader>();
  return (
    <Form method="post" className="flex gap-1">
      {wish === null ? (
        <>
          <Button name="intent" value="follow" small look="quiet">
            Follow
          </Button>
          <Button name="intent" value="mute" small look="quiet">
            Mute
          </Button>
        </>
      ) : (
        <Button name="intent" value="forget-wish" small look="quiet">
          {wish === "follow" ? "Follow no more" : "Hear of it again"}
        </Button>
      )}
    </Form>
  );
}

/** Takes one's own fresh post back, or puts a removed one back. */
function PostTurn({
  id,
  removed,
  undoable,
  name,
}: {
  id: string;
  removed: boolean;
  undoable: boolean;
  name: string;
}) {
  if (!removed && !undoable) return null;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="post" value={id} />
      <button
        type="submit"
        name="intent"
        value={removed ? "restore" : "undo"}
        aria-label={`${removed ? "Put back" : "Undo"} the post of ${name}`}
        className="shy min-h-8 px-2 text-sm text-quiet transition-opacity underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        {removed ? "Put back" : "Undo"}
      </button>
    </Form>
  );
}

function Reply() {
  const { myName, posts } = useLoaderData<typeof loader>();
  const form = useMistakes("reply");
  return (
    <Form method="post" className="border-t border-line pt-6" key={posts.at(-1)?.id}>
      <RefusalLine words={form.refusal} />
      <TextArea
        label={`Reply as ${myName}`}
        name="text"
        rows={5}
        letter
        required
        defaultValue={form.typed("text")}
        error={form.error("text")}
      />
      <div className="mt-4">
        <Button look="primary" name="intent" value="reply" wide>
          Post the reply
        </Button>
      </div>
    </Form>
  );
}
