import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { CopyField } from "#app/components/copy-field.tsx";
import { TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { Section } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { config } from "#app/lib/config.ts";
import { communityAddress, updateCommunity } from "#app/models/community.ts";
import { listDkimKeys } from "#app/models/dkim-key.ts";
import { healthOf } from "#app/models/today/health.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, person } = await requireActor(request, params.slug, "edit-community");
  const { mailDomain, waysOut } = config();
  const [keys, health] = await Promise.all([listDkimKeys(mailDomain), healthOf(community.id)]);
  return {
    address: communityAddress(community),
    joinAddress: communityAddress(community).replace("@", "+join@"),
    mailDomain,
    waysOut: waysOut.map(({ name }) => name),
    isOperator: person.operatorSince !== null,
    health,
    keys: keys.filter(({ state }) => state !== "retired"),
    rawMailDays: community.rawMailDays,
  };
}

const keepingForm = z.object({
  rawMailDays: z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, "A whole number of days, or nothing.")
    .transform((days) => (days === "" ? null : Number(days)))
    .refine((days) => days === null || days >= 1, "One day at least."),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "edit-community");
  return doIntent(request, {
    keeping: async (form) => {
      await updateCommunity(actor, insistForm(form, keepingForm));
      return redirectWithToast(new URL(request.url).pathname, { words: "Saved." });
    },
  });
}

export default function MailAndKeys() {
  const { address, joinAddress, waysOut, isOperator, health } = useLoaderData<typeof loader>();
  return (
    <>
      <Section title="Mail" line="Where it comes in, and how it goes out." first>
        <dl className="space-y-3">
          <div>
            <dt className="text-sm text-quiet">Members write to</dt>
            <dd>
              <CopyField label="The community’s address" value={address} />
            </dd>
          </div>
          <div>
            <dt className="text-sm text-quiet">Newcomers may write to</dt>
            <dd>
              <CopyField label="The address for joining" value={joinAddress} />
            </dd>
          </div>
        </dl>
        <p className="mt-4 text-soft">
          {waysOut.length === 0 ? (
            <>
              Letters stay in this house, and are read in the{" "}
              <Link to="/mailroom" className="link">
                mailroom
              </Link>
              : right for trying things out. To send in earnest, the operator sets SMTP_URL and starts again.
            </>
          ) : (
            `Letters go out by ${waysOut.join(", then ")}.`
          )}{" "}
          {health.heardAt ? (
            <>
              Mail last came in <RelativeTime at={health.heardAt} />.
            </>
          ) : (
            "No mail has come in yet."
          )}
        </p>
        <p className="mt-3 flex flex-wrap gap-x-5">
          <Link to="../../deliverability" className="link">
            Check the domain
          </Link>
          {isOperator ? (
            <Link to="/operator" className="link">
              The operator’s page
            </Link>
          ) : null}
        </p>
      </Section>
      <Keys />
      <Keeping />
    </>
  );
}

/** What letters are signed with: made by the operator, shown to everybody who needs to paste it somewhere. */
function Keys() {
  const { keys, mailDomain } = useLoaderData<typeof loader>();
  return (
    <Section
      title="Keys"
      line={`Letters from ${mailDomain} are signed with DKIM, so that others know they are genuine.`}
    >
      {keys.length === 0 ? (
        <p className="text-soft">
          There is no key yet: letters go unsigned. The operator makes one with{" "}
          <code>roundletter dkim --rotate</code>.
        </p>
      ) : (
        <ul className="space-y-6">
          {keys.map(({ selector, algorithm, state, record }) => (
            <li key={`${selector}-${algorithm}`}>
              <p className="mb-2">
                <span className="font-semibold">{selector}</span>{" "}
                <span className="text-sm text-quiet">{algorithm === "rsa" ? "RSA" : "Ed25519"}</span>{" "}
                <Chip tone={state === "active" ? "well" : "accent"}>
                  {state === "active" ? "signs" : "waits for its record"}
                </Chip>
              </p>
              <p className="text-sm text-quiet">A TXT record with this name</p>
              <CopyField label={`Name of the record of ${selector}`} value={record.name} />
              <p className="mt-2 text-sm text-quiet">and this value</p>
              <CopyField label={`Value of the record of ${selector}`} value={record.value} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Keeping() {
  const { rawMailDays } = useLoaderData<typeof loader>();
  const words =
    rawMailDays === null
      ? "Every mail is kept as it came, so that it can be read again by a better reader."
      : `Mail as it came is forgotten after ${count(rawMailDays, "day")}; what was made of it stays.`;
  const form = useMistakes("keeping");
  return (
    <Section title="Mail as it came" line={words}>
      <Form method="post" className="flex flex-wrap items-end gap-4">
        <RefusalLine words={form.refusal} />
        <TextField
          label="Kept for so many days"
          hint="Empty: for ever."
          name="rawMailDays"
          inputMode="numeric"
          defaultValue={form.typed("rawMailDays", rawMailDays === null ? "" : String(rawMailDays))}
          error={form.error("rawMailDays")}
        />
        <Button name="intent" value="keeping">
          Save
        </Button>
      </Form>
    </Section>
  );
}
