import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { LetterCommunity, LetterMember } from "#app/models/delivery/facts.ts";
import { draftOf, type DraftPreview, listDigests } from "#app/models/digest.ts";
import type { EditionRow } from "#app/models/digest/edition.ts";
import { openingStillToTell } from "#app/models/digest/openings.ts";
import { isEmpty } from "#app/models/digest/proof.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import { composeDigest } from "#emails/templates/digest.ts";
import type { DigestItemView } from "#emails/templates/digest-views.ts";
import type { Letter } from "#emails/writing/letter.ts";
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
  if (isEmpty(draft)) throw new Refusal("nothing-new");

  const { digests } = await listDigests(communityId);
  const to = { name: actor.membership.name, address: `preview@${config().mailDomain}` };
  const member = { ...actor.membership, person: actor.person };
  const { letter } = await drawDraft(
    { community: actor.community, member },
    {
      draft,
      issue: (digests[0]?.issue ?? 0) + 1,
      key: draft.digest.id,
      to,
      envelopeFrom: "",
      replyTo: to.address,
    },
  );
  return { subject: letter.subject, html: letter.html, text: letter.text };
}

export interface DrawnDraft {
  letter: Letter;
  /** Its items as they are drawn, in order. */
  items: readonly DigestItemView[];
}

/**
 * The draft as a letter to one member who has read nothing since the last issue. Nothing in it can be answered but at
 * `replyTo`, for no item has a place of its own yet; `key`: by which the letter is known, so that mail programs take
 * it for no other.
 */
export async function drawDraft(
  { community, member }: { community: LetterCommunity; member: LetterMember },
  {
    draft,
    issue,
    key,
    to,
    envelopeFrom,
    replyTo,
  }: {
    draft: DraftPreview;
    issue: number;
    key: string;
    to: { name: string; address: string };
    envelopeFrom: string;
    replyTo: string;
  },
): Promise<DrawnDraft> {
  const told = draft.items.filter(({ dropped }) => !dropped);
  const row = previewRow({ ...draft.digest, id: key, issue, issuedAt: now() }, told);
  const frozen = told.map(({ key: itemId, postIds, memberIds }) => ({ itemId, postIds, memberIds }));
  const earlier = draft.opening === "" ? await openingStillToTell(draft.digest) : null;
  const openingId = draft.opening === "" ? (earlier?.id ?? null) : key;
  const openingIds = openingId === null ? [] : [openingId];
  const edition = await compileEdition(community, row, { items: frozen, openingIds });
  const compiled = await edition.in(knownLocale(member.locale));
  const recipient = digestRecipient(
    { community, member },
    row,
    { compiled, contents: edition.contents },
    { to, envelopeFrom, head: {}, frozen, openingId, at: now() },
  );
  const harmless = {
    ...recipient,
    replyAddress: replyTo,
    itemAddress: () => replyTo,
    itemAnswerUrl: () => links.console(community.slug, "/digests/draft/preview"),
  };
  return { letter: composeDigest(compiled, harmless, now()), items: compiled.edition.items };
}

type Told = DraftPreview["items"][number];

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
