import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Chip, type ChipTone } from "#app/components/chip.tsx";
import { CopyField } from "#app/components/copy-field.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { count } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { checkDeliverability } from "#app/models/deliverability.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Deliverability" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, params.slug, "see-deliveries");
  return { domain: config().mailDomain, checks: await checkDeliverability(), at: now() };
}

const states: Record<Check["state"], { words: string; tone: ChipTone }> = {
  well: { words: "well", tone: "well" },
  advice: { words: "could be better", tone: "accent" },
  wrong: { words: "to be mended", tone: "bad" },
  unknown: { words: "not known", tone: "quiet" },
};

export default function Deliverability() {
  const { domain, checks, at } = useLoaderData<typeof loader>();
  const isLooking = useNavigation().state === "loading";
  const wrong = checks.filter(({ state }) => state === "wrong").length;
  return (
    <div className="max-w-184">
      <PageHead
        back={{ to: "../deliveries", words: "Letters" }}
        title="Do letters arrive?"
        line={
          <>
            {wrong === 0 ? "Nothing is in their way" : `${count(wrong, "thing")} to mend`}, as {domain} stands
            in the world’s name servers <RelativeTime at={at} />.
          </>
        }
        acts={
          <Form method="get">
            <Button look={wrong > 0 ? "primary" : "plain"} disabled={isLooking}>
              {isLooking ? "Looking …" : "Look again"}
            </Button>
          </Form>
        }
      />
      <ul>
        {checks.map((check) => (
          <CheckRow key={check.key} check={check} />
        ))}
      </ul>
      <p className="mt-8 text-sm text-quiet">
        A record is pasted where the domain was bought, among its DNS settings; it may take an hour until the
        world has it.
      </p>
    </div>
  );
}

type Check = ReturnType<typeof useLoaderData<typeof loader>>["checks"][number];

function CheckRow({ check: { title, state, words, records } }: { check: Check }) {
  return (
    <li className="border-t border-line py-5 first:border-0 first:pt-0">
      <h2 className="flex flex-wrap items-baseline gap-x-3 font-plain text-base font-semibold">
        {title} <Chip tone={states[state].tone}>{states[state].words}</Chip>
      </h2>
      <p className="mt-1 text-soft wrap-anywhere">{words}</p>
      {records.map((record) => (
        <div key={record.name} className="mt-3 border-l-2 border-line-strong pl-4">
          <p className="mb-1 text-sm text-quiet wrap-anywhere">
            {record.type} for <span className="text-ink">{record.name}</span>
          </p>
          <CopyField label={`${record.type} record for ${record.name}`} value={record.value} />
        </div>
      ))}
    </li>
  );
}
