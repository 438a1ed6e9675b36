import { Form, useActionData } from "@remix-run/react";
import { Button } from "../button.tsx";
import { TextArea, TextField } from "../field.tsx";
import { memoryOf } from "../letter-pages/form-memory.ts";
import { RefusalLine } from "../mistakes.tsx";
import { Honeypot } from "./honeypot.tsx";
import { useWords } from "./use-words.ts";

/** A visitor's question to a maker. */
export function AskForm() {
  const form = memoryOf(useActionData<object>());
  const words = useWords();
  return (
    <Form method="post" className="max-w-140 space-y-5">
      <RefusalLine words={form.refusal} />
      <TextArea
        label={words.ask.words}
        name="words"
        required
        rows={6}
        letter
        maxLength={4000}
        defaultValue={form.typed("words")}
        error={form.error("words")}
      />
      <TextField
        label={words.ask.name}
        hint={words.ask.nameHint}
        name="name"
        required
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name")}
        error={form.error("name")}
      />
      <TextField
        label={words.ask.address}
        hint={words.ask.addressHint}
        name="address"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <Honeypot />
      <Button look="primary" wide>
        {words.ask.button}
      </Button>
    </Form>
  );
}
