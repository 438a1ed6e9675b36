import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { lintLetter } from "#emails/writing/letter-lint.ts";
import { LETTER_KINDS } from "#emails/writing/manners.ts";

/**
 * Every letter that came to the mailroom, before every rule of the linter: what is wrong, with the letter's subject.
 * The kind is told by its Feedback-ID.
 */
export async function lintMailroom(): Promise<string[]> {
  const letters = await db().mailroomLetter.findMany({
    select: { raw: true, subject: true, envelopeFrom: true },
  });
  const { mailDomain: domain, appUrl } = config();

  return letters.flatMap(({ raw, subject, envelopeFrom }) => {
    const named = /^Feedback-ID: ([\w-]+):/im.exec(Buffer.from(raw).toString("latin1"))?.[1];
    const kind = LETTER_KINDS.find((known) => known === named);
    if (!kind) return [`${subject}: of no kind that is known (${named ?? "no Feedback-ID"})`];
    const context = { kind, domain, webHosts: [new URL(appUrl).hostname, domain], envelopeFrom };
    return lintLetter(raw, context).map(
      ({ rule, place, found }) => `${kind}, ${subject}: ${rule} at ${place} (${found})`,
    );
  });
}
