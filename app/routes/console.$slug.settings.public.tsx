import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { CheckField, Select } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { partsAsSet, showParts } from "#app/models/public-face/parts-shown.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { ticked } from "#app/web/settings-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  return { slug: community.slug, parts: partsAsSet(community) };
}

const shown = z.enum(["everybody", "unlisted", "members"]);
const partsForm = z.object({
  home: shown,
  makers: shown,
  showcases: shown,
  events: shown,
  newsletters: shown,
  inquiries: ticked,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    parts: async (form) => {
      await showParts(actor, insistForm(form, partsForm));
      return redirectWithToast(new URL(request.url).pathname, { words: "Saved." });
    },
  });
}

const rows = [
  ["home", "Home", "Name, tagline, description, and the way in."],
  ["makers", "Makers", "Who has something shown; each says themselves how much of their profile."],
  ["showcases", "Showcases", "Those that are marked for everybody."],
  ["events", "Events", "Those that are marked for everybody."],
  ["newsletters", "Newsletters", "What went to followers, with a feed."],
] as const;

const choices = [
  ["everybody", "Everybody"],
  ["unlisted", "Who knows the address; search engines are asked to pass by"],
  ["members", "Members only"],
] as const;

export default function PublicParts() {
  const { slug, parts } = useLoaderData<typeof loader>();
  const form = useMistakes("parts");
  return (
    <Form method="post" className="space-y-6 pb-10">
      <div>
        <h2 className="text-lg">The public</h2>
        <p className="mt-1 text-sm text-quiet">
          No part is more open than the home. Nobody’s address is ever shown.{" "}
          <Link to={`/${slug}`} className="link">
            See it
          </Link>
        </p>
      </div>
      <RefusalLine words={form.refusal} />
      {rows.map(([part, label, hint]) => (
        <Select
          key={part}
          label={label}
          hint={hint}
          name={part}
          options={choices}
          defaultValue={form.typed(part, parts[part])}
        />
      ))}
      <CheckField
        label="Visitors may ask a maker"
        hint="Their question reaches the maker by mail; neither sees the other’s address."
        name="inquiries"
        value="yes"
        defaultChecked={parts.inquiries}
      />
      <Button look="primary" name="intent" value="parts" wide>
        Save what is shown
      </Button>
    </Form>
  );
}
