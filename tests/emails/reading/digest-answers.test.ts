import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CompiledDigest } from "#emails/templates/digest.ts";
import { compileAll } from "#tests/emails/reading/digest/editions.ts";
import { programNames } from "#tests/emails/reading/digest/dialects.ts";
import { judge } from "#tests/emails/reading/digest/judge.ts";
import { makeReply, planArbitrary } from "#tests/emails/reading/digest/replies.ts";

/* The few hundred of each run; `npm run bench` tries twenty thousand. */

const EDITIONS = 4;
let editions: CompiledDigest[][];

beforeAll(async () => {
  editions = await compileAll(EDITIONS);
});

const nothing = { lost: [], wrong: [], leaked: [] };

describe("an answer to the digest, in every program's dialect", () => {
  it.each(programNames)("%s: nothing lost, nothing doubled, nothing in a wrong thread", (program) => {
    fc.assert(
      fc.property(planArbitrary(EDITIONS), (plan) => {
        const { lost, wrong, leaked } = judge(makeReply(editions, { ...plan, program }));
        expect({ lost, wrong, leaked }).toEqual(nothing);
      }),
      { numRuns: 12, seed: 20260505 },
    );
  });

  it("the same by chance, another time each time", () => {
    fc.assert(
      fc.property(planArbitrary(EDITIONS), (plan) => {
        const { lost, wrong, leaked } = judge(makeReply(editions, plan));
        expect({ lost, wrong, leaked }).toEqual(nothing);
      }),
      { numRuns: 40 },
    );
  });

  it("asks about few of those whose place a person would know", () => {
    let [asked, knowable] = [0, 0];
    for (const plan of fc.sample(planArbitrary(EDITIONS), { numRuns: 50, seed: 7 })) {
      const verdict = judge(makeReply(editions, plan));
      asked += verdict.asked.length;
      knowable += verdict.knowable;
    }
    expect(asked / knowable).toBeLessThan(0.03);
  });
});
