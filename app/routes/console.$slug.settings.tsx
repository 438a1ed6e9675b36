import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { accentAdvice, accentTints, contrast, isColour } from "#app/components/accent.ts";
import { Button } from "#app/components/button.tsx";
import { CheckField, Field, Select, TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { DigestRhythmFields } from "#app/components/rhythm-fields.tsx";
import { isTimeZone } from "#app/lib/local-time.ts";
import { LogoForm } from "#app/components/logo-form.tsx";
import { communityAddress, updateCommunity } from "#app/models/community.ts";
import { changeLogo } from "#app/models/community/logo.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, FormMistakes, insistForm } from "#app/web/intents.ts";
import { digestRhythmFields } from "#app/web/rhythm-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

export const meta: MetaFunction = () => [{ title: "Settings" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const {
    slug,
    name,
    tagline,
    description,
    accent,
    timeZone,
    memberLimit,
    digestRhythm,
    digestWeekday,
    digestHour,
    publicHome,
    unlisted,
    postalAddress,
    instantGraceMinutes,
    sendsUncertainAgain,
    logoId,
    logoWidth,
    logoHeight,
  } = community;
  return {
    community: {
      slug,
      name,
      tagline,
      description,
      accent,
      timeZone,
      memberLimit,
      digestRhythm,
      digestWeekday,
      digestHour,
      publicHome,
      unlisted,
      postalAddress: postalAddress ?? "",
      instantGraceMinutes,
      sendsUncertainAgain,
    },
    logo: logoId && logoWidth && logoHeight ? { id: logoId, width: logoWidth, height: logoHeight } : null,
    address: communityAddress(community),
    zones: zoneOptions(timeZone),
  };
}

const settingsForm = z.object({
  name: z.string().trim().min(1, "It needs a name."),
  tagline: z.string().trim().max(160, "Shorter, please: 160 letters at most."),
  description: z.string().trim().max(5000, "Shorter, please: 5,000 letters at most."),
  accent: z
    .string()
    .refine(isColour, "A colour is written as #9a4a2f.")
    .refine(
      (colour) => contrast(colour, "#ffffff") >= 4.5,
      "White words on this colour would be hard to read. Choose a darker one.",
    ),
  timeZone: z.string().refine(isTimeZone, "This zone is not known."),
  memberLimit: z.coerce
    .number("A whole number.")
    .int("A whole number.")
    .min(1, "At least one.")
    .max(10_000, "10,000 at most."),
  ...digestRhythmFields,
  instantGraceMinutes: z.coerce
    .number("A whole number.")
    .int("A whole number.")
    .min(0, "Not less than none.")
    .max(1_440, "A day at most."),
  sendsUncertainAgain: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
  postalAddress: z
    .string()
    .trim()
    .max(500, "Shorter, please.")
    .transform((lines) => (lines === "" ? null : lines)),
  publicHome: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
  unlisted: z
    .literal("yes")
    .optional()
    .transform((checked) => checked === "yes"),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    logo: async (form) => {
      await changeLogo(actor, await readLogo(form));
      return redirectWithToast(new URL(request.url).pathname, {
        words: "The logo stands in letters from now on.",
      });
    },
    "no-logo": async () => {
      await changeLogo(actor, null);
      return redirectWithToast(new URL(request.url).pathname, { words: "Letters go without a logo." });
    },
    settings: async (form) => {
      await updateCommunity(actor, insistForm(form, settingsForm));
      return redirectWithToast(new URL(request.url).pathname, { words: "Saved." });
    },
  });
}

async function readLogo(form: FormData): Promise<Uint8Array> {
  const file = form.get("logo");
  if (!(file instanceof File) || file.size === 0) throw new FormMistakes({ logo: "Choose a picture first." });
  return new Uint8Array(await file.arrayBuffer());
}

export default function Settings() {
  const { community, logo, address, zones } = useLoaderData<typeof loader>();
  const form = useMistakes("settings");
  const text = (name: "name" | "tagline" | "description" | "postalAddress") => ({
    name,
    defaultValue: form.typed(name, community[name]),
    error: form.error(name),
  });
  return (
    <div className="max-w-152">
      <PageHead
        title="Settings"
        line={
          <>
            Members write to <strong className="font-semibold">{address}</strong>
          </>
        }
        acts={
          <Link to="../audit" className="link">
            What was done
          </Link>
        }
      />
      <Form method="post">
        <RefusalLine words={form.refusal} />
        <Section title="Who we are" first>
          <div className="space-y-6">
            <TextField label="Name" required maxLength={80} {...text("name")} />
            <TextField
              label="Tagline"
              hint="One line, below the name."
              maxLength={160}
              {...text("tagline")}
            />
            <TextArea
              label="Description"
              hint="For newcomers, and for the public page."
              rows={5}
              letter
              {...text("description")}
            />
            <AccentField kept={form.typed("accent", community.accent)} error={form.error("accent")} />
          </div>
        </Section>
        <Section title="Members" line="When it is full, newcomers get a place in the waiting list.">
          <TextField
            label="Member limit"
            type="number"
            name="memberLimit"
            min={1}
            required
            inputMode="numeric"
            defaultValue={form.typed("memberLimit", String(community.memberLimit))}
            error={form.error("memberLimit")}
          />
        </Section>
        <Section title="Letters" line="What a new member starts with. Each can change their own.">
          <div className="space-y-6">
            <DigestRhythmFields form={form} kept={community} />
            <Select
              label="Zone"
              name="timeZone"
              options={zones}
              defaultValue={form.typed("timeZone", community.timeZone)}
              error={form.error("timeZone")}
            />
            <TextField
              label="Minutes to think again"
              hint="So long a post waits before it goes to those who get each at once; its author can change or undo it."
              type="number"
              name="instantGraceMinutes"
              min={0}
              max={1440}
              required
              inputMode="numeric"
              defaultValue={form.typed("instantGraceMinutes", String(community.instantGraceMinutes))}
              error={form.error("instantGraceMinutes")}
            />
            <CheckField
              label="Send a letter once more when it is not known whether it arrived"
              hint="After a crash, rarely. Some would get it twice. Otherwise you decide, letter by letter."
              name="sendsUncertainAgain"
              value="yes"
              defaultChecked={community.sendsUncertainAgain}
            />
            <TextArea
              label="Postal address"
              hint="At the foot of each letter, where the law asks for one."
              rows={2}
              {...text("postalAddress")}
            />
          </div>
        </Section>
        <Section title="The public">
          <div className="space-y-4">
            <CheckField
              label="Show a public page"
              hint="Name, tagline, description, and what is marked for everybody: showcases, events, threads, each on its own page. Never an address, and nothing else of what is said."
              name="publicHome"
              value="yes"
              defaultChecked={community.publicHome}
            />
            <CheckField
              label="Ask search engines to pass by"
              hint="The public pages are then for those who are given their address."
              name="unlisted"
              value="yes"
              defaultChecked={community.unlisted}
            />
          </div>
        </Section>
        <div className="pb-10">
          <Button look="primary" name="intent" value="settings" wide>
            Save the settings
          </Button>
        </div>
      </Form>
      <LogoForm logo={logo} />
    </div>
  );
}

/** One colour; what it becomes by day and by night is shown at once. */
function AccentField({ kept, error }: { kept: string; error: string | undefined }) {
  const [chosen, setChosen] = useState(kept);
  return (
    <Field label="Accent" hint="The one coloured thread of pages and letters." {...(error && { error })}>
      {(box) => (
        <div className="flex flex-wrap items-center gap-4">
          <input
            {...box}
            type="color"
            name="accent"
            defaultValue={kept}
            onChange={(event) => setChosen(event.currentTarget.value)}
            className="h-11 w-16 cursor-pointer rounded-base border border-line-strong bg-sheet p-1"
          />
          <Swatch colour={chosen} daytime="day" words="By day" ground="#faf7f0" />
          <Swatch colour={chosen} daytime="night" words="By night" ground="#1e1b17" />
          <p className="w-full text-sm text-quiet">{adviceWords(chosen)}</p>
        </div>
      )}
    </Field>
  );
}

function Swatch({
  colour,
  daytime,
  words,
  ground,
}: {
  colour: string;
  daytime: "day" | "night";
  words: string;
  ground: string;
}) {
  const { ink, tint } = accentTints(colour, daytime);
  return (
    <span
      className="rounded-small border border-line-strong px-3 py-1 text-sm font-semibold"
      style={{ background: ground, color: ink }}
    >
      <span className="rounded-small px-1" style={{ background: tint }}>
        {words}
      </span>
    </span>
  );
}

function adviceWords(colour: string): string {
  const { kept, shownAs, contrast: ratio } = accentAdvice(colour);
  const told = `Contrast on paper: ${ratio.toFixed(1)} to 1.`;
  if (contrast(colour, "#ffffff") < 4.5)
    return `${told} Too pale for words on a button: choose a darker one.`;
  return kept
    ? `${told} Words read well in it.`
    : `${told} Words are shown in ${shownAs}, a little darker, so that they read well.`;
}
