/** What a list is asked for stands in the URL, where anybody can write anything. */
export function searchOf(search: URLSearchParams): string | undefined {
  const words = search.get("search")?.trim().slice(0, 100);
  return words === "" ? undefined : words;
}

/** From 1. */
export function pageOf(search: URLSearchParams): number {
  const page = Number(search.get("page"));
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

export function oneOf<Choice extends string>(
  value: string | null,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === value);
}

/** Where a list goes on: `app/db/keyset.ts`. */
export function turnOf(search: URLSearchParams): { after?: string; before?: string } {
  const [after, before] = [search.get("after"), search.get("before")];
  return { ...(after && { after }), ...(before && { before }) };
}

/** The page that a form was sent from, with its search: where its answer leads back to. */
export function hereOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  searchParams.delete("index");
  const search = searchParams.toString();
  return search === "" ? pathname : `${pathname}?${search}`;
}
