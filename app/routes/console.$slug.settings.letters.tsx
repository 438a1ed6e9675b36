import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { CheckField, Select, TextArea, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { DigestRhythmFields } from "#app/components/rhythm-fields.tsx";
import { isTimeZone } from "#app/lib/local-time.ts";
import { updateCommunity } from "#app/models/community.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { digestRhythmFields } from "#app/web/rhythm-form.ts";
import { ticked, wholeNumber } from "#app/web/settings-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";
import { zoneOptions } from "#app/web/zones.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const { digestRhythm, digestWeekday, digestHour, timeZone, postalAddress } = community;
  const { holdMinutes, proofRequired, instantGraceMinutes, sendsUncertainAgain } = community;
  return {
    letters: {
      ...{ digestRhythm, digestWeekday, digestHour, timeZone, postalAddress: postalAddress ?? "" },
      ...{ holdMinutes, proofRequired, instantGraceMinutes, sendsUncertainAgain },
    },
    zones: zoneOptions(timeZone),
  };
}

const lettersForm = z.object({
  ...digestRhythmFields,
  timeZone: z.string().refine(isTimeZone, "This zone is not known."),
  holdMinutes: wholeNumber(0, 120, { least: "Not less than none.", most: "Two hours at most." }),
  proofRequired: ticked,
  instantGraceMinutes: wholeNumber(0, 1440, { least: "Not less than none.", most: "A day at most." }),
  sendsUncertainAgain: ticked,
  postalAddress: z
    .string()
    .trim()
    .max(500, "Shorter, please.")
    .transform((lines) => (lines === "" ? null : lines)),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    letters: async (form) => {
      await updateCommunity(actor, insistForm(form, lettersForm));
      return redirectWithToast(new URL(request.url).pathname, { words: "Saved." });
    },
  });
}

export default function Letters() {
  const { letters, zones } = useLoaderData<typeof loader>();
  const form = useMistakes("letters");
  const minutes = (name: "holdMinutes" | "instantGraceMinutes", max: number) => ({
    ...{ type: "number", name, min: 0, max, required: true, inputMode: "numeric" as const },
    defaultValue: form.typed(name, String(letters[name])),
    error: form.error(name),
  });
  return (
    <Form method="post" className="pb-10">
      <RefusalLine words={form.refusal} />
      <h2 className="text-lg">Letters</h2>
      <p className="mt-1 text-sm text-quiet">What a new member starts with. Each can change their own.</p>
      <div className="mt-4 space-y-6">
        <DigestRhythmFields form={form} kept={letters} />
        <Select
          label="Zone"
          name="timeZone"
          options={zones}
          defaultValue={form.typed("timeZone", letters.timeZone)}
          error={form.error("timeZone")}
        />
      </div>
      <h2 className="mt-10 border-t border-line pt-8 text-lg">Before they leave</h2>
      <div className="mt-4 space-y-6">
        <TextField
          label="Minutes in which a digest can be stopped"
          hint="So long a digest waits after you sent it. It leaves on its members’ hour all the same."
          {...minutes("holdMinutes", 120)}
        />
        <CheckField
          label="No digest without an ok"
          hint="A proof is mailed to the owners half a day before; nothing goes until one says ok."
          name="proofRequired"
          value="yes"
          defaultChecked={letters.proofRequired}
        />
        <TextField
          label="Minutes to think again"
          hint="So long a post waits before it goes to those who get each at once; its author can change or undo it."
          {...minutes("instantGraceMinutes", 1440)}
        />
        <CheckField
          label="Send a letter once more when it is not known whether it arrived"
          hint="After a crash, rarely. Some would get it twice. Otherwise you decide, letter by letter."
          name="sendsUncertainAgain"
          value="yes"
          defaultChecked={letters.sendsUncertainAgain}
        />
        <TextArea
          label="Postal address"
          hint="At the foot of each letter, where the law asks for one."
          name="postalAddress"
          rows={2}
          defaultValue={form.typed("postalAddress", letters.postalAddress)}
          error={form.error("postalAddress")}
        />
        <Button look="primary" name="intent" value="letters" wide>
          Save how letters go
        </Button>
      </div>
    </Form>
  );
}
