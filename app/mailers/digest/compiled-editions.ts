import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import {
  type EditionContents,
  type EditionRow,
  editionsById,
  type FrozenContents,
  frozenVariants,
  openingTexts,
  readContents,
} from "#app/models/digest/edition.ts";
import { type CompiledDigest, compileDigest } from "#emails/templates/digest.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { introductionView } from "./introduction.ts";
import { editionView, type Variant, viewIdOf } from "./views.ts";

/** An edition drawn for all variants that were known when it was compiled, language by language as they are met. */
export interface CompiledEdition {
  in: (locale: Locale) => Promise<CompiledDigest>;
  row: EditionRow;
  contents: EditionContents;
  /** View ids and openings it was compiled with; those of things that are gone are among them. */
  known: ReadonlySet<string>;
}

const KEPT = 8;
const kept = new Map<string, CompiledEdition>();
/** By digest: two batches that begin at once wait for the same drawing. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Read and compiled once, then kept while its letters go out. A letter that tells something no earlier one did (a
 * later hour brought more posts) makes it compile anew, with all that still waits. Null when the digest is gone.
 */
export async function compiledEdition(
  community: LetterCommunity,
  digestId: string,
  needed: FrozenContents,
): Promise<CompiledEdition | null> {
  await underWay.get(digestId)?.catch(() => null);
  const before = kept.get(digestId);
  if (before && namesOf(needed).every((name) => before.known.has(name))) return before;

  const compiling = compileAnew(community, digestId, needed).finally(() => underWay.delete(digestId));
  underWay.set(digestId, compiling);
  return compiling;
}

async function compileAnew(
  community: LetterCommunity,
  digestId: string,
  needed: FrozenContents,
): Promise<CompiledEdition | null> {
  const row = (await editionsById([digestId])).get(digestId);
  if (!row) return null;
  const waiting = await frozenVariants(digestId);
  const compiled = await compileEdition(community, row, {
    items: [...needed.items, ...waiting.items],
    openingIds: [...needed.openingIds, ...waiting.openingIds],
  });
  kept.delete(digestId);
  kept.set(digestId, compiled);
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return compiled;
}

/** Reads what is to be told, and draws it. `asItWas`: with what was taken back since, as those who got it have it. */
export async function compileEdition(
  community: LetterCommunity,
  row: EditionRow,
  frozen: FrozenContents,
  { asItWas = false }: { asItWas?: boolean } = {},
): Promise<CompiledEdition> {
  const { digest, items } = row;
  const variants = [...new Map(frozen.items.map((one) => [viewIdOf(one), one])).values()].flatMap(
    (one): Variant[] => {
      const item = items.get(one.itemId);
      return item ? [{ item, frozen: one }] : [];
    },
  );
  const found = await readContents(community.id, {
    keys: variants.map(({ item }) => item.key),
    postIds: variants.flatMap(({ frozen: { postIds } }) => postIds),
    memberIds: variants.flatMap(({ frozen: { memberIds = [] } }) => memberIds),
  });
  const contents = asItWas ? withoutRemovals(found) : found;
  const frame = {
    key: digest.id,
    issue: digest.issue ?? 0,
    date: digest.issuedAt ?? digest.createdAt,
    openings: [{ id: digest.id, text: digest.opening }, ...(await earlierOpenings(digest, frozen))],
    introduction: await introductionView(community, digest.introduction),
  };

  const languages = new Map<Locale, Promise<CompiledDigest>>();
  return {
    row,
    contents,
    known: new Set(namesOf(frozen)),
    in(locale) {
      const known = languages.get(locale);
      if (known) return known;
      const drawn = compileDigest(editionView(community, frame, variants, contents, locale), [locale]);
      languages.set(locale, drawn);
      return drawn;
    },
  };
}

function namesOf({ items, openingIds }: FrozenContents): string[] {
  return [...items.map(viewIdOf), ...openingIds];
}

async function earlierOpenings({ id: own, communityId }: EditionRow["digest"], frozen: FrozenContents) {
  const earlier = frozen.openingIds.filter((id) => id !== own);
  if (earlier.length === 0) return [];
  return [...(await openingTexts(communityId, earlier))].map(([id, text]) => ({ id, text }));
}

function withoutRemovals(contents: EditionContents): EditionContents {
  const { posts, showcases, events } = contents;
  return {
    ...contents,
    posts: new Map([...posts].map(([id, post]) => [id, { ...post, removedAt: null }])),
    showcases: new Map([...showcases].map(([id, showcase]) => [id, { ...showcase, status: "published" }])),
    events: new Map([...events].map(([id, event]) => [id, { ...event, status: "published" }])),
  };
}
