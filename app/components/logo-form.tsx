import { Form } from "@remix-run/react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { useMistakes } from "./mistakes.tsx";
import { Section } from "./page-head.tsx";

/** The community's logo: a form of its own, since it brings a file. */
export function LogoForm({ logo }: { logo: { id: string; width: number; height: number } | null }) {
  const form = useMistakes("logo");
  const error = form.error("logo") ?? form.refusal;
  return (
    <Section
      title="Logo"
      line="At the head of each letter, beside the name. Letters are read without it too."
    >
      <Form
        method="post"
        encType="multipart/form-data"
        className="flex flex-wrap items-end gap-6"
        key={logo?.id}
      >
        {logo ? (
          <img
            src={`/photos/${logo.id}/320`}
            alt="The logo now"
            width={Math.min(Math.round((logo.width * 64) / logo.height), 260)}
            height={64}
            className="max-h-16 w-auto rounded-base border border-line"
          />
        ) : null}
        <Field
          label={logo ? "Another picture" : "A picture"}
          hint="JPEG or PNG, on a plain ground."
          {...(error && { error })}
        >
          {(box) => (
            <input
              {...box}
              type="file"
              name="logo"
              accept="image/*"
              required
              className="box file:mr-3 file:rounded-small file:border-0 file:bg-shade file:px-3 file:py-1 file:text-ink"
            />
          )}
        </Field>
        <Button name="intent" value="logo">
          Use it
        </Button>
        {logo ? (
          <Button look="quiet" name="intent" value="no-logo" formNoValidate>
            Take it away
          </Button>
        ) : null}
      </Form>
    </Section>
  );
}
