/** What components/bulk.tsx sends: the numbers of the rows that were chosen; a page's worth at most. */
export function picksIn(form: FormData): number[] {
  const picks = form.get("picks");
  const texts = [...form.getAll("pick"), ...(typeof picks === "string" ? picks.split(",") : [])];
  const numbers = texts.map(Number).filter((number) => Number.isInteger(number) && number > 0);
  return [...new Set(numbers.filter((number) => number < 2_147_483_647))].slice(0, MOST);
}

/** The same rows again, as fields of an undo. */
export function picksField(numbers: readonly number[]): { picks: string } {
  return { picks: numbers.join(",") };
}

const MOST = 100;
