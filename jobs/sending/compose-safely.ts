import { log } from "#app/lib/log.ts";
import { compose } from "#app/mailers/index.ts";
import type { Composition } from "#app/mailers/letter.ts";
import type { Delivery } from "#app/models/delivery.ts";

/** A letter that cannot be written must not keep the others of its batch waiting. */
export async function composeSafely(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition | Error>> {
  try {
    return await compose(deliveries);
  } catch (error) {
    if (deliveries.length <= 1) {
      const failure = error instanceof Error ? error : new Error(String(error));
      const kinds = deliveries.map(({ id, kind }) => ({ id, kind }));
      log.error({ deliveries: kinds, error: failure }, "a letter could not be written");
      return new Map(deliveries.map(({ id }) => [id, failure]));
    }
  }
  const alone = await Promise.all(deliveries.map((delivery) => composeSafely([delivery])));
  return new Map(alone.flatMap((composed) => [...composed]));
}
