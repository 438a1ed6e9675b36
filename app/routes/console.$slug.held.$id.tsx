import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { Fold } from "#app/components/fold.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { foldedWords } from "#app/components/post-view.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RowKeys } from "#app/components/row-keys.tsx";
import { WrittenText } from "#app/components/written-text.tsx";
import { previewRejection } from "#app/mailers/rejection-preview.ts";
import { inboundById, nextHeld, rejectHeld, releaseHeld, silenceHeld } from "#app/models/inbound-message.ts";
import { inviteByAddress } from "#app/models/invitation.ts";
import { addAddress } from "#app/models/membership/addresses.ts";
import { listMemberNames } from "#app/models/membership/names.ts";
import { membershipById } from "#app/models/membership.ts";
import { actorMay, type Actor } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, textOf } from "#app/web/intents.ts";
import { judgedWords, judgingDeeds } from "#app/web/judging.ts";
import { picksField } from "#app/web/picks.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.subject ?? "Inbox" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "judge-held");
  const { community } = actor;
  const found = await inboundById(community.id, params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });

  const { id, number, status, why, error, recipient, receivedAt, editedText, subject, raw } = found.message;
  const [members, next] = await Promise.all([listMemberNames(community.id), nextHeld(community.id, id)]);
  const { notice, read, likely } = found;
  return {
    message: { id, number, status, why, error, recipient, receivedAt, isEdited: editedText !== null },
    subject: subject ?? read.subject,
    from: read.from.map(({ name, address }) => ({ name, address })),
    attachments: read.attachments,
    parts: foldNeighbours(found.spans),
    words: found.words,
    source: found.source,
    isForgotten: raw.byteLength === 0,
    members: members.map(({ id: value, name }) => [value, name] as const),
    likely: likely?.id ?? "",
    next,
    notice: notice.goes
      ? {
          address: notice.address,
          ...previewRejection(community, {
            receivedAt,
            subject: read.subject,
            reason: notice.reason,
            advice: notice.advice,
            written: found.words,
          }),
        }
      : notice.why,
    mayInvite: actorMay(actor, "invite"),
    mayTend: actorMay(actor, "manage-members"),
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
  const found = await inboundById(actor.community.id, id);
  if (!found) throw new Response(null, { status: 404 });
  const here = new URL(request.url).pathname;
  const list = `/console/${actor.community.slug}/held`;
  const { number } = found.message;
  const undo = { path: list, fields: { intent: "undo", ...picksField([number]) } };

  return doIntent(request, {
    undo: judgingDeeds(actor, here).undo,
    approve: async (form) => {
      const name = await releaseHeld(actor, id, releaseIn(form, false));
      const words =
        name === null ? "It is read again in a moment." : `Approved, as ${name}: read in a moment.`;
      return redirectWithToast(await onwards(actor, id, list), { words, undo });
    },
    trust: async (form) => {
      const name = await releaseHeld(actor, id, releaseIn(form, true));
      const words = `Approved. What comes from this address is ${name ?? "theirs"}’s from now on.`;
      return redirectWithToast(await onwards(actor, id, list), { words, undo });
    },
    reject: async () => {
      await rejectHeld(actor, id);
      const words = found.notice.goes ? judgedWords("reject", { done: [number], left: [] }) : "Not taken.";
      return redirectWithToast(await onwards(actor, id, list), { words, undo });
    },
    spam: async () => {
      await silenceHeld(actor, id);
      const words = judgedWords("spam", { done: [number], left: [] });
      return redirectWithToast(await onwards(actor, id, list), { words, undo });
    },
    remember: async (form) => {
      const member = await membershipById(actor.community.id, textOf(form, "as"));
      if (!member) throw new FormMistakes({ as: "Choose a member." });
      await addAddress(actor, member, found.read.from[0]?.address ?? "");
      return redirectWithToast(here, { words: `This address is ${member.name}’s from now on.` });
    },
    invite: async (form) => {
      const address = found.read.from[0]?.address ?? "";
      await inviteByAddress(actor, { address, name: textOf(form, "name"), note: textOf(form, "note") });
      return redirectWithToast(here, { words: `The invitation to ${address} is on its way.` });
    },
  });
}

function releaseIn(form: FormData, trust: boolean) {
  const [as, text] = [textOf(form, "as"), form.get("text")];
  return { trust, ...(as !== "" && { as }), ...(typeof text === "string" && { text }) };
}

/** After a decision the next one is looked at. */
async function onwards(actor: Actor, id: string, list: string): Promise<string> {
  const next = await nextHeld(actor.community.id, id);
  return next === null ? list : `${list}/${next}`;
}

export default function HeldMail() {
  const { message, from, subject, next } = useLoaderData<typeof loader>();
  const [sender] = from;
  return (
    <>
      <PageHead
        back={{ to: "../held", words: "Inbox" }}
        title={<span dir="auto">{subject || "Without a subject"}</span>}
        line={
          <>
            {sender?.name ? `${sender.name}, ` : null}
            <span className="[overflow-wrap:anywhere]">{sender?.address}</span>, to{" "}
            <span className="[overflow-wrap:anywhere]">{message.recipient}</span>,{" "}
            <RelativeTime at={message.receivedAt} />
          </>
        }
        acts={
          next ? (
            <Link className="link py-2 text-sm" to={`../held/${next}`} data-key="j">
              The next one
            </Link>
          ) : null
        }
      />
      <Judgement key={message.id} />
      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-8 lg:grid-cols-2">
        <Reading />
        <Source />
      </div>
      <RowKeys whole keys={keys} />
    </>
  );
}

const keys = [
  { key: "j", words: "The next one" },
  { key: "a", words: "Approve it" },
  { key: "t", words: "Approve it, and trust the address" },
  { key: "r", words: "Do not take it" },
  { key: "s", words: "Spam: set it aside in silence" },
  { key: "u", words: "Undo" },
];

/** Where it stands, in a word. */
const standing: Partial<Record<string, string>> = {
  held: "held",
  shunted: "could not be read",
  rejected: "not taken",
  ignored: "set aside",
  received: "let pass",
  processing: "being read",
  accepted: "taken",
};

function Judgement() {
  const { message } = useLoaderData<typeof loader>();
  const waits = message.status === "held" || message.status === "shunted";
  const canReturn = ["rejected", "ignored", "received"].includes(message.status);
  return (
    <Waits
      why={message.why ?? message.error ?? (waits ? "It could not be read." : "")}
      words={standing[message.status] ?? message.status}
    >
      {waits ? <Verdict /> : null}
      {canReturn ? (
        <Form method="post">
          <input type="hidden" name="pick" value={message.number} />
          <Button name="intent" value="undo">
            Take it back to those that wait
          </Button>
        </Form>
      ) : null}
    </Waits>
  );
}

function Verdict() {
  const { members, likely, words, message, notice } = useLoaderData<typeof loader>();
  const [approving, trusting, rejecting, remembering] = [
    useMistakes("approve"),
    useMistakes("trust"),
    useMistakes("reject"),
    useMistakes("remember"),
  ];
  const form = [approving, trusting, remembering].find(({ refusal }) => refusal !== null) ?? approving;
  return (
    <>
      <RefusalLine words={form.refusal ?? rejecting.refusal} />
      <Form method="post" className="space-y-4">
        <div className="w-full sm:w-72">
          <Select
            label="Who wrote this?"
            name="as"
            options={[["", "Choose a member"], ...members]}
            defaultValue={form.typed("as", likely)}
            error={remembering.error("as")}
          />
        </div>
        <Fold
          line={message.isEdited ? "Edited: look at the words" : "Edit the words first"}
          open={form.refusal !== null || message.isEdited}
        >
          <TextArea
            label="The words that are posted"
            labelHidden
            letter
            name="text"
            defaultValue={form.typed("text", words)}
          />
        </Fold>
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary" name="intent" value="approve" data-key="a">
            Approve
          </Button>
          <Button name="intent" value="trust" data-key="t">
            Approve and trust the address
          </Button>
          <Button look="danger" name="intent" value="reject" data-key="r">
            Do not take it
          </Button>
          <Button look="quiet" name="intent" value="spam" data-key="s">
            Spam
          </Button>
        </div>
      </Form>
      <div className="mt-4 space-y-1">
        <Notice notice={notice} />
        <WhoIsThis />
      </div>
    </>
  );
}

const unsaid = {
  machine: "A machine seems to have sent it: nobody is told when it is not taken.",
  "told-today": "This sender was told today already: nobody is told again when it is not taken.",
};

/** What leaves when it is not taken, before it leaves. */
function Notice({ notice }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "notice">) {
  if (typeof notice === "string") return <p className="text-sm text-quiet">{unsaid[notice]}</p>;
  return (
    <Fold line="What the sender is told when you do not take it">
      <div className="max-w-160 border-l-2 border-line pl-4">
        <p className="text-sm text-quiet">
          To <span className="[overflow-wrap:anywhere]">{notice.address}</span>, ten seconds later:{" "}
          <span className="font-semibold text-soft" dir="auto">
            {notice.subject}
          </span>
        </p>
        <pre className="mt-2 font-letter text-base whitespace-pre-wrap text-soft" dir="auto">
          {notice.text}
        </pre>
      </div>
    </Fold>
  );
}

/** Somebody who is no member, or writes from another address: what else can be done than let it pass. */
function WhoIsThis() {
  const { from, members, likely, mayInvite, mayTend } = useLoaderData<typeof loader>();
  const form = useMistakes("invite");
  const [sender] = from;
  if (!sender) return null;
  return (
    <>
      {mayTend ? (
        <Fold line="Remember the address, and decide later">
          <Form method="post" className="flex flex-wrap items-end gap-3">
            <div className="w-full sm:w-72">
              <Select
                label="Whose address is it?"
                name="as"
                options={[["", "Choose a member"], ...members]}
                defaultValue={likely}
              />
            </div>
            <Button name="intent" value="remember">
              Remember it
            </Button>
          </Form>
        </Fold>
      ) : null}
      {mayInvite ? (
        <Fold line="Invite them" open={form.refusal !== null}>
          <RefusalLine words={form.refusal} />
          <Form method="post" className="max-w-120 space-y-4">
            <TextField label="Name" name="name" defaultValue={form.typed("name", sender.name)} />
            <TextArea label="A few words from you" name="note" letter defaultValue={form.typed("note")} />
            <Button name="intent" value="invite">
              Send the invitation
            </Button>
          </Form>
        </Fold>
      ) : null}
    </>
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

/** As it was understood: what is new stands open, what was folded is behind a line that says why, in its place. */
function Reading() {
  const { parts, attachments, isForgotten } = useLoaderData<typeof loader>();
  return (
    <Section title="As we read it" first>
      <div className="space-y-4">
        {isForgotten ? <p className="text-soft">The mail itself is not kept any more.</p> : null}
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
