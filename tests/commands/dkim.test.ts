import { describe, expect, test } from "vitest";

import { roundletter } from "./running.ts";

/** Each command is a process of its own; a busy machine takes its time. */
const patience = 240_000;

describe("signing keys", () => {
  test(
    "are made, told with what to paste, and activated by the operator",
    { timeout: patience },
    async () => {
      const none = await roundletter(["dkim"]);
      expect(none.output).toContain("not signed: it has no key");

      const made = await roundletter(["dkim", "--rotate", "--json"]);
      const [key] = (
        JSON.parse(made.output) as { keys: { state: string; selector: string; record: { value: string } }[] }
      ).keys;
      expect(key).toMatchObject({ state: "pending", selector: expect.stringMatching(/^rl\d{8}$/) as string });
      expect(key?.record.value).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{300,}$/);

      const activated = await roundletter(["dkim", "--activate", "--unseen"]);
      expect(activated.output).toContain(`are signed with ${key?.selector ?? "?"}.`);
      const again = await roundletter(["dkim", "--activate", "--unseen"]);
      expect(again).toMatchObject({ code: 1 });
      expect(again.errors).toContain("No key waits");
    },
  );
});
