import { Form, useActionData } from "@remix-run/react";
import { Button } from "../button.tsx";
import { TextField } from "../field.tsx";
import { memoryOf } from "../letter-pages/form-memory.ts";
import { GuessedZone } from "../letter-pages/zone-field.tsx";
import { RefusalLine } from "../mistakes.tsx";

/** An address, and a button. `website` is a field that no person sees: what is written there, a machine wrote. */
export function FollowForm({ slug, name }: { slug: string; name: string }) {
  const form = memoryOf(useActionData<object>());
  return (
    <Form method="post" action={`/${slug}/follow`} className="max-w-120 space-y-5">
      <RefusalLine words={form.refusal} />
      <TextField
        label="Your email address"
        name="address"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <TextField
        label="Your name, if you like"
        name="name"
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name")}
        error={form.error("name")}
      />
      <div className="sr-only" aria-hidden="true">
        <label>
          Leave this empty
          <input type="text" name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <GuessedZone />
      <Button look="primary" wide>
        Follow {name}
      </Button>
    </Form>
  );
}
