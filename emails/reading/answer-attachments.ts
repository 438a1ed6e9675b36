import type { DigestAnswer } from "#emails/reading/digest-answers.ts";
import type { ReadAttachment } from "#emails/reading/parse-message.ts";
import { fold } from "#emails/reading/phrases.ts";

/** Words by which people point at what they send along. */
const pointing =
  /(?<![\p{L}.])(?:attached|attach(?:ment|ments|ing)?|enclosed|photos?|photographs?|pictures?|pics?|images?|screenshots?|files?|pdf|see below|anbei|angehängt|anhang|anhänge|beigefügt|fotos?|bild(?:er|ern)?|aufnahmen?|datei(?:en)?|ci-joint[es]{0,2}|joint[es]{0,2}|pièces? jointes?|images?|clichés?|fichiers?|adjunt[oa]s?|adjuntado|imágen(?:es)?|imagen|archivos?)(?!\p{L})/iu;

/**
 * To which of several answers each attachment belongs, by its place in the list:
 * 1. a picture that stands among an answer's words, to that answer;
 * 2. what an answer calls by its file name, to that answer;
 * 3. everything else to the one answer that speaks of a picture or a file; when none or several do, to the first answer
 *    that has a place, or the first of all. So nothing sent along is lost, and nothing is shown twice.
 * null: a picture that stands only in folded words (a signature's logo, a quote's), and belongs to none.
 */
export function shareAttachments(
  attachments: readonly ReadAttachment[],
  answers: readonly Pick<DigestAnswer, "text" | "pictures" | "target">[],
  foldedHtml: string,
): (number | null)[] {
  const texts = answers.map(({ text }) => fold(text));
  const speaking = texts.flatMap((text, i) => (pointing.test(text) ? [i] : []));
  const placed = answers.findIndex(({ target }) => target.kind !== "ask");
  const [only] = speaking;
  const rest = speaking.length === 1 && only !== undefined ? only : Math.max(placed, 0);
  return attachments.map(({ cid, filename, inline }) => {
    const within = cid === null ? -1 : answers.findIndex(({ pictures }) => pictures.includes(cid));
    if (within >= 0) return within;
    const name = fold(filename);
    const naming = name.length < 5 ? -1 : texts.findIndex((text) => text.includes(name));
    if (naming >= 0) return naming;
    if (inline && cid !== null && foldedHtml.includes(`cid:${cid}`)) return null;
    return rest;
  });
}
