import type { Tx } from "#app/db/transaction.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import type { PlainPost } from "#app/models/inbound-message/file-posts.ts";

/** What is to be done with a message, decided before anything is written: one call that does it all. */
export interface Placed {
  /** In whose name; null for what machines report. */
  membershipId: string | null;
  act: (tx: Tx) => Promise<Outcome>;
  /** The same as a value, where it is a post and nothing else: many of them are filed at once. */
  plain?: PlainPost;
}
