import { Form, useActionData } from "@remix-run/react";
import { Button } from "../button.tsx";
import { TextField } from "../field.tsx";
import { memoryOf } from "../letter-pages/form-memory.ts";
import { RefusalLine } from "../mistakes.tsx";
import { Honeypot } from "./honeypot.tsx";
import { useWords } from "./use-words.ts";

/** An address, and a button. */
export function FollowForm({ slug, name }: { slug: string; name: string }) {
  const form = memoryOf(useActionData<object>());
  const words = useWords().follow;
  return (
    <Form method="post" action={`/${slug}/follow`} className="max-w-120 space-y-5">
      <RefusalLine words={form.refusal} />
      <TextField
        label={words.address}
        name="address"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <TextField
        label={words.name}
        name="name"
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name")}
        error={form.error("name")}
      />
      <Honeypot />
      <Button look="primary" wide>
        {words.button(name)}
      </Button>
    </Form>
  );
}
