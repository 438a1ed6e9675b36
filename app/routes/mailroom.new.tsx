import { redirect, type ActionFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { memoryOf } from "#app/components/letter-pages/form-memory.ts";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { FilesField } from "#app/components/mailroom/answer-form.tsx";
import { RefusalLine } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { listWriters, mailroomIsOpen, sendNewLetter } from "#app/models/mailroom.ts";
import { badForm, parseForm } from "#app/web/form.ts";
import { doorWords, readFiles, sentPath } from "#app/web/mailroom-form.ts";

export const meta: MetaFunction = () => privatePage("Write a letter");

export async function loader() {
  if (!mailroomIsOpen()) throw new Response(null, { status: 404 });
  return listWriters();
}

const letterForm = z.object({
  from: z.string(),
  stranger: z.string().trim().max(254),
  to: z
    .string()
    .trim()
    .regex(/^\S+@\S+$/, "Choose where it goes."),
  subject: z.string().trim().max(400, "A shorter subject, please."),
  body: z.string().max(100_000, "This is too long: 100,000 letters at most."),
});

export async function action({ request }: ActionFunctionArgs) {
  if (!mailroomIsOpen()) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const read = parseForm(form, letterForm);
  if (!read.ok) return badForm(read);

  const { from, stranger, to, subject, body } = read.fields;
  const sender = await findSender(from, stranger);
  if (!sender)
    return badForm({ ok: false, typed: read.typed, errors: { stranger: "Somebody’s address is missing." } });
  try {
    const sent = await sendNewLetter({
      from: sender,
      to,
      subject,
      body: body.replaceAll("\r\n", "\n"),
      attachments: await readFiles(form),
    });
    return redirect(sentPath(sent));
  } catch (error) {
    return badForm({ ok: false, typed: read.typed, errors: doorWords(error) });
  }
}

/** One of the members, or anybody at all. */
async function findSender(from: string, stranger: string): Promise<{ name: string; address: string } | null> {
  if (from === "") return /^[^\s@]+@[^\s@]+$/.test(stranger) ? { name: "", address: stranger } : null;
  const { people } = await listWriters();
  return people.find(({ address }) => address === from) ?? null;
}

export default function WriteLetter() {
  const { people, communities } = useLoaderData<typeof loader>();
  const form = memoryOf(useActionData<typeof action>());
  const [search] = useSearchParams();
  const writers = [
    ...people.map(({ address, name }) => [address, `${name} <${address}>`] as const),
    ["", "A stranger …"] as const,
  ];
  return (
    <div className="mx-auto max-w-152">
      <Link to="/mailroom" className="mb-4 inline-block text-sm text-quiet hover:text-ink lg:hidden">
        <span aria-hidden="true">‹ </span>Mailroom
      </Link>
      <PageHead
        title="Write a letter"
        line="It takes the way of any mail: through the door, to the thread that it begins."
      />
      <Form method="post" encType="multipart/form-data" className="space-y-5">
        <RefusalLine words={form.refusal} />
        <Select
          label="From"
          name="from"
          options={writers}
          defaultValue={form.typed("from", search.get("person") ?? people[0]?.address)}
        />
        <TextField
          label="The stranger’s address"
          hint="Only if nobody is chosen above."
          name="stranger"
          type="email"
          autoComplete="off"
          defaultValue={form.typed("stranger")}
          error={form.error("stranger")}
        />
        <Select
          label="To"
          name="to"
          options={communities.map(({ address, name }) => [address, `${name} <${address}>`] as const)}
          defaultValue={form.typed("to", communities[0]?.address)}
          error={form.error("to")}
        />
        <TextField
          label="Subject"
          name="subject"
          maxLength={400}
          autoComplete="off"
          defaultValue={form.typed("subject")}
          error={form.error("subject")}
        />
        <TextArea
          label="The letter"
          name="body"
          rows={10}
          letter
          defaultValue={form.typed("body")}
          error={form.error("body")}
        />
        <FilesField />
        <Button look="primary" wide>
          Send the letter
        </Button>
      </Form>
    </div>
  );
}
