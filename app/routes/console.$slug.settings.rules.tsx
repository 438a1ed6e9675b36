import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { CheckField, Select, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { count } from "#app/components/words.ts";
import { updateCommunity } from "#app/models/community.ts";
import { freeSeatsOf } from "#app/models/community/free-seats.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { ticked, wholeNumber } from "#app/web/settings-form.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  const { memberLimit, startedBy, holdsFirstPosts, followersMayAnswer } = community;
  return {
    rules: { memberLimit, startedBy, holdsFirstPosts, followersMayAnswer },
    freeSeats: await freeSeatsOf(community),
  };
}

const rulesForm = z.object({
  memberLimit: wholeNumber(1, 10_000, { least: "At least one.", most: "10,000 at most." }),
  startedBy: z.enum(["members", "curators"]),
  holdsFirstPosts: ticked,
  followersMayAnswer: ticked,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    rules: async (form) => {
      await updateCommunity(actor, insistForm(form, rulesForm));
      return redirectWithToast(new URL(request.url).pathname, { words: "Saved." });
    },
  });
}

export default function Rules() {
  const { rules, freeSeats } = useLoaderData<typeof loader>();
  const form = useMistakes("rules");
  return (
    <Form method="post" className="space-y-6 pb-10">
      <h2 className="text-lg">Members and rules</h2>
      <RefusalLine words={form.refusal} />
      <TextField
        label="Member limit"
        hint={`When it is full, newcomers get a place in the waiting list. ${count(freeSeats, "seat is", "seats are")} free now.`}
        type="number"
        name="memberLimit"
        min={1}
        required
        inputMode="numeric"
        defaultValue={form.typed("memberLimit", String(rules.memberLimit))}
        error={form.error("memberLimit")}
      />
      <Select
        label="Who begins threads by mail"
        hint="Answering is free to every member. What others begin waits in the inbox."
        name="startedBy"
        options={[
          ["members", "Every member"],
          ["curators", "Only owners and moderators"],
        ]}
        defaultValue={form.typed("startedBy", rules.startedBy)}
      />
      <CheckField
        label="Look at somebody’s first words before others see them"
        hint="They wait in the inbox; once one is approved, the rest comes through."
        name="holdsFirstPosts"
        value="yes"
        defaultChecked={rules.holdsFirstPosts}
      />
      <CheckField
        label="Followers may answer threads that are shown to everybody"
        name="followersMayAnswer"
        value="yes"
        defaultChecked={rules.followersMayAnswer}
      />
      <Button look="primary" name="intent" value="rules" wide>
        Save the rules
      </Button>
    </Form>
  );
}
