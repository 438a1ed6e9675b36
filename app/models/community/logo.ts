import { transaction } from "#app/db/transaction.ts";
import { record } from "#app/models/audit.ts";
import { keepImage } from "#app/models/blob.ts";
import { insistMay, type Actor } from "#app/models/roles.ts";

/**
 * The picture at the head of letters, beside the community's name; null takes it away.
 * @throws Refusal `not-a-picture`, `picture-too-large`
 */
export async function changeLogo(actor: Actor, bytes: Uint8Array | null): Promise<void> {
  insistMay(actor, "edit-community");
  const logo = bytes && (await keepImage(bytes));

  await transaction(async (tx) => {
    await tx.community.update({
      where: { id: actor.community.id },
      data: { logoId: logo?.id ?? null, logoWidth: logo?.width ?? null, logoHeight: logo?.height ?? null },
    });
    await record(tx, {
      communityId: actor.community.id,
      actorId: actor.person.id,
      act: "community.changed",
      details: { changed: ["logo"] },
    });
  });
}
