import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { splitDigestAnswers } from "#emails/reading/digest-answers.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { familyOf } from "#tests/emails/reading/digest/dialects.ts";
import { compileAll } from "#tests/emails/reading/digest/editions.ts";
import { judge } from "#tests/emails/reading/digest/judge.ts";
import { makeReply, planArbitrary, type ReplyPlan } from "#tests/emails/reading/digest/replies.ts";
import { quantile, type Figure } from "./table.ts";

/* Twenty thousand answers to real digests, judged one by one. Alone: `node --import tsx tests/bench/digest-answers.ts`. */

interface Count {
  program: string;
  cases: number;
  answers: number;
  lost: number;
  wrong: number;
  leaked: number;
  asked: number;
}

const CASES = 20_000;
const perBatch = 500;

export async function measureDigestAnswers({ cases = CASES, seed = 2026 } = {}): Promise<Figure[]> {
  const editions = await compileAll();
  const counts = new Map<string, Count>();
  const times: number[] = [];
  for (let done = 0; done < cases; done += perBatch) {
    const numRuns = Math.min(perBatch, cases - done);
    for (const plan of fc.sample(planArbitrary(editions.length), { numRuns, seed: seed + done })) {
      const reply = makeReply(editions, plan);
      const started = performance.now();
      splitDigestAnswers(readMessage(reply.raw), reply.letter.digest);
      times.push(performance.now() - started);
      count(counts, plan, judge(reply));
    }
  }
  const all = [...counts.values()].toSorted((a, b) => a.program.localeCompare(b.program));
  console.table(all);
  return figuresOf(all, times);
}

function count(counts: Map<string, Count>, plan: ReplyPlan, verdict: ReturnType<typeof judge>): void {
  const program = familyOf(plan.program);
  const known = counts.get(program) ?? {
    program,
    cases: 0,
    answers: 0,
    lost: 0,
    wrong: 0,
    leaked: 0,
    asked: 0,
  };
  counts.set(program, {
    program,
    cases: known.cases + 1,
    answers: known.answers + verdict.knowable,
    lost: known.lost + verdict.lost.length,
    wrong: known.wrong + verdict.wrong.length,
    leaked: known.leaked + verdict.leaked.length,
    asked: known.asked + verdict.asked.length,
  });
  if (verdict.lost.length + verdict.wrong.length + verdict.leaked.length > 0)
    console.log(JSON.stringify({ plan, ...verdict }));
}

function figuresOf(counts: readonly Count[], times: readonly number[]): Figure[] {
  const sum = (name: "cases" | "answers" | "lost" | "wrong" | "leaked" | "asked") =>
    counts.reduce((total, each) => total + each[name], 0);
  const asked = (100 * sum("asked")) / Math.max(1, sum("answers"));
  return [
    {
      what: `answers to the digest, ${sum("cases")} replies: in a wrong thread`,
      ours: `${sum("wrong")} (${sum("lost")} lost, ${sum("leaked")} leaked)`,
      ceiling: "0",
      ratio: "",
    },
    {
      what: `of ${sum("answers")} whose place a person would know: asked about`,
      ours: `${asked.toFixed(2)} %`,
      ceiling: "3 %",
      ratio: (asked / 3).toFixed(2),
    },
    {
      what: "reading one, median and 99th of a hundred",
      ours: `${quantile(times, 0.5).toFixed(1)}, ${quantile(times, 0.99).toFixed(1)} ms`,
      ceiling: "",
      ratio: "",
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [cases, seed] = process.argv.slice(2).map(Number);
  console.table(await measureDigestAnswers({ cases: cases ?? CASES, seed: seed ?? 2026 }));
}
