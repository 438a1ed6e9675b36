import { Form, useActionData } from "@remix-run/react";
import { Button } from "../button.tsx";
import { CheckField, Select, TextField } from "../field.tsx";
import { memoryOf } from "../letter-pages/form-memory.ts";
import { RefusalLine } from "../mistakes.tsx";
import { Honeypot } from "./honeypot.tsx";
import { useWords } from "./use-words.ts";

/** A visitor says that they come: with an address, which a letter asks to confirm. */
export function RsvpForm({
  to,
  left,
  community,
  hasNewsletter,
}: {
  /** Where it is sent. */
  to: string;
  left: number | null;
  community: string;
  hasNewsletter: boolean;
}) {
  const form = memoryOf(useActionData<object>());
  const words = useWords();
  return (
    <Form method="post" action={to} className="max-w-120 space-y-5">
      <RefusalLine words={form.refusal} />
      <TextField
        label={words.ask.name}
        name="name"
        required
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name")}
        error={form.error("name")}
      />
      <TextField
        label={words.follow.address}
        name="address"
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <Select
        label={words.events.bring}
        name="guests"
        options={Array.from(
          { length: 10 },
          (_, guests) =>
            [String(guests), guests === 0 ? words.events.nobody : words.events.guests(guests)] as const,
        )}
        defaultValue={form.typed("guests", "0")}
        error={form.error("guests")}
      />
      {hasNewsletter ? (
        <CheckField
          label={words.events.newsletter(community)}
          name="newsletter"
          defaultChecked={form.typed("newsletter") === "on"}
        />
      ) : null}
      <Honeypot />
      <Button look="primary" wide>
        {left === 0 ? words.events.queue : words.events.come}
      </Button>
      <p className="text-sm text-quiet">
        {words.events.how} {words.events.members}
      </p>
    </Form>
  );
}
