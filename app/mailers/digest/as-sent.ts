import { groupBy } from "#app/lib/group-by.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { letterFacts, type LetterFacts } from "#app/models/delivery/facts.ts";
import {
  type EditionRow,
  editionsById,
  frozenContents,
  frozenHead,
  frozenItems,
  frozenOpening,
} from "#app/models/digest/edition.ts";
import { composeDigest, type DigestRecipient } from "#emails/templates/digest.ts";
import { knownLocale } from "../locale.ts";
import { compileEdition } from "./compiled-editions.ts";
import { digestRecipient } from "./recipient.ts";

/** A digest as its reader has it in their mailbox. */
export interface DigestAsRead {
  letter: ReturnType<typeof composeDigest>;
  recipient: DigestRecipient;
}

/**
 * By delivery: what was sent, word for word, reproduced from what was frozen; also what was taken back since, for they
 * have it. Each digest is drawn once, however many of its letters are asked for.
 */
export async function readDigests(deliveries: readonly Delivery[]): Promise<Map<string, DigestAsRead>> {
  const [facts, editions] = await Promise.all([
    letterFacts(deliveries),
    editionsById(deliveries.flatMap(({ digestId }) => digestId ?? [])),
  ]);
  const read = new Map<string, DigestAsRead>();
  for (const [digestId, letters] of groupBy(facts, ({ delivery }) => delivery.digestId ?? "")) {
    const row = editions.get(digestId);
    if (row) for (const [id, one] of await readEdition(row, letters)) read.set(id, one);
  }
  return read;
}

async function readEdition(row: EditionRow, letters: readonly LetterFacts[]) {
  const community = letters[0]?.community;
  if (!community) return [];
  const openingIds = letters.flatMap(({ delivery }) => frozenOpening(delivery.facts, row.digest) ?? []);
  const { items } = frozenContents(letters.map(({ delivery }) => delivery));
  const edition = await compileEdition(community, row, { items, openingIds }, { asItWas: true });

  const read: [string, DigestAsRead][] = [];
  for (const { delivery, member } of letters) {
    if (!member) continue;
    const compiled = await edition.in(knownLocale(member.locale));
    const recipient = digestRecipient(
      { community, member },
      row,
      { compiled, contents: edition.contents },
      {
        to: { name: member.name, address: delivery.address },
        envelopeFrom: "",
        head: frozenHead(delivery.facts),
        frozen: frozenItems(delivery.facts),
        openingId: frozenOpening(delivery.facts, row.digest),
        at: delivery.createdAt,
      },
    );
    read.push([delivery.id, { letter: composeDigest(compiled, recipient, delivery.createdAt), recipient }]);
  }
  return read;
}
