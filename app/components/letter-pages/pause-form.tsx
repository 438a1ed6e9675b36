import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { TextField } from "../field.tsx";
import { RefusalLine, useMistakes } from "../mistakes.tsx";
import { RelativeTime } from "../relative-time.tsx";

/** `earliest`: the first day that can be chosen, `2026-11-25`. */
export function PauseForm({
  paused,
  until,
  earliest,
}: {
  paused: boolean;
  until: Date | null;
  earliest: string;
}) {
  const form = useMistakes("pause");
  if (paused) return <Resume until={until} />;
  return (
    <Form method="post">
      <RefusalLine words={form.refusal} />
      <div className="flex flex-wrap items-end gap-4">
        <div className="min-w-48">
          <TextField
            label="No letters until"
            hint="Left empty: until you say so."
            name="until"
            type="date"
            min={earliest}
            defaultValue={form.typed("until")}
            error={form.error("until")}
          />
        </div>
        <Button name="intent" value="pause">
          Pause
        </Button>
      </div>
    </Form>
  );
}

function Resume({ until }: { until: Date | null }) {
  return (
    <Form method="post" className="flex flex-wrap items-center gap-4">
      <p>
        {until ? (
          <>
            No letters until <RelativeTime at={until} />.
          </>
        ) : (
          "No letters until you say so."
        )}
      </p>
      <Button name="intent" value="resume">
        Send me letters again
      </Button>
    </Form>
  );
}
