import { expect, test } from "vitest";
import { config } from "#app/lib/config.ts";
import { crashRounds } from "#tests/faults/crash-rounds.ts";

test(
  "a sender that is killed at any point loses no letter and sends none twice",
  { timeout: 240_000 },
  async () => {
    const report = await crashRounds({ databaseUrl: config().databaseUrl ?? "", rounds: 5, letters: 300 });
    expect(report).toMatchObject({ rounds: 5, lost: 0, repeated: 0, uncertainByStop: 0 });
    expect(report.uncertainByKill).toBeGreaterThan(0);
    expect(report.mostByOneKill).toBeLessThanOrEqual(report.window);
  },
);
