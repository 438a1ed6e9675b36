import { publicWords, type PublicWords } from "#app/lib/public-words/index.ts";
import { useReader } from "../reader.tsx";

/** In the language of the page: its community's, or in the archive the member's own. */
export function useWords(): PublicWords {
  return publicWords(useReader().locale);
}
