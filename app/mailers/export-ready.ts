import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { type ExportKind, exportsToTell } from "#app/models/export.ts";
import { exportReady, type ExportReadyProps } from "#emails/templates/export-ready.ts";
import { composeForCommunities, factId } from "./compose-each.ts";
import { type Composition, finishLetter, letterProps } from "./letter.ts";

const kinds: Record<ExportKind, ExportReadyProps["what"]> = {
  members: "members",
  threads: "archive",
  everything: "community",
  archive: "community",
};

/** What was asked for is packed. The link leads to a page that asks who is there. */
export async function composeExportsReady(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const told = await exportsToTell(deliveries.map((delivery) => factId(delivery, "exportId")));

  return composeForCommunities(deliveries, (facts) => {
    const made = told.get(factId(facts.delivery, "exportId"));
    if (made?.expiresAt == null) return { cancelled: "the export is gone" };
    const draft = exportReady({
      ...letterProps(facts),
      what: kinds[made.kind],
      octets: Number(made.byteSize),
      url: links.console(facts.community.slug, "/exports"),
      expiresAt: made.expiresAt,
    });
    return finishLetter(facts, draft);
  });
}
