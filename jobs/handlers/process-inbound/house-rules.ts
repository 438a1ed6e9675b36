import { hasWritten, isOpenToFollowers } from "#app/models/community/posting.ts";
import { Rejection } from "#app/models/rejection.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";

/** What is said to others, and not only to the house. */
const said: readonly Target["kind"][] = ["thread", "digest", "new-thread"];

/**
 * The community's own rules: who may say something to all, and whether a newcomer's first words are looked at. What
 * somebody has let pass is past them. @throws Rejection, which holds the letter
 */
export async function insistRules({ released }: Letter, author: Author, target: Target): Promise<void> {
  const { community, role } = author;
  if (target.kind === "held") return;
  if (role === "follower" && !(await mayFollowerAnswer(author, target))) throw new Rejection("may-not-post");
  if (released || role === "owner" || role === "moderator" || !said.includes(target.kind)) return;

  if (target.kind === "new-thread" && community.startedBy === "curators")
    throw new Rejection("curators-start");
  if (community.holdsFirstPosts && !(await hasWritten(author.id))) throw new Rejection("first-post");
}

async function mayFollowerAnswer({ community }: Author, target: Target): Promise<boolean> {
  return (
    community.followersMayAnswer &&
    target.kind === "thread" &&
    (await isOpenToFollowers(community.id, target.threadId))
  );
}
