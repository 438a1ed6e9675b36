import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { TextArea } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { PostView } from "#app/components/post-view.tsx";
import { PublicSwitch } from "#app/components/public-switch.tsx";
import { count } from "#app/components/words.ts";
import { publicPath } from "#app/lib/public-paths.ts";
import { postOnWeb } from "#app/models/post/on-web.ts";
import { latestUndoable, removePost, restorePost, undoPost } from "#app/models/post.ts";
import { actorMay } from "#app/models/roles.ts";
import {
  closeThread,
  followThread,
  forgetWish,
  muteThread,
  reopenThread,
  threadWithPosts,
  wishFor,
} from "#app/models/thread.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm, textOf } from "#app/web/intents.ts";
import { publicDeeds } from "#app/web/public-deeds.ts";
import { pageOf } from "#app/web/search.ts";
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
  const [wish, undoable] = await Promise.all([
    wishFor(actor.membership.id, conversation.thread.id),
    latestUndoable(actor, { threadId: conversation.thread.id }),
  ]);
  return {
    ...conversation,
    mayModerate: actorMay(actor, "moderate-threads"),
    myName: actor.membership.name,
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

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "open-console");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;

  return doIntent(request, {
    ...publicDeeds(actor, { kind: "thread", id, here }),
    reply: async (form) => {
      const { text } = insistForm(
        form,
        z.object({ text: z.string().trim().min(1, "Nothing is written here yet.").max(50_000) }),
      );
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
      await removePost(actor, postId);
      return redirectWithToast(here, {
        words: "The post is removed.",
        undo: { path: here, fields: { intent: "restore", post: postId } },
      });
    },
    restore: async (form) => {
      await restorePost(actor, textOf(form, "post"));
      return redirectWithToast(here, { words: "The post is back." });
    },
  });
}

export default function Thread() {
  const { thread, posts, page, pages, mayModerate, undoableId, publicPage } = useLoaderData<typeof loader>();
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
      {mayModerate && thread.kind !== "digest" ? (
        <PublicSwitch isPublic={thread.publicAt !== null} to={publicPage} />
      ) : null}
      {posts.map((post) => (
        <PostView
          key={post.id}
          post={post}
          acts={
            mayModerate ? (
              <PostActs
                id={post.id}
                removed={post.removedAt !== null}
                undoable={post.id === undoableId}
                name={post.author.name}
              />
            ) : null
          }
        />
      ))}
      <Pager page={page} pages={pages} />
      {thread.closedAt ? (
        <p className="border-t border-line py-6 text-soft">
          This thread is closed. Answers by mail get a friendly notice.
        </p>
      ) : (
        <Reply />
      )}
    </div>
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

function PostActs({
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
  const intent = removed ? "restore" : undoable ? "undo" : "remove";
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="post" value={id} />
      <button
        type="submit"
        name="intent"
        value={intent}
        aria-label={
          { restore: "Put back the post of", undo: "Undo the post of", remove: "Remove the post of" }[
            intent
          ] + ` ${name}`
        }
        className="shy min-h-7 px-1 text-sm text-quiet transition-opacity underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        {{ restore: "Put back", undo: "Undo", remove: "Remove" }[intent]}
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
