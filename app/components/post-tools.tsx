import { Form, Link, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "./button.tsx";
import { Select, TextArea, TextField } from "./field.tsx";
import { RefusalLine, useMistakes } from "./mistakes.tsx";

/** What can be done to one post of a thread; which of it is open stands in the URL, so that it needs no script. */
export type PostTool = "edit" | "move" | "split" | "remove";

export const postTools = ["edit", "move", "split", "remove"] as const satisfies PostTool[];

interface ToolPost {
  id: string;
  text: string;
  author: { name: string };
}

const toolWords: Record<PostTool, string> = {
  edit: "Edit",
  move: "Move to another thread",
  split: "A thread of its own from here on",
  remove: "Remove",
};

/** The quiet menu at a post's head. */
export function PostMenu({ post, tools }: { post: ToolPost; tools: readonly PostTool[] }) {
  const [search] = useSearchParams();
  const to = (tool: PostTool) => {
    const next = new URLSearchParams(search);
    next.set("act", tool);
    next.set("post", post.id);
    return `?${next.toString()}#post-${post.id}`;
  };
  return (
    <details data-menu className="relative shrink-0">
      <summary className="shy flex min-h-8 items-center rounded-base px-2 text-sm text-quiet hover:text-ink">
        More<span className="sr-only"> to do with the post of {post.author.name}</span>
      </summary>
      <ul className="absolute top-full right-0 z-20 w-64 rounded-base border border-line-strong bg-sheet py-2 text-base">
        {tools.map((tool) => (
          <li key={tool}>
            <Link
              to={to(tool)}
              preventScrollReset
              className="block px-4 py-2 text-ink hover:bg-shade"
              onClick={(event) => event.currentTarget.closest("details")?.removeAttribute("open")}
            >
              {toolWords[tool]}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The words of a post, to be changed. */
export function EditPost({ post }: { post: ToolPost }) {
  const form = useMistakes("edit");
  return (
    <ToolForm post={post} refusal={form.refusal}>
      <TextArea
        label={`The words of ${post.author.name}`}
        hint="What it said before stays beside it."
        name="text"
        letter
        required
        autoFocus
        defaultValue={form.typed("text", post.text)}
        error={form.error("text")}
      />
      <ToolButtons act="Change the words" intent="edit" />
    </ToolForm>
  );
}

type Goals = readonly (readonly [id: string, words: string])[];

/** What opens under a post for moving it, splitting the thread at it, or removing it. */
export function PostToolPanel({ tool, post, goals }: { tool: PostTool; post: ToolPost; goals: Goals }) {
  if (tool === "move") return <MovePost post={post} goals={goals} />;
  if (tool === "split") return <SplitThread post={post} />;
  return tool === "remove" ? <RemovePost post={post} /> : null;
}

function MovePost({ post, goals }: { post: ToolPost; goals: Goals }) {
  const form = useMistakes("move");
  return (
    <ToolForm post={post} refusal={form.refusal}>
      <Select
        label="Where it goes"
        hint="Letters that answer it go there too."
        name="to"
        options={goals}
        defaultValue={form.typed("to", goals[0]?.[0])}
      />
      <ToolButtons act="Move the post" intent="move" />
    </ToolForm>
  );
}

function SplitThread({ post }: { post: ToolPost }) {
  const form = useMistakes("split");
  return (
    <ToolForm post={post} refusal={form.refusal}>
      <TextField
        label="The new thread’s subject"
        hint="This post and every later one go there, and so does what answers them."
        name="subject"
        required
        maxLength={200}
        defaultValue={form.typed("subject")}
        error={form.error("subject")}
      />
      <ToolButtons act="Begin the new thread" intent="split" />
    </ToolForm>
  );
}

function RemovePost({ post }: { post: ToolPost }) {
  const form = useMistakes("remove");
  return (
    <ToolForm post={post} refusal={form.refusal}>
      <TextField
        label="Why"
        hint="Stands in its place. Nothing is deleted, and it can be put back."
        name="reason"
        maxLength={200}
        defaultValue={form.typed("reason")}
      />
      <ToolButtons act="Remove the post" intent="remove" danger />
    </ToolForm>
  );
}

function ToolForm({
  post,
  refusal,
  children,
}: {
  post: ToolPost;
  refusal: string | null;
  children: ReactNode;
}) {
  return (
    <Form method="post" preventScrollReset className="mt-4 space-y-4 border-l-2 border-accent pl-4">
      <input type="hidden" name="post" value={post.id} />
      <RefusalLine words={refusal} />
      {children}
    </Form>
  );
}

function ToolButtons({ act, intent, danger = false }: { act: string; intent: string; danger?: boolean }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Button look={danger ? "danger" : "primary"} name="intent" value={intent}>
        {act}
      </Button>
      <ButtonLink to="?" preventScrollReset look="quiet">
        Leave it
      </ButtonLink>
    </div>
  );
}
