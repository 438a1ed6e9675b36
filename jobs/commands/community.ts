import { links } from "#app/lib/links.ts";
import { communityAddress, createCommunity } from "#app/models/community.ts";
import { mintOneClickSignIn } from "#app/models/session.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";

export interface CreateOptions extends ReportOptions {
  name: string;
  ownerName: string;
  ownerAddress: string;
  timeZone: string;
  locale: string;
  tagline?: string;
}

/** `roundletter community create SLUG` */
export async function createTheCommunity(slug: string, options: CreateOptions): Promise<void> {
  const { name, ownerName, ownerAddress, timeZone, locale, tagline } = options;
  const { community, signIn } = await withDatabase(async () => {
    const owner = { name: ownerName, address: ownerAddress };
    const created = await createCommunity({
      slug,
      name,
      timeZone,
      locale,
      owner,
      ...(tagline ? { tagline } : {}),
    });
    return {
      community: created.community,
      signIn: links.signIn(await mintOneClickSignIn(created.owner.personId)),
    };
  });

  const address = communityAddress(community);
  report(options, {
    json: { id: community.id, slug: community.slug, address, console: links.console(community.slug), signIn },
    words: `${community.name} is there.\n  Address      ${address}\n  Console      ${links.console(community.slug)}\n  Sign in once ${signIn}`,
  });
}
