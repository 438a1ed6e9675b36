import { now } from "#app/lib/clock.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { draftOf, listDigests } from "#app/models/digest.ts";
import type { EditionRow } from "#app/models/digest/edition.ts";
import { openingStillToTell } from "#app/models/digest/openings.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { composeDigest } from "#emails/templates/digest.ts";
import { compileEdition } from "./digest/compiled-editions.ts";
import { digestRecipient } from "./digest/recipient.ts";
import { knownLocale } from "./locale.ts";

export interface LetterPreview {
  subject: string;
  html: string;
  text: string;
}

/**
 * The digest to come as somebody would get it who has read nothing since the last issue (and not yet its opening, while
 * there are such members): in the actor's language and clock, with addresses that answer nothing. @throws Refusal "nothing-new" when there is nothing to show
 */
export async function previewDigest(actor: Actor, communityId: string): Promise<LetterPreview> {
  insistMay(actor, "edit-digest");
  if (actor.community.id !== communityId) throw new Refusal("not-found");
  const draft = await draftOf(communityId);
  const told = draft.items.filter(({ dropped }) => !dropped);
  if (told.length === 0 && draft.opening === "") throw new Refusal("nothing-new");

  const member = { ...actor.membership, person: actor.person };
  const { digests } = await listDigests(communityId);
  const row = previewRow({ ...draft.digest, issue: (digests[0]?.issue ?? 0) + 1, issuedAt: now() }, told);
  const frozen = told.map(({ key, postIds, memberIds }) => ({ itemId: key, postIds, memberIds }));
  const opening = draft.opening === "" ? await openingStillToTell(draft.digest) : draft.digest;
  const openingId = opening?.id ?? null;
  const openingIds = openingId === null ? [] : [openingId];
  const edition = await compileEdition(actor.community, row, { items: frozen, openingIds });
  const compiled = await edition.in(knownLocale(member.locale));
  const recipient = digestRecipient(
    { community: actor.community, member },
    row,
    { compiled, contents: edition.contents },
    {
      to: { name: member.name, address: `preview@${compiled.edition.community.domain}` },
      envelopeFrom: "",
      frozen,
      openingId,
      at: now(),
    },
  );
  const { subject, html, text } = composeDigest(compiled, recipient, now());
  return { subject, html, text };
}

type Told = Awaited<ReturnType<typeof draftOf>>["items"][number];

/** The draft as if it were issued: its items go by their keys, for not all of them have a row yet. */
function previewRow(digest: EditionRow["digest"], told: readonly Told[]): EditionRow {
  const items = told.map(({ key, kind, note }, at) => {
    const [, subject = ""] = key.split(":");
    const item = {
      id: key,
      number: at + 1,
      digestId: digest.id,
      kind,
      threadId: kind === "thread" ? subject : null,
      showcaseId: kind === "showcase" ? subject : null,
      eventId: kind === "event" ? subject : null,
      position: at,
      note,
      pinned: false,
      dropped: false,
    };
    return [key, { ...item, key }] as const;
  });
  return { digest, items: new Map(items) };
}
