import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Select } from "#app/components/field.tsx";
import { Fold } from "#app/components/fold.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { foldedWords } from "#app/components/post-view.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { inboundById, rejectHeld, releaseHeld, restoreHeld } from "#app/models/inbound-message.ts";
import { listMemberNames } from "#app/models/membership/names.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.message.subject ?? "Held mail" },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "judge-held");
  const found = await inboundById(community.id, params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });

  const { id, status, why, error, recipient, receivedAt, membership, fromAddress, subject } = found.message;
  const members = await listMemberNames(community.id);
  return {
    message: {
      id,
      status,
      why,
      error,
      recipient,
      receivedAt,
      membership,
      subject: subject ?? found.read.subject,
    },
    from: found.read.from.map(({ name, address }) => ({ name, address })),
    attachments: found.read.attachments,
    parts: foldNeighbours(found.spans),
    source: found.source,
    members: members.map(({ id: value, name }) => [value, name] as const),
    likely:
      membership?.id ??
      members.find(({ addresses }) => fromAddress !== null && addresses.includes(fromAddress.toLowerCase()))
        ?.id ??
      "",
  };
}

/** What was folded side by side lies behind one line. */
function foldNeighbours(spans: readonly { kind: string; text: string }[]) {
  const parts: { folded: boolean; spans: { kind: string; text: string }[] }[] = [];
  for (const { kind, text } of spans) {
    const folded = kind !== "new";
    const last = parts.at(-1);
    if (last?.folded && folded) last.spans.push({ kind, text });
    else parts.push({ folded, spans: [{ kind, text }] });
  }
  return parts;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "judge-held");
  const id = params.id ?? "";
  const here = new URL(request.url).pathname;
  const list = `/console/${actor.community.slug}/held`;
  return doIntent(request, {
    release: async (form) => {
      const as = textOf(form, "as");
      await releaseHeld(actor, id, as === "" ? {} : { as });
      return redirectWithToast(list, {
        words: "Released: it is being read, and takes its place in a moment.",
      });
    },
    reject: async () => {
      await rejectHeld(actor, id);
      return redirectWithToast(list, {
        words: "Not taken. It is kept.",
        undo: { path: here, fields: { intent: "restore" } },
      });
    },
    restore: async () => {
      await restoreHeld(actor, id);
      return redirectWithToast(here, { words: "It waits again." });
    },
  });
}

export default function HeldMail() {
  const { message, from } = useLoaderData<typeof loader>();
  const [sender] = from;
  return (
    <>
      <PageHead
        back={{ to: "../held", words: "Held mail" }}
        title={<span dir="auto">{message.subject || "Without a subject"}</span>}
        line={
          <>
            {sender?.name ? `${sender.name}, ` : null}
            <span className="[overflow-wrap:anywhere]">{sender?.address}</span>, to {message.recipient},{" "}
            <RelativeTime at={message.receivedAt} />
          </>
        }
      />
      <Judgement />
      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-8 lg:grid-cols-2">
        <Reading />
        <Source />
      </div>
    </>
  );
}

function Judgement() {
  const { message, members, likely } = useLoaderData<typeof loader>();
  const form = useMistakes("release");
  if (message.status === "rejected" || message.status === "ignored") {
    return (
      <Waits
        why={message.why ?? "It was not taken."}
        words={message.status === "rejected" ? "not taken" : "set aside"}
      >
        <Form method="post">
          <Button name="intent" value="restore">
            Take it back to the held mail
          </Button>
        </Form>
      </Waits>
    );
  }
  if (message.status !== "held" && message.status !== "shunted")
    return (
      <Waits why="It has been settled." words={message.status}>
        {null}
      </Waits>
    );
  return (
    <Waits
      why={message.why ?? message.error ?? "It could not be read."}
      words={message.status === "held" ? "held" : "could not be read"}
    >
      <RefusalLine words={form.refusal} />
      <Form method="post" className="flex flex-wrap items-end gap-3">
        <div className="w-full sm:w-64">
          <Select
            label="Who wrote this?"
            name="as"
            options={[["", "Choose a member"], ...members]}
            defaultValue={form.typed("as", likely)}
          />
        </div>
        <Button look="primary" name="intent" value="release">
          Release it
        </Button>
        <Button look="danger" name="intent" value="reject">
          Do not take it
        </Button>
      </Form>
    </Waits>
  );
}

function Waits({ why, words, children }: { why: string; words: string; children: ReactNode }) {
  return (
    <div className="mb-8 border-l-2 border-accent pl-4">
      <p className="mb-4 text-soft">
        <Chip tone="accent">{words}</Chip> {why}
      </p>
      {children}
    </div>
  );
}

/** As it was understood: what is new stands open, what was folded is behind a line, in its place. */
function Reading() {
  const { parts, attachments } = useLoaderData<typeof loader>();
  return (
    <Section title="As we read it" first>
      <div className="space-y-4">
        {parts.map((part, index) =>
          part.folded ? (
            <Fold key={index} line={foldedWords(part.spans)}>
              <pre
                className="border-l-2 border-line pl-4 font-plain text-sm whitespace-pre-wrap text-quiet [overflow-wrap:anywhere]"
                dir="auto"
              >
                {part.spans.map(({ text }) => text.trim()).join("\n")}
              </pre>
            </Fold>
          ) : (
            <WrittenText key={index} text={part.spans.map(({ text }) => text).join("\n")} />
          ),
        )}
        {attachments.length > 0 ? (
          <p className="text-sm text-quiet">
            With {attachments.map(({ filename, mediaType }) => filename || mediaType).join(", ")}
          </p>
        ) : null}
      </div>
    </Section>
  );
}

function Source() {
  const { source } = useLoaderData<typeof loader>();
  return (
    <Section title="As it came" first>
      <pre
        tabIndex={0}
        aria-label="The raw mail"
        className="max-h-160 overflow-auto rounded-small bg-shade p-4 font-source text-[0.8125rem] leading-5 whitespace-pre-wrap text-soft [overflow-wrap:anywhere]"
      >
        {source}
      </pre>
    </Section>
  );
}
