import { colourOf, initials } from "#app/lib/names.ts";
import type { LetterCommunity } from "#app/models/delivery/facts.ts";
import type { EditionRow } from "#app/models/digest/edition.ts";
import { introductionWords } from "#app/models/digest/introduction.ts";
import type { DigestIntroduction } from "#emails/templates/digest-views.ts";

/** An edition's introduction of the place as it is drawn; null where it is nobody's first digest. */
export async function introductionView(
  community: LetterCommunity,
  stored: EditionRow["digest"]["introduction"],
): Promise<DigestIntroduction | null> {
  const found = await introductionWords(community.id, stored);
  if (!found) return null;
  return {
    about: community.description.trim() || community.tagline.trim(),
    memberCount: found.memberCount,
    people: found.people.map(({ id, name, makes }) => ({
      name,
      makes,
      colour: colourOf(id),
      initials: initials(name),
    })),
    threads: found.threads,
  };
}
