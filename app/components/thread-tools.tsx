import { Form } from "@remix-run/react";
import { Button } from "./button.tsx";
import { Confirm } from "./confirm.tsx";
import { Select, TextField } from "./field.tsx";
import { Fold } from "./fold.tsx";
import { RefusalLine, useMistakes } from "./mistakes.tsx";

interface ThreadToolsProps {
  subject: string;
  /** Threads of showcases, events and digests stay what they are. */
  isBound: boolean;
  goals: readonly (readonly [id: string, words: string])[];
}

/** What is seldom done to a whole thread, behind one line. */
export function ThreadTools({ subject, isBound, goals }: ThreadToolsProps) {
  const [renaming, merging, removing] = [
    useMistakes("rename"),
    useMistakes("merge"),
    useMistakes("remove-thread"),
  ];
  const refusal = renaming.refusal ?? merging.refusal ?? removing.refusal;
  return (
    <div className="mb-6">
      <Fold line="Rename, merge or remove this thread" open={refusal !== null}>
        <RefusalLine words={refusal} />
        <div className="max-w-136 space-y-6 border-l-2 border-line pl-4">
          <Form method="post" className="flex flex-wrap items-end gap-3">
            <div className="min-w-60 flex-1">
              <TextField
                label="Subject"
                name="subject"
                required
                maxLength={200}
                defaultValue={renaming.typed("subject", subject)}
                error={renaming.error("subject")}
              />
            </div>
            <Button name="intent" value="rename">
              Rename
            </Button>
          </Form>
          {isBound ? null : (
            <>
              {goals.length > 0 ? (
                <Form method="post" className="flex flex-wrap items-end gap-3">
                  <div className="min-w-60 flex-1">
                    <Select
                      label="It goes on in"
                      hint="All posts go there, and whatever answers them."
                      name="into"
                      options={goals}
                    />
                  </div>
                  <Button name="intent" value="merge">
                    Merge
                  </Button>
                </Form>
              ) : null}
              <Confirm opens="Remove the thread …" act="Remove it" intent="remove-thread">
                <TextField
                  label="Why"
                  hint="Stands on its page. Nothing is deleted; who answers it gets their words back."
                  name="reason"
                  maxLength={200}
                />
              </Confirm>
            </>
          )}
        </div>
      </Fold>
    </div>
  );
}
