import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { AccentField } from "#app/components/letter-pages/accent-field.tsx";
import { ZoneField } from "#app/components/letter-pages/zone-field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { config } from "#app/lib/config.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { foundAnother, mayFound } from "#app/models/community/founding.ts";
import { requirePerson } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm } from "#app/web/intents.ts";
import { zoneOptions } from "#app/web/zones.ts";

const DEFAULT_ACCENT = "#9a4a2f";
const DEFAULT_ZONE = "Europe/Berlin";

export const meta: MetaFunction = () => [{ title: "A new community" }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requireFounder(request);
  return { mailDomain: config().mailDomain, zones: zoneOptions(DEFAULT_ZONE) };
}

const foundingForm = z.object({
  name: z.string().trim().min(1, "It needs a name.").max(80, "A shorter name, please: 80 letters at most."),
  slug: z.string().trim().toLowerCase(),
  tagline: z.string().trim().max(160, "A shorter line, please: 160 letters at most."),
  accent: z.string(),
  ownAccent: z.string(),
  timeZone: z.string(),
});

export async function action({ request }: ActionFunctionArgs) {
  const person = await requireFounder(request);
  return doIntent(request, {
    found: async (form) => {
      const { accent, ownAccent, ...wanted } = insistForm(form, foundingForm);
      const chosen = accent === "own" ? ownAccent : accent;
      const { slug } = await foundAnother(person, { ...wanted, accent: chosen }).catch(besideField);
      return redirect(`/console/${slug}`);
    },
  });
}

async function requireFounder(request: Request) {
  const person = await requirePerson(request);
  if (!(await mayFound(person))) throw new Response(null, { status: 404 });
  return person;
}

function besideField(error: unknown): never {
  if (isRefusal(error) && (error.reason === "slug-odd" || error.reason === "slug-taken"))
    throw new FormMistakes({ slug: error.message });
  throw error;
}

export default function NewCommunity() {
  const { mailDomain, zones } = useLoaderData<typeof loader>();
  const form = useMistakes("found");
  return (
    <LetterPage title="A new community" foot="Everything here can be changed later, but for the address.">
      <Form method="post" className="mt-6 space-y-6">
        <RefusalLine words={form.refusal} />
        <TextField
          label="Its name"
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          defaultValue={form.typed("name")}
          error={form.error("name")}
        />
        <TextField
          label="Its address"
          hint={`What stands before @${mailDomain}: 2 to 24 small letters, digits and hyphens.`}
          name="slug"
          required
          minLength={2}
          maxLength={24}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={form.typed("slug")}
          error={form.error("slug")}
        />
        <TextField
          label="In a line"
          hint="If you like: what it is about."
          name="tagline"
          maxLength={160}
          defaultValue={form.typed("tagline")}
          error={form.error("tagline")}
        />
        <AccentField
          chosen={form.typed("accent", DEFAULT_ACCENT)}
          own={form.typed("ownAccent", DEFAULT_ACCENT)}
          error={form.error("accent")}
        />
        <ZoneField
          label="Its time zone"
          hint="Letters go out by this clock, unless a member chooses another."
          options={zones}
          chosen={form.typed("timeZone", DEFAULT_ZONE)}
          guess={form.typed("timeZone") === ""}
          error={form.error("timeZone")}
        />
        <Button look="primary" name="intent" value="found" wide>
          Make the community
        </Button>
      </Form>
    </LetterPage>
  );
}
