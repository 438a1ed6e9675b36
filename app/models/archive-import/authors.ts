import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { membershipByAddress } from "#app/models/membership/by-address.ts";
import { ensurePerson, insistName } from "#app/models/person.ts";
import type { Community } from "#prisma/generated/client.ts";

/** Who wrote what is in an archive: members by any of their addresses, else former members without mail. */
export class Authors {
  made = 0;
  readonly #community: Community;
  readonly #known = new Map<string, string>();

  constructor(community: Community) {
    this.#community = community;
  }

  /** A membership's id. */
  async idOf({ name, address }: { name: string; address: string }): Promise<string> {
    const key = address.toLowerCase();
    const known = this.#known.get(key) ?? (await membershipByAddress(this.#community.id, address))?.id;
    const id = known ?? (await this.#make(name, address));
    this.#known.set(key, id);
    return id;
  }

  async #make(name: string, address: string): Promise<string> {
    const { id: communityId, timeZone, locale, digestWeekday, digestHour } = this.#community;
    this.made += 1;
    return transaction(async (tx) => {
      const shown = nameOr(name, address);
      const person = await ensurePerson(tx, { name: shown, address, locale });
      const { id } = await tx.membership.upsert({
        where: { communityId_personId: { communityId, personId: person.id } },
        update: {},
        create: {
          ...{ communityId, personId: person.id, name: shown, locale, timeZone, digestWeekday, digestHour },
          ...{ role: "member", status: "left", digestRhythm: "off", endedAt: now(), createdAt: now() },
        },
        select: { id: true },
      });
      return id;
    });
  }
}

function nameOr(name: string, address: string): string {
  try {
    return insistName(name);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return address.split("@")[0] ?? address;
  }
}
