import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import type { Composition } from "#app/mailers/letter.ts";
import { type Delivery, prepareDeliveries } from "#app/models/delivery.ts";

let count = 0;

/** Letters that are due, to these addresses, of no community: for what is about sending and not about what is written. */
export async function aPileOfLetters(addresses: readonly string[], { urgency = 9 } = {}): Promise<void> {
  const pile = (count += 1);
  await transaction((tx) =>
    prepareDeliveries(
      tx,
      addresses.map((address) => ({
        communityId: null,
        kind: urgency < 5 ? ("sign_in" as const) : ("digest" as const),
        letterKey: `pile ${String(process.pid)} ${String(pile)}`,
        address,
        facts: {},
        urgency,
        notAfter: new Date(now().getTime() + 30 * 86_400_000),
      })),
    ),
  );
}

/** What is written does not matter, only that it is always the same for the same delivery. */
export function composePlainly(
  deliveries: readonly Pick<Delivery, "id" | "address" | "number">[],
  octets = 200,
): Promise<Map<string, Composition>> {
  const letters = deliveries.map(({ id, address, number }): [string, Composition] => [
    id,
    {
      envelope: { from: `bounce+${String(number)}@roundletter.test`, to: address },
      raw: Buffer.from(
        `Message-ID: <${id}@roundletter.test>\r\nTo: ${address}\r\n\r\n${"x".repeat(octets)}\r\n`,
      ),
      messageId: `<${id}@roundletter.test>`,
    },
  ]);
  return Promise.resolve(new Map(letters));
}
