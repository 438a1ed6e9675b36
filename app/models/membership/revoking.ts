import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { record } from "#app/models/audit.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { primaryAddress } from "#app/models/person.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";
import type { TokenClaim } from "#emails/writing/addresses.ts";
import { LOCALES, type Locale } from "#emails/writing/locale.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import type { Membership } from "#prisma/generated/client.ts";

const WEEK = 7 * 86_400_000;

/**
 * "Sign out all my letters": no link and no reply address of any letter so far opens anything, in any community. The
 * next letters bring new ones, to the address that we know: whoever pressed the button learns none.
 */
export async function revokeOwnLetters(
  own: Pick<Membership, "id" | "communityId" | "personId" | "locale">,
): Promise<void> {
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: own.personId }, data: { keyVersion: { increment: 1 } } });
    await record(tx, {
      communityId: own.communityId,
      actorId: own.personId,
      act: "letters.signed-out",
      subjectId: own.id,
    });
    await tellRevoked(tx, own);
  });
}

/** The same for one member and this community's letters, by those who look after it. @throws Refusal */
export async function revokeMemberLetters(actor: Actor, id: string): Promise<void> {
  insistMay(actor, "manage-members");
  const communityId = actor.community.id;
  await transaction(async (tx) => {
    const member = isUuid(id) ? await tx.membership.findFirst({ where: { id, communityId } }) : null;
    if (!member) throw new Refusal("not-found");
    await tx.membership.update({ where: { id }, data: { lettersRevoked: { increment: 1 } } });
    await record(tx, { communityId, actorId: actor.person.id, act: "letters.signed-out", subjectId: id });
    await tellRevoked(tx, member);
  });
}

/** One letter: its address (and the page for answering beside it) proves nothing any more. Later ones do. */
export async function revokeLetter(tx: Tx, { member, kind, target, issuedDay }: TokenClaim): Promise<void> {
  await tx.revokedLetter.upsert({
    where: { memberNumber_kind_target: { memberNumber: member, kind, target } },
    create: { memberNumber: member, kind, target, untilDay: issuedDay, createdAt: now() },
    update: { untilDay: issuedDay },
  });
}

export async function isRevoked({ member, kind, target, issuedDay }: TokenClaim): Promise<boolean> {
  const revoked = await db().revokedLetter.findUnique({
    where: { memberNumber_kind_target: { memberNumber: member, kind, target } },
  });
  return revoked !== null && issuedDay <= revoked.untilDay;
}

async function tellRevoked(
  tx: Tx,
  { id, communityId, personId, locale }: Pick<Membership, "id" | "communityId" | "personId" | "locale">,
): Promise<void> {
  const at = now();
  const known = LOCALES.find((one) => one === locale.slice(0, 2).toLowerCase()) ?? "en";
  await prepareDelivery(tx, {
    communityId,
    kind: "receipt",
    letterKey: `letters-signed-out:${id}:${String(dayNumber(at))}`,
    address: await primaryAddress(personId, tx),
    membershipId: id,
    facts: { ...words[known], asked: null, undo: null },
    urgency: 0,
    notAfter: new Date(at.getTime() + WEEK),
  });
}

const words: Record<Locale, { done: string; sentence: string }> = {
  en: {
    done: "your letters so far are signed out",
    sentence:
      "No link and no reply address in the letters that you have opens anything any more. Your next letter brings new ones. If it was not you who wanted this, tell those who look after the community.",
  },
  de: {
    done: "deine bisherigen Briefe sind abgemeldet",
    sentence:
      "Kein Link und keine Antwortadresse in den Briefen, die du hast, öffnet noch etwas. Dein nächster Brief bringt neue. Wenn nicht du das wolltest, sag es denen, die sich um die Gemeinschaft kümmern.",
  },
  fr: {
    done: "vos lettres reçues sont déconnectées",
    sentence:
      "Aucun lien et aucune adresse de réponse des lettres que vous avez n'ouvre plus rien. Votre prochaine lettre en apporte de nouveaux. Si ce n'était pas votre souhait, dites-le à celles et ceux qui veillent sur la communauté.",
  },
  es: {
    done: "tus cartas anteriores están desconectadas",
    sentence:
      "Ningún enlace y ninguna dirección de respuesta de las cartas que tienes abre ya nada. Tu próxima carta trae otros nuevos. Si no fuiste tú quien lo quiso, díselo a quienes cuidan la comunidad.",
  },
};
