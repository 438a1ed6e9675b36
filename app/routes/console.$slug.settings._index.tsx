import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AccentPreview } from "#app/components/accent-preview.tsx";
import { contrast, isColour } from "#app/components/accent.ts";
import { Button } from "#app/components/button.tsx";
import { Select, TextArea, TextField } from "#app/components/field.tsx";
import { LogoForm } from "#app/components/logo-form.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { updateCommunity } from "#app/models/community.ts";
import { changeLogo } from "#app/models/community/logo.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const languages = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const { name, tagline, description, accent, locale, logoId, logoWidth, logoHeight } = community;
  return {
    community: { name, tagline, description, accent, locale },
    logo: logoId && logoWidth && logoHeight ? { id: logoId, width: logoWidth, height: logoHeight } : null,
  };
}

const identityForm = z.object({
  name: z.string().trim().min(1, "It needs a name.").max(80, "Shorter, please: 80 letters at most."),
  tagline: z.string().trim().max(160, "Shorter, please: 160 letters at most."),
  description: z.string().trim().max(5000, "Shorter, please: 5,000 letters at most."),
  locale: z.enum(["en", "de", "fr", "es"]),
  accent: z
    .string()
    .refine(isColour, "A colour is written as #9a4a2f.")
    .refine(
      (colour) => contrast(colour, "#ffffff") >= 4.5,
      "White words on this colour would be hard to read. Choose a darker one.",
    ),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    logo: async (form) => {
      await changeLogo(actor, await readLogo(form));
      return redirectWithToast(here, { words: "The logo stands in letters from now on." });
    },
    "no-logo": async () => {
      await changeLogo(actor, null);
      return redirectWithToast(here, { words: "Letters go without a logo." });
    },
    identity: async (form) => {
      await updateCommunity(actor, insistForm(form, identityForm));
      return redirectWithToast(here, { words: "Saved." });
    },
  });
}

async function readLogo(form: FormData): Promise<Uint8Array> {
  const file = form.get("logo");
  if (!(file instanceof File) || file.size === 0) throw new FormMistakes({ logo: "Choose a picture first." });
  return new Uint8Array(await file.arrayBuffer());
}

export default function Identity() {
  const { community, logo } = useLoaderData<typeof loader>();
  const form = useMistakes("identity");
  const text = (name: "name" | "tagline" | "description") => ({
    name,
    defaultValue: form.typed(name, community[name]),
    error: form.error(name),
  });
  return (
    <>
      <Form method="post" action="?index" className="space-y-6 pb-10">
        <h2 className="text-lg">Who we are</h2>
        <RefusalLine words={form.refusal} />
        <TextField label="Name" required maxLength={80} {...text("name")} />
        <TextField label="Tagline" hint="One line, below the name." maxLength={160} {...text("tagline")} />
        <TextArea
          label="Description"
          hint="For newcomers, and for the public page."
          rows={5}
          letter
          {...text("description")}
        />
        <Select
          label="Language"
          hint="Of letters to those who have not chosen their own. The console is in English."
          name="locale"
          options={languages}
          defaultValue={form.typed("locale", community.locale)}
        />
        <AccentPreview
          kept={form.typed("accent", community.accent)}
          name={community.name}
          error={form.error("accent")}
        />
        <Button look="primary" name="intent" value="identity" wide>
          Save who we are
        </Button>
      </Form>
      <LogoForm logo={logo} />
    </>
  );
}
