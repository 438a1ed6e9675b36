import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { CheckField, Select, TextArea } from "../field.tsx";
import { RefusalLine, useMistakes } from "../mistakes.tsx";
import { Section } from "../page-head.tsx";
import { Table } from "../table.tsx";
import { count } from "../words.ts";

interface Line {
  line: number;
  address: string;
  name: string;
}

interface ImportDraftProps {
  columns: {
    hasHead: boolean;
    address: number | null;
    name: number | null;
    firstName: number | null;
    lastName: number | null;
  };
  width: number;
  head: readonly string[] | null;
  sample: readonly (readonly string[])[];
  total: number;
  invited: number;
  /** The first of those who would be invited. */
  first: readonly Line[];
  left: readonly (Line & { why: string })[];
  freeSeats: number;
}

const fields = [
  ["address", "Email address"],
  ["name", "Name"],
  ["firstName", "First name"],
  ["lastName", "Last name"],
] as const;

/** A list that was read: which column is what, and what would come of each line. Nothing has been sent. */
export function ImportDraft(props: ImportDraftProps) {
  const { total, invited, left, first, columns } = props;
  return (
    <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <div className="min-w-0">
        {columns.address === null ? (
          <p className="pb-8 text-soft">No column looks like addresses. Say which one has them.</p>
        ) : (
          <Section
            title={`${invited === 0 ? "Nobody" : count(invited, "person", "people")} of ${total} would be invited`}
            first
          >
            <p className="text-soft">
              {first.map(({ name, address }) => name || address).join(", ")}
              {invited > first.length ? ` and ${invited - first.length} more` : ""}
            </p>
            <SeatsLine invited={invited} freeSeats={props.freeSeats} />
            {invited > 0 ? <StartForm invited={invited} /> : null}
          </Section>
        )}
        {left.length > 0 ? (
          <Section title={`${count(left.length, "line")} would be left out`}>
            <Table
              caption="Lines that are left out"
              rows={left}
              keyOf={({ line }) => String(line)}
              columns={[
                { head: "Line", numeric: true, cell: ({ line }) => line },
                {
                  head: "Who",
                  wraps: true,
                  cell: ({ name, address }) => [name, address].filter(Boolean).join(", ") || null,
                },
                { head: "Why", wraps: true, cell: ({ why }) => why },
              ]}
            />
          </Section>
        ) : null}
      </div>
      <div className="min-w-0">
        <Section
          title="Which column is what"
          line="Guessed from the list. Change it where it is wrong."
          first
        >
          <ColumnsForm {...props} />
        </Section>
      </div>
    </div>
  );
}

function SeatsLine({ invited, freeSeats }: { invited: number; freeSeats: number }) {
  if (invited <= freeSeats) return null;
  return (
    <p className="mt-2 text-soft">
      {freeSeats === 0 ? "No seat is free" : `${count(freeSeats, "seat is", "seats are")} free`}: whoever
      comes after that gets a place in the waiting list. You can raise the member limit in the settings.
    </p>
  );
}

function StartForm({ invited }: { invited: number }) {
  const form = useMistakes("start");
  return (
    <Form method="post" className="mt-6 space-y-4">
      <RefusalLine words={form.refusal} />
      <TextArea
        label="A few words to them"
        hint="Stands in each invitation. May stay empty."
        name="note"
        rows={3}
        maxLength={1000}
        letter
        defaultValue={form.typed("note")}
      />
      <Button look="primary" name="intent" value="start" wide>
        Invite {count(invited, "person", "people")}
      </Button>
    </Form>
  );
}

function ColumnsForm({ columns, width, head, sample }: ImportDraftProps) {
  const form = useMistakes("columns");
  const options = [
    ["", "Not in the list"] as const,
    ...Array.from(
      { length: width },
      (_, column) => [String(column), columnWords(column, head, sample)] as const,
    ),
  ];
  return (
    <Form method="post" className="space-y-4">
      <RefusalLine words={form.refusal} />
      {fields.map(([name, label]) => (
        <Select
          key={name}
          label={label}
          name={name}
          options={options}
          defaultValue={columns[name] === null ? "" : String(columns[name])}
        />
      ))}
      <CheckField
        label="The first line has the names of the columns"
        name="hasHead"
        value="yes"
        defaultChecked={columns.hasHead}
      />
      <Button name="intent" value="columns">
        Read it again
      </Button>
    </Form>
  );
}

/** "2: Email (ana@example.org, …)": as the column stands in the list. */
function columnWords(
  column: number,
  head: readonly string[] | null,
  sample: readonly (readonly string[])[],
): string {
  const example = sample.map((cells) => cells[column] ?? "").find(Boolean) ?? "empty";
  const title = head?.[column];
  return `${column + 1}: ${title ? `${title} (${example.slice(0, 40)})` : example.slice(0, 60)}`;
}
