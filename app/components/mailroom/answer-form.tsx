import { Form, useActionData } from "@remix-run/react";
import { useState } from "react";
import { Button, ButtonSummary } from "../button.tsx";
import { Field, Select, TextArea, TextField } from "../field.tsx";
import { Fold } from "../fold.tsx";
import { memoryOf } from "../letter-pages/form-memory.ts";
import { RefusalLine } from "../mistakes.tsx";

interface Item {
  number: number;
  title: string;
  address: string;
  line: string;
  beginning: string;
}

interface AnsweredLetter {
  recipient: string;
  replyTo: string;
  answerSubject: string;
  items: readonly Item[];
  text: string;
}

/** What a mailto link of the letter asked for. */
interface Wanted {
  to: string | null;
  subject: string | null;
  body: string | null;
}

const clients = [
  ["gmail", "Gmail"],
  ["apple-mail", "Apple Mail"],
  ["outlook", "Outlook"],
  ["thunderbird", "Thunderbird"],
] as const;

/** Answers as the receiver's own mail program would: it goes out by SMTP, and comes in like anybody's mail. */
export function AnswerForm({ letter, wanted }: { letter: AnsweredLetter; wanted: Wanted }) {
  const given = useActionData<object>();
  const form = memoryOf(given);
  const [under, setUnder] = useState(form.typed("under"));
  const item = letter.items.find(({ line }) => line === under);
  return (
    <details
      id="answer"
      open={given !== undefined || wanted.to !== null}
      className="mt-6 border-t border-line pt-6"
    >
      <ButtonSummary>Answer as {letter.recipient}</ButtonSummary>
      <Form method="post" encType="multipart/form-data" className="mt-6 space-y-5">
        <RefusalLine words={form.refusal} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Written with"
            name="client"
            options={clients}
            defaultValue={form.typed("client", "gmail")}
          />
          <Select
            label="Where"
            name="under"
            options={placesOf(letter.items)}
            value={under}
            onChange={(event) => setUnder(event.target.value)}
          />
        </div>
        <Select
          label="To"
          name="to"
          options={addressesOf(letter, wanted)}
          defaultValue={form.typed("to", wanted.to ?? letter.replyTo)}
          error={form.error("to")}
        />
        <TextField
          label="Subject"
          name="subject"
          defaultValue={form.typed("subject", wanted.subject ?? letter.answerSubject)}
          error={form.error("subject")}
        />
        <div>
          {item ? <Quote text={item.beginning} /> : null}
          <TextArea
            label="Your answer"
            labelHidden={item !== undefined}
            name="body"
            rows={6}
            letter
            defaultValue={form.typed("body", wanted.body ?? "")}
            error={form.error("body")}
          />
          <Fold line={item ? "The rest of the letter is quoted below" : "The letter is quoted below"}>
            <Quote text={letter.text.slice(0, 20_000)} />
          </Fold>
        </div>
        <FilesField />
        <Button look="primary" wide>
          Send the answer
        </Button>
      </Form>
    </details>
  );
}

export function FilesField() {
  return (
    <Field label="With it" hint="Pictures or files, if you like.">
      {(box) => (
        <input
          {...box}
          type="file"
          name="files"
          multiple
          className="box file:mr-3 file:rounded-small file:border-0 file:bg-shade file:px-3 file:py-1 file:text-ink"
        />
      )}
    </Field>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <pre
      className="mb-2 max-h-72 overflow-auto border-l-2 border-line-strong pl-3 font-source text-xs whitespace-pre-wrap text-quiet"
      tabIndex={0}
      aria-label="What is quoted"
      dir="auto"
    >
      {text
        .split("\n")
        .map((row) => `> ${row}`)
        .join("\n")}
    </pre>
  );
}

function placesOf(items: readonly Item[]) {
  return [
    ["", "On top of the quoted letter"] as const,
    ...items.map(({ number, title, line }) => [line, `Under ${String(number)}: ${title}`] as const),
  ];
}

function addressesOf({ replyTo, items }: AnsweredLetter, { to }: Wanted) {
  const addresses = new Map<string, string>([[replyTo, `${replyTo} (where answers go)`]]);
  for (const { number, title, address } of items)
    if (address) addresses.set(address, `${String(number)}: ${title}`);
  if (to && !addresses.has(to)) addresses.set(to, to);
  return [...addresses];
}
