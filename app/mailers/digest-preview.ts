import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import { Refusal } from "#app/lib/refusal.ts";
import type { LetterCommunity, LetterMember } from "#app/models/delivery/facts.ts";
import { draftFor, draftOf, type DraftPreview, listDigests } from "#app/models/digest.ts";
import type { EditionRow } from "#app/models/digest/edition.ts";
import { type Opening, openingFor, openingStillToTell } from "#app/models/digest/openings.ts";
import { isEmpty } from "#app/models/digest/proof.ts";
import { membershipById } from "#app/models/membership.ts";
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

/** Whom a preview is for: somebody who has read nothing since the last issue, or this member as they are. */
export interface PreviewFor {
  as?: string | undefined;
}

/**
 * The digest to come. As nobody in particular: all that is news since the last issue (and its opening, while there are
 * members who had none yet), in the actor's language and clock. As a member: what is new to them, in theirs. The
 * addresses in it answer nothing. @throws Refusal "nothing-new" when there is nothing to show, "not-found"
 */
export async function previewDigest(
  actor: Actor,
  communityId: string,
  { as }: PreviewFor = {},
): Promise<LetterPreview> {
  insistMay(actor, "edit-digest");
  if (actor.community.id !== communityId) throw new Refusal("not-found");
  const member =
    as === undefined ? { ...actor.membership, person: actor.person } : await findReader(communityId, as);
  const draft = as === undefined ? await draftOf(communityId) : await draftFor(communityId, member);
  const opening = as === undefined ? undefined : await openingFor(draft.digest, member);
  if (isEmpty(draft) && !opening) throw new Refusal("nothing-new");

  const { digests } = await listDigests(communityId);
  const to = { name: member.name, address: `preview@${config().mailDomain}` };
  const { letter } = await drawDraft(
    { community: actor.community, member },
    {
      draft,
      issue: (digests[0]?.issue ?? 0) + 1,
      key: draft.digest.id,
      to,
      envelopeFrom: "",
      replyTo: to.address,
      ...(opening !== undefined && { opening }),
    },
  );
  return { subject: letter.subject, html: letter.html, text: letter.text };
}

async function findReader(communityId: string, id: string): Promise<LetterMember> {
  const member = await membershipById(communityId, id);
  if (!member) throw new Refusal("not-found");
  return member;
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
    opening,
  }: {
    draft: DraftPreview;
    issue: number;
    key: string;
    to: { name: string; address: string };
    envelopeFrom: string;
    replyTo: string;
    /** The one that is told, or none; left out: the draft's own, or an earlier one that somebody was not told yet. */
    opening?: Opening | null;
  },
): Promise<DrawnDraft> {
  const told = draft.items.filter(({ dropped }) => !dropped);
  const row = previewRow({ ...draft.digest, id: key, issue, issuedAt: now() }, told);
  const frozen = told.map(({ key: itemId, postIds, memberIds }) => ({ itemId, postIds, memberIds }));
  const known =
    draft.opening === "" && opening === undefined ? await openingStillToTell(draft.digest) : opening;
  const openingId = draft.opening === "" ? (known?.id ?? null) : key;
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
