import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import { LetterPage } from "#app/components/letter-page.tsx";
import { AccentField } from "#app/components/letter-pages/accent-field.tsx";
import { memoryOf } from "#app/components/letter-pages/form-memory.ts";
import { privatePage } from "#app/components/letter-pages/private-page.ts";
import { ZoneField } from "#app/components/letter-pages/zone-field.tsx";
import { RefusalLine } from "#app/components/mistakes.tsx";
import { config } from "#app/lib/config.ts";
import { slugify } from "#app/lib/names.ts";
import { isRefusal, type RefusalReason } from "#app/lib/refusal.ts";
import { finishSetup, isSetUp, isSetupToken } from "#app/models/setup.ts";
import { badForm, readForm, refusedForm } from "#app/web/form.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import { zoneOptions } from "#app/web/zones.ts";

const DEFAULT_ACCENT = "#9a4a2f";
const DEFAULT_ZONE = "Europe/Berlin";

export const meta: MetaFunction = () => privatePage("The first community");

export async function loader({ params }: LoaderFunctionArgs) {
  if (!(await isSetupToken(params.token ?? "")))
    return data({ open: false as const, done: await isSetUp() }, { status: 410 });
  return data({ open: true as const, mailDomain: config().mailDomain, zones: zoneOptions(DEFAULT_ZONE) });
}

const setupForm = z.object({
  name: z.string().trim().min(1, "It needs a name.").max(80, "A shorter name, please: 80 letters at most."),
  slug: z.string().trim().toLowerCase(),
  tagline: z.string().trim().max(160, "A shorter line, please: 160 letters at most."),
  accent: z.string(),
  ownAccent: z.string(),
  timeZone: z.string(),
  ownerName: z
    .string()
    .trim()
    .min(1, "Your name is missing.")
    .max(80, "A shorter name, please: 80 letters at most."),
  address: z.string().trim(),
});

/** Beside which field a refusal is told. */
const fieldOf: Partial<Record<RefusalReason, string>> = {
  "slug-odd": "slug",
  "slug-taken": "slug",
  "accent-odd": "accent",
  "zone-unknown": "timeZone",
  "address-odd": "address",
  "name-missing": "name",
};

export async function action({ request, params }: ActionFunctionArgs) {
  const read = await readForm(request, setupForm);
  if (!read.ok) return badForm(read);

  const { accent, ownAccent, ownerName, address, ...community } = read.fields;
  try {
    const made = await finishSetup(params.token ?? "", {
      ...community,
      accent: accent === "own" ? ownAccent : accent,
      owner: { name: ownerName, address },
      userAgent: request.headers.get("user-agent") ?? "",
    });
    return redirect(`/console/${made.community.slug}`, {
      headers: { "Set-Cookie": sessionCookie(made.sessionToken) },
    });
  } catch (error) {
    return badForm(refusedForm(error, read.typed, isRefusal(error) ? (fieldOf[error.reason] ?? "") : ""));
  }
}

export default function Setup() {
  const loaded = useLoaderData<typeof loader>();
  if (!loaded.open) return <Closed done={loaded.done} />;
  return (
    <LetterPage
      title="Make the first community"
      foot="Everything here can be changed later, but for the address."
    >
      <p className="font-letter text-lg text-soft">
        A circle of people, a name for it, and you as its owner. This takes two minutes, and nothing is sent
        to anybody yet.
      </p>
      <SetupForm mailDomain={loaded.mailDomain} zones={loaded.zones} />
    </LetterPage>
  );
}

function SetupForm({ mailDomain, zones }: { mailDomain: string; zones: ReturnType<typeof zoneOptions> }) {
  const form = memoryOf(useActionData<typeof action>());
  const [slug, setSlug] = useState(form.typed("slug"));
  const [ownSlug, setOwnSlug] = useState(slug !== "");
  return (
    <Form method="post" className="mt-8 space-y-6">
      <RefusalLine words={form.refusal} />
      <TextField
        label="Its name"
        name="name"
        required
        maxLength={80}
        autoComplete="off"
        placeholder="Kiln Circle"
        defaultValue={form.typed("name")}
        error={form.error("name")}
        onChange={(event) => {
          if (!ownSlug) setSlug(event.target.value.trim() ? slugify(event.target.value) : "");
        }}
      />
      <TextField
        label="Its address"
        hint={`Members write to this: ${slug || "…"}@${mailDomain}`}
        name="slug"
        required
        minLength={2}
        maxLength={24}
        pattern="[a-z0-9][a-z0-9\-]*[a-z0-9]"
        title="2 to 24 small letters, digits and hyphens"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={slug}
        error={form.error("slug")}
        onChange={(event) => {
          setOwnSlug(event.target.value !== "");
          setSlug(event.target.value);
        }}
      />
      <TextField
        label="In a line"
        hint="If you like: what it is about."
        name="tagline"
        maxLength={160}
        placeholder="Potters of the valley, and those who like their pots"
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
      <div className="space-y-6 border-t border-line pt-6">
        <h2 className="text-lg">And you, its owner</h2>
        <TextField
          label="Your name"
          hint="As the others will read it."
          name="ownerName"
          required
          maxLength={80}
          autoComplete="name"
          defaultValue={form.typed("ownerName")}
          error={form.error("ownerName")}
        />
        <TextField
          label="Your email address"
          hint="You sign in with it, and get the letters."
          name="address"
          type="email"
          required
          maxLength={254}
          autoComplete="email"
          defaultValue={form.typed("address")}
          error={form.error("address")}
        />
      </div>
      <Button look="primary" wide>
        Make the community
      </Button>
    </Form>
  );
}

function Closed({ done }: { done: boolean }) {
  return (
    <LetterPage title="This link is not good any more">
      {done ? (
        <p>
          The first community has been made. Its owner can{" "}
          <Link to="/sign-in" className="link">
            sign in
          </Link>
          .
        </p>
      ) : (
        <p>Only the latest link on the terminal is good. Start Roundletter again, and it prints a new one.</p>
      )}
    </LetterPage>
  );
}
