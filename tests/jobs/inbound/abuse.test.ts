import { expect, test } from "vitest";
import { config } from "#app/lib/config.ts";
import { inboundAbuse } from "#tests/faults/inbound-abuse.ts";

/* The figures have pass lines in `npm run faults`, on a machine that does nothing else. Here: nobody is turned away. */
test(
  "whatever is thrown at the door, it answers, and honest mail is taken",
  { timeout: 240_000 },
  async () => {
    const reports = await inboundAbuse({ databaseUrl: config().databaseUrl ?? "", size: 0.02 });
    const met = Object.fromEntries(reports.map(({ abuse, met: how }) => [abuse, how]));

    expect(reports.filter(({ turnedAway }) => turnedAway > 0)).toEqual([]);
    expect(met["letter by letter"]).toBe("4 of 4 cut");
    expect(met["guesses of reply addresses"]).toMatch(/^0 found in [1-9]/);
    expect(met["parts within parts"]).toMatch(/^250, /);
    expect(met["a picture of 500 megapixels"]).toBe("250, accepted");
  },
);
