import { setImmediate as aBreath } from "node:timers/promises";
import { now } from "#app/lib/clock.ts";
import { groupBy } from "#app/lib/group-by.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import {
  frozenContents,
  frozenHead,
  frozenItems,
  frozenOpening,
  narrowFrozen,
} from "#app/models/digest/edition.ts";
import { digestMessageId, type DigestRecipient, writeDigestMessage } from "#emails/templates/digest.ts";
import type { LetterBytes } from "#emails/writing/letter-bytes.ts";
import { compiledEdition } from "./digest/compiled-editions.ts";
import { digestRecipient } from "./digest/recipient.ts";
import { viewIdOf } from "./digest/views.ts";
import { type ComposedLetter, type Composition, envelopeFor } from "./letter.ts";
import { knownLocale } from "./locale.ts";

/** So many are written before the loop turns, which sends meanwhile: a hundred at a stretch would hold everything up. */
const AT_A_STRETCH = 6;

/** Joined only for whoever asks. */
class DigestLetter implements ComposedLetter {
  constructor(
    readonly envelope: ComposedLetter["envelope"],
    readonly messageId: string,
    private readonly bytes: LetterBytes,
  ) {}

  get pieces(): readonly Buffer[] {
    return this.bytes.pieces;
  }

  get raw(): Buffer {
    return this.bytes.raw;
  }
}

/** Digests: drawn once for each edition and language, then joined from encoded pieces for each member. */
export async function composeDigests(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const facts = await letterFacts(deliveries);

  const composed = new Map<string, Composition>();
  for (const [digestId, letters] of groupBy(facts, ({ delivery }) => delivery.digestId ?? "")) {
    for (const [id, composition] of await composeEdition(digestId, letters)) composed.set(id, composition);
  }
  return composed;
}

async function composeEdition(digestId: string, letters: readonly LetterFacts[]) {
  const community = letters[0]?.community;
  // Most are told the same, and it is looked at once.
  const different = new Map(letters.map(({ delivery }) => [delivery.facts, delivery]));
  const needed = frozenContents([...different.values()]);
  const edition = community && (await compiledEdition(community, digestId, needed));
  if (!community || !edition)
    return letters.map(({ delivery }) => [delivery.id, { cancelled: "the digest is gone" }] as const);

  const composed: [string, Composition][] = [];
  for (const letter of letters) {
    const { delivery, member } = letter;
    if (member?.status !== "active") {
      composed.push([delivery.id, { cancelled: "they get no letters now" }]);
      continue;
    }
    const envelope = envelopeFor(letter);
    const compiled = await edition.in(knownLocale(member.locale));
    const recipient = digestRecipient(
      { community, member },
      edition.row,
      { compiled, contents: edition.contents },
      {
        to: envelope.to,
        envelopeFrom: envelope.envelopeFrom,
        head: frozenHead(delivery.facts),
        frozen: frozenItems(delivery.facts),
        openingId: frozenOpening(delivery.facts, edition.row.digest),
        // Its addresses say when it was written, not when it is drawn: it is the same letter whenever it is drawn.
        at: delivery.createdAt,
      },
    );
    if (recipient.selection.length === 0 && recipient.openingId !== edition.row.digest.id) {
      composed.push([delivery.id, { cancelled: "all of it was taken back" }]);
      continue;
    }
    await keepNumbers(delivery, recipient);
    composed.push([
      delivery.id,
      new DigestLetter(
        { from: envelope.envelopeFrom, to: delivery.address },
        digestMessageId(compiled.edition, member.number),
        writeDigestMessage(compiled, recipient, now()),
      ),
    ]);
    if (composed.length % AT_A_STRETCH === 0) await aBreath();
  }
  return composed;
}

/** Items that were taken back before this letter was written have no number in it: what was frozen says so too. */
async function keepNumbers(delivery: Delivery, { selection }: DigestRecipient): Promise<void> {
  const frozen = frozenItems(delivery.facts);
  if (selection.length === frozen.length) return;
  const told = new Set(selection.map(({ itemId }) => itemId));
  await narrowFrozen(
    delivery,
    frozen.filter((one) => told.has(viewIdOf(one))),
  );
}
