import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { AnswerForm } from "#app/components/mailroom/answer-form.tsx";
import { LetterView } from "#app/components/mailroom/letter-view.tsx";
import { answerLetter, letterById, mailClients, mailroomIsOpen } from "#app/models/mailroom.ts";
import { badForm, parseForm } from "#app/web/form.ts";
import { doorWords, readFiles, sentPath } from "#app/web/mailroom-form.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  privatePage(loaded ? loaded.subject : "Mailroom");

export async function loader({ params }: LoaderFunctionArgs) {
  const opened = mailroomIsOpen() ? await letterById(params.id ?? "") : null;
  if (!opened) throw new Response(null, { status: 404 });

  const { letter, from, replyTo, answerSubject, items, html, text, source, headers } = opened;
  return {
    id: letter.id,
    subject: letter.subject || "Without a subject",
    from: from ?? { name: letter.fromName, address: letter.envelopeFrom },
    recipient: letter.recipient,
    receivedAt: letter.receivedAt,
    unsubscribable: headers.some(({ name }) => name === "List-Unsubscribe"),
    hasHtml: html !== null,
    replyTo,
    answerSubject,
    items,
    text,
    source,
  };
}

const answerForm = z.object({
  client: z.enum(mailClients),
  /** Empty: on top; else the line of the letter under which it is written. */
  under: z.string().max(400),
  to: z
    .string()
    .trim()
    .regex(/^\S+@\S+$/, "This is no address."),
  subject: z.string().trim().max(400),
  body: z.string().max(100_000, "This is too long: 100,000 letters at most."),
});

export async function action({ request, params }: ActionFunctionArgs) {
  if (!mailroomIsOpen()) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const read = parseForm(form, answerForm);
  if (!read.ok) return badForm(read);

  const { under, body, ...answer } = read.fields;
  try {
    const sent = await answerLetter(params.id ?? "", {
      ...answer,
      body: body.replaceAll("\r\n", "\n"),
      place: under === "" ? "top" : { under },
      attachments: await readFiles(form),
    });
    return redirect(sentPath(sent));
  } catch (error) {
    return badForm({ ok: false, typed: read.typed, errors: doorWords(error) });
  }
}

export default function OpenLetter() {
  const letter = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <div key={letter.id} className="mx-auto max-w-200">
      <Link
        to={backPath(search, letter.recipient)}
        className="mb-4 inline-block text-sm text-quiet hover:text-ink lg:hidden"
      >
        <span aria-hidden="true">‹ </span>Letters
      </Link>
      <LetterView letter={letter} />
      <AnswerForm
        letter={letter}
        wanted={{ to: search.get("to"), subject: search.get("subject"), body: search.get("body") }}
      />
    </div>
  );
}

function backPath(search: URLSearchParams, recipient: string): string {
  return search.get("person") === "" ? "/mailroom" : `/mailroom?person=${encodeURIComponent(recipient)}`;
}
