/** What has a page of its own that everybody may open, once it is marked public. */
export type PublicThing = "showcases" | "makers" | "events" | "threads";

const LONGEST_WORDS = 60;

/** `/kiln-circle/showcases/five-spoons-from-mill-road-12`: the words are for people, the number says which. */
export function publicPath(
  slug: string,
  kind: PublicThing,
  { number, title }: { number: number; title: string },
): string {
  const words = pathWords(title);
  return `/${slug}/${kind}/${words === "" ? "" : `${words}-`}${number}`;
}

/** The number at the end of such a path; null when there is none that could be ours. */
export function numberInPath(part: string | undefined): number | null {
  const [, digits = ""] = /^(?:[a-z0-9-]*-)?(\d{1,10})$/.exec(part ?? "") ?? [];
  const number = Number(digits);
  return digits !== "" && number > 0 && number <= 2_147_483_647 ? number : null;
}

/** Latin letters and digits; of other scripts nothing is left, and the number stands alone. */
function pathWords(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();
  const words = plain.replace(/[’']/g, "").replace(/[^a-z0-9]+/g, "-");
  const short = words.length > LONGEST_WORDS ? words.slice(0, LONGEST_WORDS).replace(/-[^-]*$/, "") : words;
  return short.replace(/^-+|-+$/g, "");
}
