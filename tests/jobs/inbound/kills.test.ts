import { expect, test } from "vitest";
import { config } from "#app/lib/config.ts";
import { inboundKills } from "#tests/faults/inbound-kills.ts";

test(
  "the door and its reader are killed at any point: what was acknowledged is one post, and nothing is filed twice",
  { timeout: 240_000 },
  async () => {
    const databaseUrl = config().databaseUrl ?? "";
    // Four kills: a message that is interrupted five times is set aside, and kept.
    // Until some message was committed and not yet acknowledged: without one the check for duplicates was not tried.
    let unacknowledged = 0;
    for (let tries = 0; tries < 8 && unacknowledged === 0; tries++) {
      const report = await inboundKills({ databaseUrl, rounds: 4 });
      expect(report).toMatchObject({ rounds: 4, lost: 0, twice: 0 });
      expect(report.acknowledged).toBeGreaterThan(0);
      unacknowledged += report.unacknowledged;
    }
    expect(unacknowledged).toBeGreaterThan(0);
  },
);
