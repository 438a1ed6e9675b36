import { groupBy } from "#app/lib/group-by.ts";
import type { Delivery, LetterKind } from "#app/models/delivery.ts";
import { composeBounceNotices } from "./bounce-notice.ts";
import { composeClosings } from "./closing.ts";
import { composeConfirmFollow, composeConfirmInquiry, composeConfirmJoin } from "./confirm.ts";
import { composeDigests } from "./digest.ts";
import { composeEventInvitations } from "./event-invitation.ts";
import { composeExportsReady } from "./export-ready.ts";
import { composeHeldNotices } from "./held-notice.ts";
import { composeHeld } from "./held.ts";
import { composeInquiries } from "./inquiry.ts";
import { composeInstantPosts } from "./instant-post.ts";
import { composeInvitations } from "./invitation.ts";
import type { Composition, Mailer } from "./letter.ts";
import { composeNewsletters } from "./newsletter.ts";
import { composeProofs } from "./proof.ts";
import { composeQuestions } from "./question.ts";
import { composeReceipts } from "./receipt.ts";
import { composeRejections } from "./rejection.ts";
import { composeSeatOffers } from "./seat-offered.ts";
import { composeShowcaseCards } from "./showcase-card.ts";
import { composeSignIns } from "./sign-in.ts";
import { composeThreadLetters } from "./thread-letter.ts";
import { composeWaitingList } from "./waiting-list.ts";
import { composeWelcomes } from "./welcome.ts";

/** Which mailer writes which kind of letter. A kind without one does not compile. */
const mailers = {
  digest: composeDigests,
  instant_post: composeInstantPosts,
  invitation: composeInvitations,
  invitation_reminder: composeInvitations,
  confirm_join: composeConfirmJoin,
  confirm_follow: composeConfirmFollow,
  confirm_inquiry: composeConfirmInquiry,
  inquiry: composeInquiries,
  newsletter: composeNewsletters,
  welcome: composeWelcomes,
  waiting_list: composeWaitingList,
  seat_offered: composeSeatOffers,
  sign_in: composeSignIns,
  rejection: composeRejections,
  held: composeHeld,
  held_notice: composeHeldNotices,
  question: composeQuestions,
  receipt: composeReceipts,
  event_invitation: composeEventInvitations,
  event_change: composeEventInvitations,
  event_cancellation: composeEventInvitations,
  event_reminder: composeEventInvitations,
  showcase_card: composeShowcaseCards,
  thread_letter: composeThreadLetters,
  proof: composeProofs,
  bounce_notice: composeBounceNotices,
  closing: composeClosings,
  export_ready: composeExportsReady,
} satisfies Record<LetterKind, Mailer>;

/** Letters for a batch of any kinds, by delivery id. Reads in bulk, kind by kind. */
export async function compose(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const composed = new Map<string, Composition>();
  for (const [kind, ofKind] of groupBy(deliveries, (delivery) => delivery.kind)) {
    for (const [id, composition] of await mailers[kind](ofKind)) composed.set(id, composition);
  }
  return composed;
}
