import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { CheckField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { ReaderProvider } from "#app/components/reader.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { sizeWords } from "#app/components/size-words.ts";
import { Table } from "#app/components/table.tsx";
import { count } from "#app/components/words.ts";
import { now } from "#app/lib/clock.ts";
import { letOwnersFound, operatorReport, readShuntedAgain, retryJob } from "#app/models/operator.ts";
import { requireOperator } from "#app/web/current.ts";
import { doIntent, textOf } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export const meta: MetaFunction = () => [{ title: "The house" }, { name: "robots", content: "noindex" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requireOperator(request);
  const report = await operatorReport();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { report, reader: { timeZone, locale: person.locale, now: now().toISOString() } };
}

export async function action({ request }: ActionFunctionArgs) {
  const operator = await requireOperator(request);
  const done = (words: string) => redirectWithToast("/operator", { words });
  return doIntent(request, {
    retry: async (form) => {
      await retryJob(operator, textOf(form, "job"));
      return done("It is tried once more.");
    },
    "read-again": async (form) => {
      await readShuntedAgain(operator, textOf(form, "message"));
      return done("It is read once more.");
    },
    founding: async (form) => {
      const allowed = form.get("ownersMayFound") === "yes";
      await letOwnersFound(operator, allowed);
      return done(allowed ? "Owners may found communities." : "Only you found communities.");
    },
  });
}

/** The whole deployment on a page: how much there is of what, and what failed. Nothing of what is said. */
export default function Operator() {
  const { report, reader } = useLoaderData<typeof loader>();
  const { failed, shunted, waysIn } = report;
  const troubles = failed.length + shunted.length + waysIn.filter(({ trouble }) => trouble !== null).length;
  return (
    <ReaderProvider value={reader}>
      <div className="mx-auto max-w-page px-4 pt-8 pb-24 sm:px-8 sm:pt-12">
        <main id="content">
          <PageHead
            back={{ to: "/console", words: "Consoles" }}
            title="The house"
            line={
              troubles === 0
                ? "Everything that runs here, and nothing has failed."
                : `${count(troubles, "thing")} went wrong and can be tried again.`
            }
            acts={<ButtonLink to="/console/new">New community</ButtonLink>}
          />
          <Troubles />
          <Communities />
          <div className="grid gap-x-16 lg:grid-cols-2">
            <Figures />
            <Queues />
          </div>
          <Founding />
        </main>
      </div>
    </ReaderProvider>
  );
}

function Troubles() {
  const { failed, shunted } = useLoaderData<typeof loader>().report;
  const [jobForm, mailForm] = [useMistakes("retry"), useMistakes("read-again")];
  if (failed.length + shunted.length === 0) return null;
  return (
    <Section title="What failed" first>
      <RefusalLine words={jobForm.refusal ?? mailForm.refusal} />
      <ul>
        {failed.map(({ id, name, attempts, error, createdAt }) => (
          <Trouble
            key={id}
            title={<>The job {name}</>}
            words={`${count(attempts, "try", "tries")}. ${error ?? ""}`}
            at={createdAt}
            button={<OneButton intent="retry" name="job" value={id} words="Try again" />}
          />
        ))}
        {shunted.map(({ id, recipient, community, error, receivedAt }) => (
          <Trouble
            key={id}
            title={<>A mail to {community ?? recipient}</>}
            words={error ?? "Reading it broke down."}
            at={receivedAt}
            button={<OneButton intent="read-again" name="message" value={id} words="Read it again" />}
          />
        ))}
      </ul>
    </Section>
  );
}

function Trouble({
  title,
  words,
  at,
  button,
}: {
  title: ReactNode;
  words: string;
  at: Date;
  button: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-t border-line py-3 first:border-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold">
          {title}{" "}
          <span className="text-sm font-normal text-quiet">
            <RelativeTime at={at} />
          </span>
        </p>
        <p className="line-clamp-3 text-sm text-soft wrap-anywhere">{words}</p>
      </div>
      {button}
    </li>
  );
}

function OneButton({
  intent,
  name,
  value,
  words,
}: {
  intent: string;
  name: string;
  value: string;
  words: string;
}) {
  return (
    <Form method="post">
      <input type="hidden" name={name} value={value} />
      <Button small name="intent" value={intent}>
        {words}
      </Button>
    </Form>
  );
}

function Communities() {
  const { communities } = useLoaderData<typeof loader>().report;
  return (
    <Section title={count(communities.length, "community", "communities")}>
      <Table
        caption="Communities"
        rows={communities}
        keyOf={({ id }) => id}
        columns={[
          {
            head: "Name",
            wraps: true,
            cell: ({ name, slug, closedAt }) => (
              <>
                <Link to={`/${slug}`} className="link">
                  {name}
                </Link>{" "}
                {closedAt ? <Chip tone="bad">closed</Chip> : null}
              </>
            ),
          },
          {
            head: "Members",
            numeric: true,
            cell: ({ members, memberLimit }) => `${members} of ${memberLimit}`,
          },
          {
            head: "Last post",
            cell: ({ lastPostAt }) => (lastPostAt ? <RelativeTime at={lastPostAt} /> : null),
          },
          { head: "Since", cell: ({ createdAt }) => <RelativeTime at={createdAt} day /> },
        ]}
      />
    </Section>
  );
}

function Figures() {
  const { storage, versions, letters, waysOut, waysIn } = useLoaderData<typeof loader>().report;
  const rows: [string, ReactNode][] = [
    [
      "Letters",
      `${letters.sentToday} sent in a day, ${letters.waiting} to go, ${letters.uncertain} uncertain`,
    ],
    ["Ways out", waysOut.length === 0 ? "The mailroom: nothing leaves the house" : waysOut.join(", ")],
    [
      "Ways in",
      waysIn.length === 0
        ? "The SMTP server"
        : `The SMTP server, ${waysIn.map(({ name, trouble }) => (trouble ? `${name} (${trouble})` : name)).join(", ")}`,
    ],
    ["Database", `${sizeWords(storage.database)}, of which mail as it came ${sizeWords(storage.rawMail)}`],
    ["Pictures and files", `${storage.blobCount.toLocaleString("en")}, ${sizeWords(storage.blobs)}`],
    [
      "Versions",
      `Roundletter ${versions.house}, Node ${versions.node}, PostgreSQL ${versions.postgres}, ${versions.migrations} migrations`,
    ],
  ];
  return (
    <Section title="How it stands">
      <dl>
        {rows.map(([name, words]) => (
          <div
            key={name}
            className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 border-t border-line py-2 first:border-0"
          >
            <dt className="text-sm text-quiet">{name}</dt>
            <dd className="wrap-anywhere">{words}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Queues() {
  const { queues } = useLoaderData<typeof loader>().report;
  return (
    <Section title="Jobs">
      {queues.length === 0 ? <p className="text-soft">Nothing waits to be done.</p> : null}
      {queues.length > 0 ? (
        <Table
          caption="Jobs by name"
          rows={queues}
          keyOf={({ name }) => name}
          columns={[
            { head: "Job", cell: ({ name }) => name },
            { head: "Waiting", numeric: true, cell: ({ waiting, relayed }) => waiting + relayed },
            { head: "Failed", numeric: true, cell: ({ failed }) => failed },
            { head: "Oldest", cell: ({ oldest }) => (oldest ? <RelativeTime at={oldest} /> : null) },
          ]}
        />
      ) : null}
    </Section>
  );
}

function Founding() {
  const { ownersMayFound } = useLoaderData<typeof loader>().report;
  return (
    <Section title="Who founds communities">
      <Form method="post" className="space-y-4">
        <CheckField
          label="Owners may found further communities from their console"
          hint="Else only you."
          name="ownersMayFound"
          value="yes"
          defaultChecked={ownersMayFound}
        />
        <Button name="intent" value="founding">
          Save
        </Button>
      </Form>
    </Section>
  );
}
