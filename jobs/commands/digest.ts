import { publishDigest } from "#app/models/digest.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { ownerOf, withDatabase } from "#jobs/commands/with-database.ts";

/** `roundletter digest send COMMUNITY` */
export async function sendDigest(slug: string, options: ReportOptions): Promise<void> {
  const { digest, audience } = await withDatabase(async () => {
    const owner = await ownerOf(slug);
    // Who types this means it: no hold window.
    return publishDigest(owner, owner.community.id, { atOnce: true });
  });
  report(options, {
    json: { id: digest.id, community: slug, issue: digest.issue, audience },
    words: `Letter no. ${digest.issue ?? 0} of ${slug} is written to ${audience.prepared} people. It goes out as soon as a worker runs.`,
  });
}
